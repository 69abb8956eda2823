package document

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

const textAfterEnd = "there is more text after the end of the JSON value"

// A limitError is a problem of ours rather than of the JSON grammar.
type limitError problem

func (e *limitError) Error() string { return e.text }

// explain turns an error of the decoder into words that do not quote the file, as those of the decoder do, and
// that people know who have never read the grammar of JSON.
func (r *jsonReader) explain(err error) *problem {
	if limit, ok := errors.AsType[*limitError](err); ok {
		return (*problem)(limit)
	}

	syntactic, ok := errors.AsType[*jsontext.SyntacticError](err)
	if !ok {
		return &problem{len(r.src.data), "the file cannot be read as JSON"}
	}

	offset := min(int(syntactic.ByteOffset), len(r.src.data))

	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &problem{len(r.src.data), r.truncated()}
	case len(r.open) == 0 && r.values > 0:
		return &problem{offset, textAfterEnd}
	}

	return &problem{offset, jsonProblem(syntactic.Err.Error(), r.src.data, offset)}
}

// truncated says what is still open at the end of the file. The place of the error is that end, which alone
// would help nobody.
func (r *jsonReader) truncated() string {
	if len(r.open) == 0 {
		return "the file ends in the middle of a value"
	}

	start := r.open[len(r.open)-1]
	line, _ := r.src.place(start)

	opened := "object"
	if r.src.data[start] == '[' {
		opened = "list"
	}

	return fmt.Sprintf("the file ends before the %s that begins on line %d is closed", opened, line)
}

// jsonProblem tells what is wrong at offset: first by what people most often write there, then by where the
// decoder was.
func jsonProblem(decoder string, data []byte, offset int) string {
	if strings.Contains(decoder, "in string") {
		return inString(decoder)
	}

	if hint := jsonHint(data, offset); hint != "" {
		return hint
	}

	for _, p := range [...]struct{ mark, text string }{
		{"in literal", "a word other than true, false and null is not quoted"},
		{"in number", "a digit is missing in a number"},
		{"after object name", "a colon is missing after a name"},
		{"after object value", "a comma or a closing } is missing"},
		{"after array element", "a comma or a closing ] is missing"},
		{"must be a string", "a name in double quotes is missing"},
		{"at start of value", "a value is missing, or not quoted"},
	} {
		if strings.Contains(decoder, p.mark) {
			return p.text
		}
	}

	return "this is not well-formed JSON"
}

// inString tells the two errors a string can have. A missing closing quote shows as the line break after it.
func inString(decoder string) string {
	if strings.Contains(decoder, "control character") {
		return "a line break, tab or control character stands in a string; is the closing quote missing?"
	}

	return "a string holds an escape sequence that JSON does not have"
}

// jsonHint guesses from the character at offset what the writer had in mind: placeholders and comments are what
// real task definition files that are no JSON most often hold.
func jsonHint(data []byte, offset int) string {
	if offset >= len(data) {
		return ""
	}

	switch data[offset] {
	case '$', '<', '@', '%':
		return placeholder
	case '{':
		// {{ name }}: JSON takes the first brace for an object.
		if offset > 0 && data[offset-1] == '{' {
			return placeholder
		}
	case '/', '#':
		return "JSON has no comments; remove this one, or write the file as YAML"
	case '\'':
		return "JSON takes double quotes, not single ones"
	case ',':
		return "a comma has no value after it"
	}

	return ""
}
