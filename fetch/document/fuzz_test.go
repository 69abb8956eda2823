package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ecslint/ecslint/fetch/document"
)

// FuzzJSON: whatever encoding/json takes is read, and read the same; whatever it refuses is refused.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a": [1, true, null, "\ud83d\ude00\/"], "a": {}}`, "\xEF\xBB\xBF[]",
		`["\ud800"]`, `{"a": ${x}}`, `[1,]`, `"a`, "[\r\n0.5e-3]",
	} {
		f.Add([]byte(seed))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := document.Parse("a.json", data)
		if err != nil {
			checkError(t, err, data)
		}

		text := bytes.TrimPrefix(data, []byte("\ufeff"))
		valid := utf8.Valid(text) && json.Valid(text)

		if tooLarge(err) {
			return
		}

		if valid != (err == nil) {
			t.Fatalf("%q: valid to encoding/json: %v; to us: %v", data, valid, err)
		}

		if err == nil {
			checkValues(t, root, text)
			checkPlaces(t, root, string(data))
		}
	})
}

// FuzzYAML: no file does harm, and every place is in the file.
func FuzzYAML(f *testing.F) {
	for _, seed := range []string{
		"a: &x [1, {b: c}]\nd: *x\n<<: {e: f}\n", "- |\n  a\n- 'b''c'\n- \"d\\n\"\n", "? &a b\n: !Ref c # d\n",
		"[a: b, ]", "{a, b: , c}",
		"a: {{ b }}", "\xEF\xBB\xBFa: 1\r\nb: é\u2028", "--- >-\n a\n b\n...\n", "!!map {a: !!int '1'}",
		"a: !<tag:x> &b c", "*a", "%TAG ! x\n---\n!a", "a: &x 1\n---\nb: 2\nb: *x", "---\n---\n",
	} {
		f.Add([]byte(seed))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		roots, err := document.ParseAll("a.yaml", data)
		if err != nil {
			checkError(t, err, data)
		}

		for _, root := range roots {
			checkPlaces(t, root, string(data))
		}

		if _, one := document.Parse("a.yaml", data); (one == nil) != (err == nil && len(roots) == 1) {
			t.Fatalf("%q: %d documents, %v; as one: %v", data, len(roots), err, one)
		}
	})
}

func tooLarge(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "too deeply") || strings.Contains(err.Error(), "too many") ||
		strings.Contains(err.Error(), "larger than"))
}

func checkError(t *testing.T, err error, data []byte) {
	t.Helper()

	syntax, ok := errors.AsType[*document.SyntaxError](err)
	if !ok {
		t.Fatalf("%q: %v is no SyntaxError", data, err)
	}

	if syntax.Line < 1 || syntax.Line > 1+bytes.Count(data, []byte("\n")) ||
		syntax.Column < 1 || syntax.Column > 1+len(data) {
		t.Fatalf("%q: %v is no place in the file", data, err)
	}
}
