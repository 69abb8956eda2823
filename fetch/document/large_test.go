package document_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/document"
)

// What programs write may be larger than what people do, and has its own end.
func TestParseLarge(t *testing.T) {
	t.Parallel()

	list := func(items int) string { return "[" + strings.Repeat("0, ", items) + "0]" }

	for name, c := range map[string]struct{ data, small, large string }{
		"a small file":         {"\ufeff{\"a\": 1}", "", ""},
		"many values":          {list(300_000), "a.json:1:749999: the file holds too many values", ""},
		"too many values":      {list(3_000_000), "a.json:1:1: the file is larger than 2097152 bytes", "too many values"},
		"many bytes":           {`"` + strings.Repeat("a", 3<<20) + `"`, "the file is larger than 2097152 bytes", ""},
		"what is no JSON":      {"[\n1 2]", "a.json:2:3: ", "a.json:2:3: "},
		"what is nothing":      {" ", "a.json:1:1: the file is empty", "a.json:1:1: the file is empty"},
		"nested a bit too far": {strings.Repeat("[", 101), "a.json:1:101: ", "a.json:1:101: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, small := document.Parse("a.json", []byte(c.data))
			_, large := document.ParseLarge("a.json", []byte(c.data))

			if !says(small, c.small) || !says(large, c.large) {
				t.Errorf("got %v and %v", small, large)
			}
		})
	}
}

// YAML is what people write.
func TestParseLargeYAML(t *testing.T) {
	t.Parallel()

	if _, err := document.ParseLarge("a.yaml", []byte("a: b")); !says(err, "a.yaml:1:1: ") {
		t.Errorf("got %v", err)
	}
}

func says(err error, want string) bool {
	if err == nil || want == "" {
		return err == nil && want == ""
	}

	return strings.Contains(err.Error(), want)
}
