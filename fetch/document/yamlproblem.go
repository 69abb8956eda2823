package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
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

	line = min(line, len(src.lines))

	switch at := src.broken(line, late); {
	case src.templated(line):
		text = placeholder
	case at > 0 && src.templated(at):
		line, text = at, placeholder
	case at > line:
		text = fmt.Sprintf("this line does not go with what begins on line %d; check the indentation, and whether a name, "+
			"a colon or - is missing", line)
		line = at
	}

	return &problem{src.lines[line-1] + indent(src.line(line)), text}
}

// maxRetried is the size in bytes of the largest file that is parsed again to find where it breaks.
const maxRetried = 64 << 10

// broken is the line that ends the shortest beginning of the file which the parser does not take, where it tells of a
// list or an object by the line that this begins on; 0 where it does not.
func (s *source) broken(from, late int) int {
	if late != afterLine || len(s.data) > maxRetried {
		return 0
	}

	rest := len(s.lines) - from

	return from + sort.Search(rest, func(more int) bool { return !parses(s.data[:s.lines[from+more]]) })
}

// parses reports whether text has nothing wrong but that it may end too early.
func parses(data []byte) bool {
	for decoder := yaml.NewDecoder(bytes.NewReader(data)); ; {
		switch err := decode(decoder, &yaml.Node{}); {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return !strings.Contains(err.Error(), "did not find expected")
		}
	}
}

// line is the text of a line, counted from 1.
func (s *source) line(number int) []byte {
	line, _, _ := bytes.Cut(s.data[s.lines[number-1]:], []byte("\n"))

	return line
}

func indent(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }

// templated reports whether a line is one of Jinja, of Helm or of ERB.
//
//   - https://jinja.palletsprojects.com/en/stable/templates/
//   - https://helm.sh/docs/chart_template_guide/control_structures/
func (s *source) templated(number int) bool {
	line := bytes.TrimSpace(s.line(number))

	for _, mark := range [...]string{"{%", "{{", "{#", "<%"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}

	return bytes.Contains(line, []byte("{{-")) || bytes.Contains(line, []byte("{%"))
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
