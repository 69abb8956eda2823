package awsjson

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/go-json-experiment/json/jsontext"
)

// A FormatError is a file that is no JSON, or an answer of another shape than AWS gives. It never quotes the
// file, which may hold secrets.
type FormatError struct {
	File string

	// Line and Column count from 1, columns in bytes.
	Line, Column int
	Problem      string
}

// Error is file:line:column and the problem.
func (e *FormatError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

func errorAt(file string, text []byte, offset int, problem string) error {
	before := text[:min(max(offset, 0), len(text))]
	line := bytes.Count(before, []byte("\n"))

	return &FormatError{
		File:    file,
		Line:    line + 1,
		Column:  len(before) - bytes.LastIndexByte(before, '\n'),
		Problem: problem,
	}
}

// syntaxError tells a file that was cut short, the usual case, from one that is something else.
func syntaxError(file string, text []byte, start int, err error) error {
	var at *jsontext.SyntacticError
	if !errors.As(err, &at) {
		return errorAt(file, text, len(text), "not JSON")
	}

	problem := "not JSON"

	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		problem = "the file ends inside of a value; it may be cut short"
	case strings.HasPrefix(at.Err.Error(), "invalid character"): // quotes that one character
		problem += ": " + at.Err.Error()
	}

	return errorAt(file, text, start+int(at.ByteOffset), problem)
}

// utf8Text is the text without a byte order mark. PowerShell 5 redirects output as UTF-16.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
func utf8Text(data []byte) []byte {
	var order binary.ByteOrder

	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	}

	var units []uint16
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}

	return []byte(string(utf16.Decode(units)))
}
