package hcl

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/ecslint/ecslint/fetch/document"
)

// A hole in a text that a parser reads is written as its number between these, which nobody writes.
const (
	holeStart = "\uE0F0"
	holeEnd   = "\uE0F1"
)

// A punched text has texts in the place of its holes, which a parser of JSON or YAML lets pass, and remembers where its
// parts come from.
type punched struct {
	text  string
	holes []*value
	from  []part
	at    []int // of each part in the text
}

// punch writes a text for a parser. A hole outside of quotes becomes a text.
func punch(v *value, quoting bool) *punched {
	var (
		text   strings.Builder
		p      = &punched{}
		inside bool
		before byte // what stands before the next part, blanks aside
	)

	for i, piece := range v.parts {
		p.from, p.at = append(p.from, piece), append(p.at, text.Len())

		if piece.hole == nil {
			text.WriteString(piece.text)
			inside = quotesOpen(piece.text, inside)

			if trimmed := strings.TrimRight(piece.text, blanks); trimmed != "" {
				before = trimmed[len(trimmed)-1]
			}

			continue
		}

		token := holeStart + strconv.Itoa(len(p.holes)) + holeEnd
		if quoting && !inside {
			token = comma(before, "}]\"") + `"` + token + `"` + comma(next(v.parts[i+1:]), "{[\"")
			before = token[len(token)-1]
		}

		text.WriteString(token)
		p.holes = append(p.holes, piece.hole)
	}

	p.text = text.String()

	return p
}

const blanks = " \t\r\n"

// next is what stands behind a hole, blanks aside; 0 where that is another hole.
func next(parts []part) byte {
	for _, piece := range parts {
		if piece.hole != nil {
			return 0
		}

		if trimmed := strings.TrimLeft(piece.text, blanks); trimmed != "" {
			return trimmed[0]
		}
	}

	return 0
}

// comma is one where a hole stands beside a value, as in [{}${var.sidecar ? ", {}" : ""}], so that it stands for what
// there may be more in the list.
func comma(beside byte, values string) string {
	if beside != 0 && strings.IndexByte(values, beside) >= 0 {
		return ","
	}

	return ""
}

// quotesOpen reports whether a JSON text that goes on with this one is inside of a text.
func quotesOpen(text string, inside bool) bool {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"':
			inside = !inside
		case text[i] == '\\' && inside:
			i++
		}
	}

	return inside
}

// offset is where in the file a byte of the text stands. What comes from elsewhere stands where it is put in.
func (p *punched) offset(file string) func(int) int {
	starts := make([]int, len(p.from))
	known := p.from[slices.IndexFunc(p.from, func(piece part) bool { return piece.at.file == file })].at.start

	for i, piece := range p.from {
		if piece.at.file == file {
			starts[i], known = piece.at.start, piece.at.end
		} else {
			starts[i] = known
		}
	}

	return func(at int) int {
		last := max(0, sort.SearchInts(p.at, at+1)-1)
		if piece := p.from[last]; piece.at.file == file && piece.verbatim() {
			return starts[last] + min(at-p.at[last], len(piece.text))
		}

		return starts[last]
	}
}

// placed reports whether some of the text stands in the file.
func (p *punched) placed(file string) bool {
	return slices.ContainsFunc(p.from, func(piece part) bool { return piece.at.file == file })
}

// fill is the text of a node with its holes again.
func (p *punched) fill(text string) *value {
	if !strings.Contains(text, holeStart) {
		return textOf(text)
	}

	var parts []part

	for text != "" {
		before, rest, found := strings.Cut(text, holeStart)
		number, after, closed := strings.Cut(rest, holeEnd)
		parts = append(parts, part{text: before})

		i, err := strconv.Atoi(number)
		if !found || !closed || err != nil || i < 0 || i >= len(p.holes) {
			break
		}

		parts = append(parts, part{hole: p.holes[i]})
		text = after
	}

	return textOfParts(parts)
}

// decoded is the value that a text in JSON or YAML holds.
func decoded(v *value, name string) *value {
	if v.kind == aText && v.json != nil {
		return v.json
	}

	if v.kind != aText {
		return depends(v)
	}

	p := punch(v, name == "x.json")

	root, err := document.Parse(name, []byte(p.text))
	if err != nil {
		return failure("a text that cannot be decoded").because(v)
	}

	return p.value(root)
}

func (p *punched) value(n *document.Node) *value {
	switch n.Kind() {
	case document.Bool:
		b, _ := n.Bool()

		return boolOf(b)
	case document.Number:
		number, err := cty.ParseNumberVal(n.Number())
		if err != nil {
			return textOf(n.Number())
		}

		return scalarOf(number)
	case document.Text:
		text, _ := n.Text()

		return p.fill(text)
	case document.List:
		return listOf(p.slots(n), nil)
	case document.Object:
		return objectOf(p.slots(n), nil)
	case document.Null, document.Unknown, document.Reference:
	}

	return nothing()
}

func (p *punched) slots(n *document.Node) []slot {
	slots := make([]slot, 0, n.Len())
	for _, item := range n.Items() {
		slots = append(slots, slot{name: item.Name(), value: p.value(item)})
	}

	return slots
}
