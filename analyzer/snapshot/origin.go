package snapshot

import "fmt"

// Meta is what every resource has: where it lives and where it was read.
type Meta struct {
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`

	// Stack is the template or root module in which a resource is written, as a path; empty for what an account has.
	// What two of them write has nothing to do with each other, whatever its names: they may be of two accounts.
	Stack  string `json:"stack,omitempty"`
	Origin Origin `json:"origin,omitzero"`

	// Implied marks what no file writes: what a deployment of a stack makes besides, such as the instances of an auto
	// scaling group, and clusters of which the stack has the name alone.
	Implied bool `json:"implied,omitempty"`
}

// A Scope is that inside of which names mean one thing, and what could not be read is told together: an account's
// region, or a stack.
type Scope struct{ Account, Region, Stack string }

// Scope is that of the resource.
func (m *Meta) Scope() Scope { return Scope{m.Account, m.Region, m.Stack} }

// Scope is what the gap is in.
func (g *Gap) Scope() Scope { return Scope{g.Account, g.Region, g.Stack} }

// An Origin says where a resource was read: an ARN for a live one, a place in a file for a written one.
type Origin struct {
	ARN  string `json:"arn,omitempty"`
	File string `json:"file,omitempty"`

	// Pointer is the JSON pointer (RFC 6901) of the resource in the file.
	Pointer string `json:"pointer,omitempty"`

	// Range is the place of the resource's key, or of its first line where it has none.
	Range Range `json:"range,omitzero"`

	// Fields are the places of the resource's own keys, in the order of the file.
	Fields []Field `json:"fields,omitempty"`
}

// A Field is the place of one key of a resource in a file.
type Field struct {
	Name  string `json:"name"`
	Range Range  `json:"range"`
}

// A Range is a place in a file. Lines and columns count from 1, columns in bytes; the end is exclusive.
type Range struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

// IsZero reports whether the origin says nothing.
func (o Origin) IsZero() bool {
	return o.ARN == "" && o.File == "" && o.Pointer == "" && o.Range == (Range{}) && len(o.Fields) == 0
}

// At returns the narrowest place known for a field: its key, or the resource itself.
func (o Origin) At(field string) Range {
	for _, f := range o.Fields {
		if f.Name == field {
			return f.Range
		}
	}

	return o.Range
}

// String is the origin as a person would click it: file:line:column, or the ARN.
func (o Origin) String() string {
	switch {
	case o.File != "" && o.Range != (Range{}):
		return fmt.Sprintf("%s:%d:%d", o.File, o.Range.StartLine, o.Range.StartColumn)
	case o.File != "":
		return o.File
	default:
		return o.ARN
	}
}
