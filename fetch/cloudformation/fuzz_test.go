package cloudformation_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation"
	"github.com/ecslint/ecslint/fetch/document"
)

var positioned = regexp.MustCompile(`^(web|next)\.yaml:[1-9]\d*:[1-9]\d*: [^\n]+$`)

// FuzzRead: any template becomes a snapshot that survives being saved and is the same a second time, in which groups
// have IDs and places; or problems with places.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "read", "*.yaml"))
	if err != nil || len(paths) == 0 {
		f.Fatalf("no seeds: %v", err)
	}

	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}

		f.Add(bytes.ReplaceAll(data, []byte("parts/network.yaml"), []byte("next.yaml")))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		first, problems := fuzzed(t, data)
		for _, problem := range problems {
			if !positioned.MatchString(problem.Error()) {
				t.Fatalf("%q has no place", problem)
			}
		}

		if second, _ := fuzzed(t, data); first != second {
			t.Fatal("it is another snapshot the second time")
		}
	})
}

// fuzzed is a template that may nest itself, as a saved snapshot.
func fuzzed(t *testing.T, data []byte) (string, []error) {
	t.Helper()

	root, err := document.Parse(stack, data)
	if err != nil {
		return "", []error{err}
	}

	if !cloudformation.Is(root) {
		return "", nil
	}

	r := cloudformation.ReadTree(stack, root, cloudformation.Options{Open: func(path string) ([]byte, error) {
		if path == "next.yaml" {
			return data, nil
		}

		return nil, fs.ErrNotExist
	}})

	var saved bytes.Buffer
	if err := snapshot.Encode(&saved, r.Snapshot); err != nil {
		t.Fatal(err)
	}

	if _, err := snapshot.Decode(saved.Bytes()); err != nil {
		t.Fatal(err)
	}

	for _, g := range r.Snapshot.SecurityGroups {
		if g.ID == "" || g.Stack != stack || g.Origin.File == "" {
			t.Fatalf("a group without ID or place: %+v", g)
		}
	}

	return saved.String(), r.Problems
}
