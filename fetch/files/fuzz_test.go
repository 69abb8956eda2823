package files_test

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/files"
)

// told matches a problem of what comes in: one line, with its place where it has one.
var told = regexp.MustCompile(`^(<stdin>(:[1-9]\d*:[1-9]\d*)?: |nothing to check in <stdin>: )[^\n]+$`)

// FuzzRead: whatever a file holds is of one kind and becomes a snapshot that survives being saved, the same one a
// second time; or it is a problem.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		definition, definitionYAML, containers, template, templateJSON, terraform, plan, "", "[]", "\x00", "a: [", `{"a"`,
		`{"taskDefinition": ` + definition + `}`, "[" + definition + "," + definition + "]",
		definitionYAML + "---\n" + definitionYAML, template + "---\n" + definitionYAML, nesting("web.yaml"),
		`{"format_version": "9", "planned_values": []}`, `{"family": "{{ a }}", "containerDefinitions": [{}]}`,
	} {
		f.Add([]byte(seed))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		first, problems := fuzzed(t, data)
		for _, problem := range problems {
			if !told.MatchString(problem.Error()) {
				t.Fatalf("%q has no place", problem)
			}
		}

		if second, _ := fuzzed(t, data); first != second {
			t.Fatal("it is another snapshot the second time")
		}
	})
}

// fuzzed is what comes in on standard input, as a saved snapshot.
func fuzzed(t *testing.T, data []byte) (string, []error) {
	t.Helper()

	res, err := files.Read(files.Request{Paths: []string{"-"}, Stdin: data})
	if err != nil {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			return "", joined.Unwrap()
		}

		return "", []error{err}
	}

	if len(res.Snapshot.Sources) != 1 || len(res.Read) != 1 {
		t.Fatalf("one file is %v, %v", res.Snapshot.Sources, res.Read)
	}

	var saved bytes.Buffer
	if err := snapshot.Encode(&saved, res.Snapshot); err != nil {
		t.Fatal(err)
	}

	if _, err := snapshot.Decode(saved.Bytes()); err != nil {
		t.Fatal(err)
	}

	return saved.String(), res.Problems
}
