package document

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A yamlReader builds the tree from the nodes that the parser makes of one file. The parser tells where a value
// begins, but not where it ends, and leaves aliases to whoever reads on.
type yamlReader struct {
	src    *source
	places cursor
	values int // built so far, those of aliases included

	// reached is where the last name or value ends.
	reached int

	// anchored holds what aliases may stand for. An anchor is missing while its own value is still being built,
	// so that an alias inside it is found out.
	anchored map[*yaml.Node]subtree

	// tags are the indices of tags seen before.
	tags map[string]uint32
}

// A subtree is a value with what it adds to a tree.
type subtree struct {
	node   Node
	values int
	height int
}

// readYAML reads the documents of a file. second is the place where one begins that is not the first.
func readYAML(src *source) (roots []*Node, second, wrong *problem) {
	if i := bytes.IndexFunc(src.data, notInYAML); i >= 0 {
		return nil, nil, &problem{i, "a control character stands in the file"}
	}

	decoder := yaml.NewDecoder(bytes.NewReader(src.data))
	r := &yamlReader{src: src, places: newCursor(src.data), tags: map[string]uint32{}}

	for {
		var document yaml.Node

		switch err := decode(decoder, &document); {
		case errors.Is(err, io.EOF) && len(roots) == 0:
			return nil, nil, &problem{0, "the file holds nothing but comments"}
		case errors.Is(err, io.EOF):
			return roots, second, nil
		case err != nil:
			return nil, nil, explainYAML(src, err)
		}

		if len(roots) == 1 {
			second = &problem{r.places.offset(document.Line, document.Column), "the file holds more than one YAML document"}
		}

		r.anchored = map[*yaml.Node]subtree{} // which end with their document, though the parser keeps them

		root, p := r.value(document.Content[0], 0)
		if p != nil {
			return nil, nil, p
		}

		roots = append(roots, &root.node)
	}
}

// notInYAML reports whether a character may not stand in YAML. The parser would refuse it without a place.
// https://yaml.org/spec/1.2.2/#51-character-set
func notInYAML(r rune) bool {
	switch r {
	case '\t', '\n', '\r', '\u0085':
		return false
	case '\uFFFE', '\uFFFF':
		return true
	default:
		return r < ' ' || r >= 0x7F && r < 0xA0
	}
}

// errUnreadable stands for a panic of the parser. It has no words of its own: explainYAML finds none in it.
var errUnreadable = errors.New("the YAML parser gave up")

// decode keeps a panic of the parser, which has had some, from ending the program.
func decode(decoder *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if recover() != nil {
			err = errUnreadable
		}
	}()

	return decoder.Decode(into)
}

// value builds the value of a node. At depth 0 it is the root.
func (r *yamlReader) value(from *yaml.Node, depth int) (subtree, *problem) {
	start := r.places.offset(from.Line, from.Column)

	r.values++
	if p := r.limit(start, depth); p != nil {
		return subtree{}, p
	}

	if from.Kind == yaml.AliasNode {
		return r.alias(from, start, depth)
	}

	// Descendants count into r.values; the difference is the size of this value.
	before := r.values
	built := subtree{node: Node{src: r.src, tag: r.tag(from), at: span{start, start}}}

	var p *problem

	switch from.Kind {
	case yaml.MappingNode:
		built.node.kind = Object
		p = r.members(&built, from, depth)
	case yaml.SequenceNode:
		built.node.kind = List
		p = r.elements(&built, from, depth)
	default:
		built.node.kind, built.node.text = scalarKind(from), from.Value
	}

	if p != nil {
		return subtree{}, p
	}

	built.node.at.end = r.end(from, start)
	built.values = 1 + r.values - before
	r.reached = built.node.at.end

	if from.Anchor != "" {
		r.anchored[from] = built
	}

	return built, nil
}

// limit is the problem of a tree that has become too large or too deep at start, and nil where it has not.
func (r *yamlReader) limit(start, depth int) *problem {
	switch {
	case r.values > maxValues:
		return &problem{start, tooMany}
	case depth > maxDepth:
		return &problem{start, tooDeep}
	default:
		return nil
	}
}

// alias is the value of the anchor at the place of the alias. The items are shared, not copied, but count as
// if they were: whoever walks the tree meets them again.
func (r *yamlReader) alias(from *yaml.Node, start, depth int) (subtree, *problem) {
	target, ok := r.anchored[from.Alias]
	if !ok {
		return subtree{}, &problem{start, "an alias stands inside its own anchor, or names one of another document"}
	}

	r.values += target.values
	if p := r.limit(start, depth+target.height); p != nil {
		return subtree{}, p
	}

	target.node.at = span{start, r.aliasEnd(from, start)}
	r.reached = target.node.at.end

	return target, nil
}

// elements builds the items of a list.
func (r *yamlReader) elements(list *subtree, from *yaml.Node, depth int) *problem {
	list.node.children = make([]Node, 0, len(from.Content))

	for _, item := range from.Content {
		built, p := r.value(item, depth+1)
		if p != nil {
			return p
		}

		list.add(built)
	}

	return nil
}

// add appends an item.
func (s *subtree) add(item subtree) {
	s.node.children = append(s.node.children, item.node)
	s.height = max(s.height, item.height+1)
}

// tag is the index of a value's tag where it is not one of YAML's own types.
func (r *yamlReader) tag(from *yaml.Node) uint32 {
	if from.Style&yaml.TaggedStyle == 0 || strings.HasPrefix(from.Tag, "!!") {
		return 0
	}

	index, ok := r.tags[from.Tag]
	if !ok {
		index = uint32(len(r.src.tags)) //nolint:gosec // at most maxValues
		r.src.tags, r.tags[from.Tag] = append(r.src.tags, from.Tag), index
	}

	return index
}

// scalarKind trusts the tag the parser gives a scalar, written or resolved. Dates and binary data are text, as
// they are in JSON; so is what a tag of the file's own makes something else of.
func scalarKind(from *yaml.Node) Kind {
	switch from.Tag {
	case "!!null":
		return Null
	case "!!bool":
		return Bool
	case "!!int", "!!float":
		return Number
	default:
		return Text
	}
}
