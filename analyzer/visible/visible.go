// Package visible keeps what comes from files and accounts from steering the terminal of whoever reads it. A name may
// hold the sequence that clears the screen, or the character that turns the text behind it around; both are shown as
// escapes instead.
// https://cwe.mitre.org/data/definitions/150.html, https://trojansource.codes
package visible

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Trusted string is our own words, such as the sequence that turns on a colour. It is printed as it is.
type Trusted string

// String shows every character that steers a terminal as an escape: \x1b for the first 32, \u202e for the others,
// \xff for a byte that is no UTF-8.
func String(s string) string { return escape(s, "") }

// Sprintf is [fmt.Sprintf] for which every argument but numbers, booleans and [Trusted] strings goes through [String].
func Sprintf(format string, args ...any) string {
	shown := make([]any, len(args))

	for i, arg := range args {
		switch arg.(type) {
		case int, int64, bool, Trusted:
			shown[i] = arg
		default:
			shown[i] = String(fmt.Sprint(arg))
		}
	}

	return fmt.Sprintf(format, shown...)
}

// Lines is a writer that shows, on the way to w, all such characters but the line feed. It suits what is text in lines
// of its own, and JSON: an escape stands inside a string there, where it is one of JSON's own, since JSON's encoders
// write the first 32 characters as escapes already. Each Write must hold whole characters.
func Lines(w io.Writer) io.Writer { return lines{w} }

type lines struct{ w io.Writer }

// Write says that it wrote what it was given, as a writer must, and not how much the escapes take.
func (l lines) Write(p []byte) (int, error) {
	if _, err := io.WriteString(l.w, escape(string(p), "\n")); err != nil {
		return 0, err
	}

	return len(p), nil
}

func escape(s, keep string) string {
	if i := strings.IndexFunc(s, steers); i < 0 && utf8.ValidString(s) {
		return s
	}

	var b strings.Builder

	for s != "" {
		r, size := utf8.DecodeRuneInString(s)

		switch {
		case r == utf8.RuneError && size == 1, r < ' ' && !strings.ContainsRune(keep, r):
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r >= ' ' && steers(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[:size])
		}

		s = s[size:]
	}

	return b.String()
}

// steers reports whether a terminal obeys a character instead of showing it: the control characters of ASCII and of
// ISO 8859, and those that change the direction of text.
// https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
func steers(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
