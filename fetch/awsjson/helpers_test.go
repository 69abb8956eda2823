package awsjson_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsjson"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	account = "111122223333"
	region  = "eu-north-1"
	arnECS  = "arn:aws:ecs:" + region + ":" + account + ":"
)

// folder is a folder of files, by name and content.
type folder map[string]string

func (f folder) fs() fs.FS {
	m := fstest.MapFS{}
	for name, content := range f {
		m[name] = &fstest.MapFile{Data: []byte(content)}
	}

	return m
}

// without is the folder but for one file.
func (f folder) without(name string) folder {
	g := folder{}

	for n, content := range f {
		if n != name {
			g[n] = content
		}
	}

	return g
}

// estate is a whole account, in a flat folder.
func estate(tb testing.TB) folder {
	tb.Helper()

	a, err := txtar.ParseFile("testdata/estate.txtar")
	if err != nil {
		tb.Fatal(err)
	}

	f := folder{}
	for _, file := range a.Files {
		f[file.Name] = string(file.Data)
	}

	return f
}

func read(tb testing.TB, f folder) *snapshot.Snapshot {
	tb.Helper()

	s, err := awsjson.Read(tb.Context(), f.fs(), "answers")
	if err != nil {
		tb.Fatal(err)
	}

	return s
}

// fails returns the error of reading a folder that must not be read.
func fails(t *testing.T, f folder) error {
	t.Helper()

	s, err := awsjson.Read(t.Context(), f.fs(), "answers")
	if err == nil {
		t.Fatalf("read %s", encoded(t, s))
	}

	return err
}

// gaps are the gaps of a snapshot in a few words each.
func gaps(s *snapshot.Snapshot) []string {
	out := make([]string, 0, len(s.Gaps))

	for _, g := range s.Gaps {
		text := strings.TrimSpace(g.What + ": " + g.Why + " " + g.Resource)
		if g.Failed {
			text += " (failed)"
		}

		out = append(out, text)
	}

	slices.Sort(out)

	return out
}

func encoded(tb testing.TB, v any) string {
	tb.Helper()

	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		tb.Fatal(err)
	}

	return string(b) + "\n"
}

func equal[T any](t *testing.T, got, want T) {
	t.Helper()

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// golden compares with a file of testdata, and writes it where -update is given.
func golden(t *testing.T, file, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}

		return
	}

	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with -update", err)
	}

	equal(t, got, string(want))
}

func mustBe(t *testing.T, err, target error) {
	t.Helper()

	if !errors.Is(err, target) {
		t.Errorf("%v is not %v", err, target)
	}
}
