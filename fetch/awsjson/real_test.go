package awsjson_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsjson"
)

const recordings = "../../fixtures/real/api"

// Recordings of other people's tests are read without a crash, to the outcome that a person has read.
func TestRealRecordings(t *testing.T) {
	t.Parallel()

	entries, err := os.ReadDir(recordings)
	if err != nil {
		t.Fatal(err)
	}

	var out strings.Builder

	for _, entry := range entries {
		name := entry.Name()
		if !entry.IsDir() {
			continue
		}

		s, err := awsjson.Read(t.Context(), os.DirFS(path.Join(recordings, name)), name)
		fmt.Fprintf(&out, "%s\n", name)

		if err != nil {
			fmt.Fprintf(&out, "  error: %v\n", err)

			continue
		}

		out.WriteString(outcome(s))
	}

	golden(t, "testdata/real.golden", out.String())
}

// outcome is how many of each noun a snapshot holds, and its gaps.
func outcome(s *snapshot.Snapshot) string {
	var out strings.Builder

	for field, v := range reflect.ValueOf(s).Elem().Fields() {
		if v.Kind() == reflect.Slice && v.Len() > 0 && field.Name != "Gaps" && field.Name != "Sources" {
			fmt.Fprintf(&out, "  %s: %d\n", field.Name, v.Len())
		}
	}

	for _, src := range s.Sources {
		fmt.Fprintf(&out, "  account %q, region %q\n", src.Account, src.Region)
	}

	for _, g := range gaps(s) {
		fmt.Fprintf(&out, "  gap: %s\n", g)
	}

	return out.String()
}

// Every file has its source and a licence that lets us keep it.
func TestRealSources(t *testing.T) {
	t.Parallel()

	file, err := os.Open(recordings + "/SOURCES.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()

	named := []string{}

	for lines := bufio.NewScanner(file); lines.Scan(); {
		row := strings.Split(lines.Text(), "\t")
		if row[0] == "file" {
			continue
		}

		equal(t, len(row), 5)
		equal(t, row[4], "Apache-2.0")
		named = append(named, row[0])
	}

	present, err := fs.Glob(os.DirFS(recordings), "*/*.json")
	if err != nil {
		t.Fatal(err)
	}

	equal(t, slices.Sorted(slices.Values(named)), present)
}

// A folder of unrelated accounts is refused, not joined.
func TestRealMixed(t *testing.T) {
	t.Parallel()

	_, err := awsjson.Read(t.Context(), os.DirFS(recordings), "real")
	mustBe(t, err, awsjson.ErrMixed)
}

// Whatever a file holds, reading it gives a snapshot or one of the errors of this package, twice the same.
func FuzzRead(f *testing.F) {
	for name, content := range estate(f) {
		f.Add(name, content)
	}

	f.Add("ecs.DescribeServices_1.json", `{"status_code": 400, "data": {"Error": {"Code": "AccessDenied"}}}`)
	f.Add("describe-services.json", denied+`{"services": []}`+denied)
	f.Add("x.yaml", "- services:\n  - serviceArn: arn:aws:ecs:x")
	f.Add("eu-north-1/x-2.json", "\xff\xfe{\x00}\x00")
	f.Add("accounts/111122223333/x.json", `{"clusterArns": ["arn:aws:ecs:::cluster/x"], "NextToken": "x"}`)
	f.Add("x.json", `{"services": [{"serviceArn": "arn:aws:ecs:a:b:c", "createdAt": {"__class__": "datetime"}}]}`+
		` {"failures": [{}]}`)

	f.Fuzz(func(t *testing.T, name, content string) {
		if !fs.ValidPath(name) {
			name = "x.json"
		}

		files := folder{name: content}.fs()
		s, err := awsjson.Read(t.Context(), files, "answers")
		again, err2 := awsjson.Read(t.Context(), files, "answers")

		if err != nil {
			var format *awsjson.FormatError
			if !errors.As(err, &format) && !errors.Is(err, awsjson.ErrNoAnswers) && !errors.Is(err, awsjson.ErrMixed) {
				t.Fatalf("an error of no kind: %v", err)
			}

			equal(t, err2.Error(), err.Error())

			return
		}

		equal(t, encoded(t, again), encoded(t, s))
	})
}
