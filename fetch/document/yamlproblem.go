package document

import (
	"bytes"
	"strconv"
	"strings"
)

// afterLine is for the parser's grammar errors, which it reports a line too early.
const afterLine = 1

// explainYAML turns an error of the parser, "yaml: line 3: what is wrong", into words that do not quote the
// file. An error on the first line has no number.
func explainYAML(src *source, err error) *problem {
	message, numbered := strings.CutPrefix(err.Error(), "yaml: line ")
	text, late := yamlProblem(message)
	line := 1

	if number, _, _ := strings.Cut(message, ":"); numbered {
		n, _ := strconv.Atoi(number)
		line = max(n+late, 1)
	}

	start := src.lines[min(line, len(src.lines))-1]
	indent := len(src.data[start:]) - len(bytes.TrimLeft(src.data[start:], " "))

	return &problem{start + indent, text}
}

// yamlProblem says what a message of the parser means to whoever wrote the file, and how many lines later the
// place is than the message says.
func yamlProblem(message string) (text string, late int) {
	for _, p := range [...]struct {
		mark, text string
		late       int
	}{
		// The only message that quotes the file, so that no other mark may be looked for in it.
		{"unknown anchor", "an alias names an anchor that the file does not have", 0},
		{
			"did not find expected key",
			"a name is missing, here or further down in the object that begins here; check the indentation", afterLine,
		},
		{
			"did not find expected '-' indicator",
			"an item (- ) is missing, here or further down in the list that begins here; check the indentation",
			afterLine,
		},
		{"did not find expected ',' or ']'", "a comma or ] is missing, here or in the list that begins here", afterLine},
		{"did not find expected ',' or '}'", "a comma or } is missing, here or in the object that begins here", afterLine},
		{"did not find expected node content", "a value is missing", afterLine},
		{"did not find expected <document start>", "there is more text after the end of the value", afterLine},
		{"undefined tag handle", "a tag has a handle that the file does not define", afterLine},
		{"mapping values are not allowed", "a colon stands where none may; check the indentation, or quote the value", 0},
		{"could not find expected ':'", "a colon is missing after a name; check the indentation", 0},
		{
			"cannot start any token",
			"a value begins with a character that must be quoted (such as @, % or `), or a line is indented with a tab", 0,
		},
		{"tab character", "a line is indented with a tab; YAML takes spaces", 0},
		{"end of stream", "the file ends in the middle of a quoted text", 0},
		{"document indicator", "a quoted text is not closed before the next YAML document", 0},
		{"escape", "a text in double quotes holds an escape sequence that YAML does not have", 0},
		{"hexdecimal", "a text in double quotes holds an escape sequence that YAML does not have", 0},
		{"exceeded max depth", tooDeep, 0},
	} {
		if strings.Contains(message, p.mark) {
			return p.text, p.late
		}
	}

	return "this is not well-formed YAML", 0
}
