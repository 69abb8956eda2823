package document

import (
	"iter"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Kind is what a value is.
type Kind uint8

// The kinds of value. Null is also the kind of a nil [Node].
const (
	Null Kind = iota
	Bool
	Number
	Text
	List
	Object

	// Unknown is a value that nothing here can tell, and Reference one that another resource has when it is created. No
	// file holds them; who evaluates one makes them.
	Unknown
	Reference
)

// String names the kind as a message to a person would: "expected a list, found text".
func (k Kind) String() string {
	return [...]string{
		"null", "true or false", "a number", "text", "a list", "an object", "an unknown value", "a reference",
	}[k]
}

// A Node is a value in a file and, inside an object, the name it has there. All methods take a nil Node, the
// value of a name that the object lacks, for a null; so n.Get("a").Get("b") needs no checks on the way.
type Node struct {
	src      *source
	kind     Kind
	unsure   bool   // whether it is there hangs on a condition
	tag      uint32 // index into source.tags
	name     string
	text     string // of a scalar: the text, or a number or boolean as the file writes it
	children []Node
	nameAt   span
	at       span
}

// Kind is what the value is; Null where there is none.
func (n *Node) Kind() Kind {
	if n == nil {
		return Null
	}

	return n.kind
}

// Name is the name of the value in its object; empty for the root and in lists.
func (n *Node) Name() string {
	if n == nil {
		return ""
	}

	return n.name
}

// Tag is the YAML tag of the value where it has one of its own, such as "!Ref". JSON has none, and tags of
// YAML's own types ("!!str") are left out.
func (n *Node) Tag() string {
	if n == nil {
		return ""
	}

	return n.src.tags[n.tag]
}

// Get is the value of a name in an object; nil where there is no such name or n is no object.
func (n *Node) Get(name string) *Node {
	if n.Kind() != Object {
		return nil
	}

	for i := range n.children {
		if n.children[i].name == name {
			return &n.children[i]
		}
	}

	return nil
}

// Items are the values of a list, or those of an object, which have a [Node.Name], in the order of the file
// and counted from 0. A scalar has none.
func (n *Node) Items() iter.Seq2[int, *Node] {
	return func(yield func(int, *Node) bool) {
		for i := range n.Len() {
			if !yield(i, &n.children[i]) {
				return
			}
		}
	}
}

// Len is the number of Items.
func (n *Node) Len() int {
	if n == nil {
		return 0
	}

	return len(n.children)
}

// Text is the value of a text, and whether it is one. A number is no text.
func (n *Node) Text() (string, bool) {
	if n.Kind() != Text {
		return "", false
	}

	return n.text, true
}

// Int is the value of a whole number, and whether it is one that is written in plain decimal digits: 8080 is,
// 8.08e3, 0x1F90 and 8_080 are not. Neither is 010, which is eight to YAML 1.1 and ten to YAML 1.2.
func (n *Node) Int() (int, bool) {
	if n.Kind() != Number {
		return 0, false
	}

	if digits := strings.TrimLeft(n.text, "+-"); len(digits) > 1 && digits[0] == '0' {
		return 0, false
	}

	i, err := strconv.Atoi(n.text)

	return i, err == nil
}

// Number is a number as the file writes it; empty for anything else.
func (n *Node) Number() string {
	if n.Kind() != Number {
		return ""
	}

	return n.text
}

// Bool is the value of a boolean, and whether it is one. YAML's yes, no, on and off are texts, as in YAML 1.2.
func (n *Node) Bool() (value, ok bool) {
	if n.Kind() != Bool {
		return false, false
	}

	value, err := strconv.ParseBool(n.text)

	return value, err == nil && len(n.text) > 1
}

// NameRange is the place of the name, quotes included; zero where there is no name.
func (n *Node) NameRange() snapshot.Range {
	if n == nil || n.nameAt == (span{}) {
		return snapshot.Range{}
	}

	return n.src.rangeOf(n.nameAt)
}

// Range is the place of the value, quotes, brackets and tag included; zero for a nil Node. Where YAML spreads
// text over lines without quotes, it is the first of them. The value of a YAML alias lies where the alias is,
// its items where the anchor is.
func (n *Node) Range() snapshot.Range {
	if n == nil {
		return snapshot.Range{}
	}

	return n.src.rangeOf(n.at)
}

// Head is where a reader's eye should land on the value: the opening bracket of a list or object that has
// one, else the first line.
func (n *Node) Head() snapshot.Range {
	if n == nil {
		return snapshot.Range{}
	}

	return n.src.rangeOf(n.src.head(n.at))
}
