package visible_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/visible"
)

func TestString(t *testing.T) {
	t.Parallel()

	for _, tc := range []struct{ text, want string }{
		{"", ""},
		{"web", "web"},
		{"größer 日本 😀 ├─ ½", "größer 日本 😀 ├─ ½"},
		{"שלום", "שלום"}, // letters that run to the left do so by themselves
		{`\x1b`, `\x1b`},
		{"\x1b[2J", `\x1b[2J`},
		{"a\nb\tc\rd\x00", `a\x0ab\x09c\x0dd\x00`},
		{"\x7f\u0085\u009b", `\u007f\u0085\u009b`},
		{"\u202aa\u202e", `\u202aa\u202e`},
		{"\u2066a\u2069", `\u2066a\u2069`},
		{"\u200e\u200f\u061c", `\u200e\u200f\u061c`},
		{"\x9b2J\xff", `\x9b2J\xff`}, // a terminal of ISO 8859 obeys the byte
		{"\ufffd", "\ufffd"},
	} {
		if got := visible.String(tc.text); got != tc.want {
			t.Errorf("%q is %q; want %q", tc.text, got, tc.want)
		}
	}
}

func TestSprintf(t *testing.T) {
	t.Parallel()

	type severity string

	got := visible.Sprintf("%s %d %t %s %s %v\n", "a\x1b", 7, true, visible.Trusted("\x1b[1m"), severity("h\r"),
		errors.New("no\nfile"))
	if want := `a\x1b 7 true ` + "\x1b[1m" + ` h\x0d no\x0afile` + "\n"; got != want {
		t.Errorf("%q; want %q", got, want)
	}
}

// Whatever is printed, nothing in it steers a terminal, and printing it again changes nothing.
func TestNothingSteers(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)

		var b bytes.Buffer
		if n, err := visible.Lines(&b).Write([]byte(text)); n != len(text) || err != nil {
			t.Fatalf("%d of %d bytes were written: %v", n, len(text), err)
		}

		if shown := visible.String(text); strings.Contains(shown, "\n") || visible.String(shown) != shown {
			t.Fatalf("%q is shown as %q", text, shown)
		}

		for _, shown := range []string{visible.String(text), b.String()} {
			if i := strings.IndexFunc(shown, forbidden); i >= 0 || !utf8.ValidString(shown) {
				t.Fatalf("%q is shown as %q", text, shown)
			}
		}
	})
}

// JSON stays JSON of the same value.
func TestJSONStays(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		text := strings.ToValidUTF8(drawText(t), "")

		var b bytes.Buffer

		encoder := json.NewEncoder(visible.Lines(&b))
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")

		if err := encoder.Encode(map[string]string{"name": text}); err != nil {
			t.Fatal(err)
		}

		var back map[string]string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back["name"] != text {
			t.Fatalf("%q came back as %q: %v", text, back["name"], err)
		}

		if strings.ContainsFunc(b.String(), forbidden) {
			t.Fatalf("%q", b.String())
		}
	})
}

func drawText(t *rapid.T) string {
	return strings.Join(rapid.SliceOf(rapid.OneOf(
		rapid.SampledFrom([]string{"\n", "\x1b[2J", "\x9b", "\u009b", "\u202e", "\u2066", "\x7f", "a", "é", "\xe2\x80"}),
		rapid.String(),
	)).Draw(t, "text"), "")
}

// forbidden is written down by itself: what must not reach a terminal, but for the line feed.
func forbidden(r rune) bool {
	return r < 0x20 && r != '\n' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestLinesReportsErrors(t *testing.T) {
	t.Parallel()

	if _, err := fmt.Fprint(visible.Lines(full{}), "a"); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}
