package document

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A cursor turns YAML's lines and columns into offsets. YAML counts columns in characters and breaks lines
// at more than \n. Nodes come nearly in the order of the file, so each asks for a step forward.
type cursor struct {
	data         []byte
	lines        []int
	line, column int
	at           int
}

// newCursor finds the lines as the YAML parser counts them, in which \r, NEL, LS and PS break a line, too.
// https://yaml.org/spec/1.1/#b-char
func newCursor(data []byte) cursor {
	lines := []int{0}

	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		i += size

		switch r {
		case '\r':
			if i < len(data) && data[i] == '\n' {
				continue
			}

			lines = append(lines, i)
		case '\n', '\u0085', '\u2028', '\u2029':
			lines = append(lines, i)
		}
	}

	return cursor{data: data, lines: lines, line: 1, column: 1}
}

// offset is the place of a line and column, both counted from 1; the end of the file where they lie behind it.
func (c *cursor) offset(line, column int) int {
	if line > len(c.lines) {
		return len(c.data)
	}

	if line != c.line || column < c.column {
		c.line, c.column, c.at = max(line, 1), 1, c.lines[max(line, 1)-1]
	}

	// Characters, not bytes, hence one by one.
	for ; c.column < column && c.at < len(c.data); c.column++ {
		_, size := utf8.DecodeRune(c.data[c.at:])
		c.at += size
	}

	return c.at
}

// end is where a value ends, which the YAML parser does not tell. What is in it has been read before.
func (r *yamlReader) end(from *yaml.Node, start int) int {
	if from.Kind == yaml.ScalarNode {
		return r.scalarEnd(from, start)
	}

	// A list or object without brackets of its own ends with its last item; so does the object in [a: b].
	last, open := max(r.reached, start), r.afterProperties(start)
	if from.Style&yaml.FlowStyle == 0 || !bytes.ContainsAny(r.src.data[open:min(open+1, len(r.src.data))], "[{") {
		return last
	}

	return r.closing(max(last, open+1))
}

// scalarEnd is the place behind a scalar. Text over several lines without quotes would take its indentation to
// follow; its first line is what a reader needs.
func (r *yamlReader) scalarEnd(from *yaml.Node, start int) int {
	data, text := r.src.data, r.afterProperties(start)

	switch {
	case from.Style&yaml.DoubleQuotedStyle != 0:
		return closingQuote(data, text, '"', '\\')
	case from.Style&yaml.SingleQuotedStyle != 0:
		return closingQuote(data, text, '\'', '\'')
	case from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && bytes.HasPrefix(data[text:], []byte(from.Value)):
		return text + len(from.Value)
	default:
		return max(text, r.src.lineEnd(text))
	}
}

// aliasEnd is the place behind *name.
func (r *yamlReader) aliasEnd(from *yaml.Node, start int) int {
	return min(start+len("*")+len(from.Value), len(r.src.data))
}

// afterProperties is the place behind the anchor and tag that may precede a value.
func (r *yamlReader) afterProperties(at int) int {
	data := r.src.data

	for at < len(data) && (data[at] == '&' || data[at] == '!') {
		word := bytes.IndexAny(data[at:], " \t\r\n,[]{}")
		if word < 0 {
			return len(data)
		}

		at += word
		at = len(data) - len(bytes.TrimLeft(data[at:], " \t"))
	}

	return at
}

// closing is the place behind the bracket that closes a list or object after its last item: between the two
// stand only blanks, comments, a comma, and the signs around values left out.
func (r *yamlReader) closing(at int) int {
	for data := r.src.data; at < len(data); at++ {
		switch data[at] {
		case ']', '}':
			return at + 1
		case '#':
			at = r.src.lineEnd(at) - 1
		case ' ', '\t', '\r', '\n', ',', ':', '?':
		default:
			return at
		}
	}

	return at
}

// closingQuote is the place behind the quote that closes the text at from. In single quotes the escape is the
// quote itself, doubled.
func closingQuote(data []byte, from int, quote, escape byte) int {
	for i := from + 1; i < len(data); i++ {
		switch {
		case data[i] == escape && escape != quote:
			i++
		case data[i] == quote && escape == quote && i+1 < len(data) && data[i+1] == quote:
			i++
		case data[i] == quote:
			return i + 1
		}
	}

	return len(data)
}
