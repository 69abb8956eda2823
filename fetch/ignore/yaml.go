package ignore

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// inYAML finds comments by their sign and leaves out what stands in a text: the parser does not say where comments
// are.
func inYAML(name string, data []byte) []snapshot.Suppression {
	roots, err := document.ParseAll(name, data)
	if err != nil {
		return nil
	}

	data = []byte(strings.TrimPrefix(string(data), "\uFEFF"))

	outline := newOutline(split(data))
	for _, root := range roots {
		outline.walk(root)
	}

	if outline.explicit() {
		return nil
	}

	var all []snapshot.Suppression

	for i, line := range outline.lines {
		before, _, marked := strings.Cut(line, marker)
		if !marked || outline.held[i+1] {
			continue
		}

		c, ok := outline.comment(i+1, strings.LastIndexByte(before, '#'))
		if !ok {
			continue
		}

		if s, ok := c.suppression(name); ok {
			s.Lines = c.covered(outline.lines, outline.last)
			all = append(all, s)
		}
	}

	return all
}

// An outline is what there is to know of a YAML file besides its values.
type outline struct {
	lines []string

	// ends is, for each line on which members of an object or list begin, where the last of them ends.
	ends map[int]int

	// held are the lines that belong to the text of a block scalar; quoted are the places of all quoted text.
	held   map[int]bool
	quoted map[int][]snapshot.Range // by the lines they touch
}

func newOutline(lines []string) *outline {
	return &outline{lines: lines, ends: map[int]int{}, held: map[int]bool{}, quoted: map[int][]snapshot.Range{}}
}

// walk notes the members of a value, and it itself where it is text, and returns its last line. What an alias stands
// for lies before it, so it is noted again and changes nothing.
func (o *outline) walk(n *document.Node) int {
	last := n.Range().EndLine

	for _, item := range n.Items() {
		first := begin(item)
		o.quote(item.NameRange())

		end := o.walk(item)
		o.ends[first] = max(o.ends[first], end)
		last = max(last, end)
	}

	if n.Kind() == document.Text {
		last = max(last, o.text(n))
	}

	return last
}

func begin(item *document.Node) int {
	if at := item.NameRange(); at != (snapshot.Range{}) {
		return at.StartLine
	}

	return item.Range().StartLine
}

// text notes where a text stands that may look like a comment, and returns its last line.
func (o *outline) text(n *document.Node) int {
	at := n.Range()

	switch o.style(n) {
	case '|', '>':
		last := at.StartLine + o.blockLines(n)
		for line := at.StartLine + 1; line <= last; line++ {
			o.held[line] = true
		}

		return last
	case '"', '\'':
		o.quote(at)
	}

	return at.EndLine
}

func (o *outline) quote(at snapshot.Range) {
	for line := at.StartLine; line > 0 && line <= at.EndLine; line++ {
		o.quoted[line] = append(o.quoted[line], at)
	}
}

// style is the first character of a text behind its tag and anchor.
func (o *outline) style(n *document.Node) byte {
	at := n.Range()
	if at.StartLine == 0 || at.StartLine > len(o.lines) {
		return 0
	}

	for word := range strings.FieldsSeq(o.lines[at.StartLine-1][min(at.StartColumn-1, len(o.lines[at.StartLine-1])):]) {
		if word[0] != '&' && word[0] != '!' {
			return word[0]
		}
	}

	return 0
}

// blockLines counts the lines of a block scalar below its header: those that are blank, or indented as its first one
// is and more than what it belongs to. https://yaml.org/spec/1.2.2/#81-block-scalar-styles
func (o *outline) blockLines(n *document.Node) int {
	header := n.Range().StartLine
	least := o.parentIndent(n) + 1

	count := 0

	for i, line := range o.lines[header:] {
		if strings.TrimSpace(line) == "" {
			continue
		}

		if indent(line) < least {
			break
		}

		count = i + 1
	}

	return count
}

// parentIndent is the column, counted from 0, of the key or dash that a block scalar belongs to; -1 for a document.
func (o *outline) parentIndent(n *document.Node) int {
	if at := n.NameRange(); at != (snapshot.Range{}) {
		return at.StartColumn - 1
	}

	at := n.Range()

	return strings.LastIndexByte(o.lines[at.StartLine-1][:at.StartColumn-1], '-')
}

// explicit reports whether a line may begin with the sign of an explicit key, which can be text over several lines. Of
// such a file nobody can tell by its values where comments stand, and hardly anybody writes one.
func (o *outline) explicit() bool {
	for i, line := range o.lines {
		if strings.HasPrefix(strings.TrimLeft(line, " \t-"), "?") && !o.held[i+1] {
			return true
		}
	}

	return false
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// comment is the one whose sign stands at a byte of a line, if one does: behind a blank or first, and in no quotes.
// https://yaml.org/spec/1.2.2/#66-comments
func (o *outline) comment(line, sign int) (comment, bool) {
	text := o.lines[line-1]
	if sign < 0 || sign > 0 && !strings.ContainsRune(" \t", rune(text[sign-1])) {
		return comment{}, false
	}

	for _, at := range o.quoted[line] {
		behind := line > at.StartLine || sign >= at.StartColumn-1
		before := line < at.EndLine || sign < at.EndColumn-1

		if behind && before {
			return comment{}, false
		}
	}

	words, _, _ := strings.Cut(text[sign:], "\r") // which ends a line of YAML, too

	return comment{
		text: words, line: line, column: sign + 1, alone: strings.TrimSpace(text[:sign]) == "",
	}, true
}

// last is where the construct that begins on a line ends. Three dashes begin a document.
func (o *outline) last(line int) int {
	if !strings.HasPrefix(o.lines[line-1], "---") {
		return o.ends[line]
	}

	for i, text := range o.lines[line:] {
		if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "...") {
			return line + i
		}
	}

	return len(o.lines)
}
