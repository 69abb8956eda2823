package document

import (
	"strconv"
	"strings"
)

// The functions below make values that no file holds as they are: what a template's function yields, or what an
// expression comes to. Such a value has the name and the place of the node it is made of, so that whoever reads it
// can still point at the file. None of them changes that node.

// MakeText is the node with a text for its value.
func (n *Node) MakeText(text string) *Node { return n.become(Text, text, nil) }

// MakeNumber is the node with a number for its value, as a file would write it.
func (n *Node) MakeNumber(number string) *Node { return n.become(Number, number, nil) }

// MakeBool is the node with true or false for its value.
func (n *Node) MakeBool(value bool) *Node { return n.become(Bool, strconv.FormatBool(value), nil) }

// MakeNull is the node without a value.
func (n *Node) MakeNull() *Node { return n.become(Null, "", nil) }

// MakeList is the node with a list for its value.
func (n *Node) MakeList(items []*Node) *Node { return n.become(List, "", items) }

// MakeObject is the node with an object for its value, whose members have their names already.
func (n *Node) MakeObject(members []*Node) *Node { return n.become(Object, "", members) }

// MakeUnknown is the node with a value that nothing here can tell, for a reason in words.
func (n *Node) MakeUnknown(why string) *Node { return n.become(Unknown, why, nil) }

// MakeReference is the node with an attribute of another resource for its value, which that gets when it is created.
// The attribute is empty for the resource itself.
func (n *Node) MakeReference(address, attribute string) *Node {
	return n.become(Reference, address+"\x00"+attribute, nil)
}

func (n *Node) become(kind Kind, text string, children []*Node) *Node {
	made := *n
	made.kind, made.tag, made.text, made.children, made.unsure = kind, 0, text, nil, false

	if len(children) > 0 {
		made.children = make([]Node, 0, len(children))
		for _, child := range children {
			made.children = append(made.children, *child)
		}
	}

	return &made
}

// MakeUnsure is the value, of which nothing here can tell whether it is there at all.
func (n *Node) MakeUnsure() *Node {
	made := *n
	made.unsure = true

	return &made
}

// WhyUnsure says in words why nobody can tell whether the value is there; it is empty for one that is.
func (n *Node) WhyUnsure() string {
	if n == nil || !n.unsure {
		return ""
	}

	return "it hangs on a condition that is not known here"
}

// Named is the value under the name, and with the key, of another node, as a member of an object.
func (n *Node) Named(as *Node) *Node {
	named := *n
	named.name, named.nameAt = as.name, as.nameAt

	return &named
}

// Renamed is the value under a name that no file writes; its key lies where that of the node does.
func (n *Node) Renamed(name string) *Node {
	named := *n
	named.name = name

	return &named
}

// PlacedAt is the value at the place of another node, which may be in another file. So a value that came from far is
// shown where it is used.
func (n *Node) PlacedAt(at *Node) *Node {
	placed := *n
	placed.src, placed.at = at.src, at.at
	placed.tag = 0

	return &placed
}

// Why says in words why a value is unknown; it is empty for one that is known.
func (n *Node) Why() string {
	switch n.Kind() {
	case Unknown:
		return n.text
	case Reference:
		return strings.TrimSuffix(strings.Replace(n.text, "\x00", ".", 1), ".") + " is not known from the files"
	default:
		return ""
	}
}

// Reference is the address of the resource, and the attribute of it, that a value refers to; ok tells whether it does.
func (n *Node) Reference() (address, attribute string, ok bool) {
	if n.Kind() != Reference {
		return "", "", false
	}

	address, attribute, _ = strings.Cut(n.text, "\x00")

	return address, attribute, true
}

// A File is the content of a file in another language than JSON and YAML, whose reader knows the places itself.
type File struct{ src *source }

// NewFile takes the content of a file.
func NewFile(data []byte) *File { return &File{newSource(data)} }

// Value is a null from start to end, offsets in bytes of which the end is exclusive, out of which others are made.
// Places outside of the file are moved to its ends.
func (f *File) Value(start, end int) *Node { return &Node{src: f.src, at: f.span(start, end)} }

// Member is [File.Value] with a name that stands from nameStart to nameEnd.
func (f *File) Member(name string, nameStart, nameEnd, start, end int) *Node {
	n := f.Value(start, end)
	n.name, n.nameAt = name, f.span(nameStart, nameEnd)

	return n
}

func (f *File) span(start, end int) span {
	start = max(0, min(start, len(f.src.data)))

	return span{start, max(start, min(end, len(f.src.data)))}
}
