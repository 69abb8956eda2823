package document

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// A SyntaxError says where a file is not what its parser takes, and why. It never quotes the file, which may
// hold secrets.
type SyntaxError struct {
	File string

	// Line and Column count from 1, columns in bytes.
	Line, Column int

	// Problem says in words what is wrong and, where that is plain, what to do.
	Problem string
}

// Error is the problem behind the place it is at, as file:line:column.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// A problem is a syntax error before its place is counted in lines.
type problem struct {
	offset int
	text   string
}

// in counts the place of a problem. A parser may find it behind the end of the file.
func (p *problem) in(file string, src *source) *SyntaxError {
	line, column := src.place(min(p.offset, len(src.data)))

	return &SyntaxError{File: file, Line: line, Column: column, Problem: p.text}
}

// byteOrderMark is what some editors, and PowerShell, put before UTF-8 text. It has no width: the first column
// is the one behind it.
const byteOrderMark = "\xEF\xBB\xBF"

// Problems that both formats have.
const (
	tooDeep     = "lists and objects are nested too deeply"
	tooMany     = "the file holds too many values"
	placeholder = "this looks like a template placeholder; render the template first, put the placeholder in quotes, or " +
		"exclude the file in .ecslint.yaml"
)

// checkText finds what no parser should see: nothing at all, too much, or no text. It is nil for a file that
// may be parsed.
func checkText(src *source, limit int) *problem {
	data := src.data

	switch {
	case len(data) > limit:
		return &problem{0, fmt.Sprintf("the file is larger than %d bytes", limit)}
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		// What > writes in Windows PowerShell.
		// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
		return &problem{0, "the file is UTF-16 text; save it as UTF-8 (in PowerShell: Out-File -Encoding utf8)"}
	case len(bytes.TrimSpace(data)) == 0:
		return &problem{0, "the file is empty"}
	}

	if i := bytes.IndexByte(data, 0); i >= 0 {
		return &problem{i, "the file is binary, not text: it holds a NUL byte"}
	}

	if !utf8.Valid(data) {
		return &problem{firstInvalid(data), "the file is not UTF-8 text"}
	}

	return nil
}

// firstInvalid is the offset of the first byte that is not UTF-8.
func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}

		i += size
	}

	return len(data)
}
