package document

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// A jsonReader builds the tree from the tokens of one file. It works on one stack instead of passing values up,
// which takes a quarter off the time: nodes are large, and most lists and objects small.
type jsonReader struct {
	src     *source
	decoder *jsontext.Decoder
	values  int // read so far
	limit   int // of them

	// end is where the last token ends; open is where the lists and objects around it begin.
	end  int
	open []int

	// pending holds the open lists and objects, each before its items so far.
	pending []Node

	// room is where finished items go: one allocation for many small lists and objects.
	room []Node
}

func parseJSON(file string, src *source, limit int) (*Node, error) {
	// UTF-8 has been checked; what the option still lets through are escapes of half a surrogate pair, which
	// encoding/json and Python read, too.
	r := &jsonReader{src: src, limit: limit, decoder: jsontext.NewDecoder(
		bytes.NewBuffer(src.data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}

	if err := r.root(); err != nil {
		return nil, r.explain(err).in(file, src)
	}

	// The root alone, so that the stack below it can go.
	return &slices.Clone(r.pending)[0], nil
}

// root reads the file's only value and makes sure that nothing follows.
func (r *jsonReader) root() error {
	token, at, err := r.next()
	if err != nil {
		return err
	}

	if err := r.value(token, Node{at: at}); err != nil {
		return err
	}

	switch _, at, err = r.next(); {
	case err == nil:
		return &limitError{at.start, textAfterEnd}
	case !errors.Is(err, io.EOF):
		return err
	}

	return nil
}

// next reads a token and tells its place. The token is good until the next is read.
func (r *jsonReader) next() (jsontext.Token, span, error) {
	token, err := r.decoder.ReadToken()
	if err != nil {
		return token, span{}, err
	}

	start := r.end
	for start < len(r.src.data) && isJSONGap(r.src.data[start]) {
		start++
	}

	r.end = int(r.decoder.InputOffset())

	return token, span{start, r.end}, nil
}

// isJSONGap reports whether a byte stands between tokens. The decoder has already judged where commas and
// colons may.
func isJSONGap(b byte) bool {
	return b == ' ' || b == '\n' || b == ',' || b == ':' || b == '\t' || b == '\r'
}

// value puts the value that begins with a token behind the pending ones. Its place and name are in n.
func (r *jsonReader) value(token jsontext.Token, n Node) error {
	r.values++
	if r.values > r.limit {
		return &limitError{n.at.start, tooMany}
	}

	n.src = r.src
	closing := jsontext.KindInvalid

	switch token.Kind() {
	case jsontext.KindBeginObject:
		n.kind, closing = Object, jsontext.KindEndObject
	case jsontext.KindBeginArray:
		n.kind, closing = List, jsontext.KindEndArray
	case jsontext.KindString:
		n.kind, n.text = Text, token.String()
	case jsontext.KindNumber:
		n.kind, n.text = Number, token.String()
	case jsontext.KindTrue, jsontext.KindFalse:
		n.kind, n.text = Bool, token.String()
	default:
		n.kind = Null
	}

	r.pending = append(r.pending, n)

	if closing != jsontext.KindInvalid {
		return r.items(closing)
	}

	return nil
}

// items reads the items of the last pending value, a list or object, to its closing bracket.
func (r *jsonReader) items(closing jsontext.Kind) error {
	// By index, since the stack moves when it grows.
	parent, first := len(r.pending)-1, len(r.pending)
	if len(r.open) == maxDepth {
		return &limitError{r.pending[parent].at.start, tooDeep}
	}

	r.open = append(r.open, r.pending[parent].at.start)

	for {
		token, at, err := r.next()
		if err != nil {
			return err
		}

		if token.Kind() == closing {
			r.pending[parent].at.end = at.end

			break
		}

		if err := r.item(token, at, parent); err != nil {
			return err
		}
	}

	r.pending[parent].children = r.keep(r.src.lastWins(r.pending[first:], r.pending[parent].kind))
	r.pending = r.pending[:first]
	r.open = r.open[:len(r.open)-1]

	return nil
}

// item reads an item of a list, or a name and its value; token is the first of it.
func (r *jsonReader) item(token jsontext.Token, at span, parent int) error {
	if r.pending[parent].kind == List {
		return r.value(token, Node{at: at})
	}

	name := r.name(token, at, parent)

	token, valueAt, err := r.next()
	if err != nil {
		return err
	}

	return r.value(token, Node{name: name, nameAt: at, at: valueAt})
}

// name is the text of a name. The objects of a list mostly have the same names in the same order, so the string
// of the one before is used again where it can be, instead of hundreds of copies of "name" and "value".
func (r *jsonReader) name(token jsontext.Token, at span, parent int) string {
	before, i := r.pending[max(parent-1, 0)].children, len(r.pending)-parent-1
	if i >= len(before) {
		return token.String()
	}

	// A name with a backslash is not written as it reads.
	same := before[i].name
	if same != string(r.src.data[at.start+1:at.end-1]) || strings.Contains(same, `\`) {
		return token.String()
	}

	return same
}

// keep moves finished items to where they stay.
func (r *jsonReader) keep(items []Node) []Node {
	const roomy = 128

	if len(items) > cap(r.room)-len(r.room) {
		r.room = make([]Node, 0, max(roomy, len(items)))
	}

	start := len(r.room)
	r.room = append(r.room, items...)

	return r.room[start:]
}
