package hcl

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// A kind is what a value is to Terraform's language, as far as it matters for its meaning here: a tuple is a list, and
// a map an object.
type kind uint8

const (
	aNull kind = iota
	aScalar
	aText
	aList
	anObject
	aThing
	anUnknown
)

// A value is what an expression comes to. Unlike a cty.Value it remembers, where it is not known, what it refers to; a
// text keeps its literal parts, a list and an object keep what is known of them, and all of them where they are
// written. It is never changed after it is made.
type value struct {
	kind   kind
	scalar cty.Value // true, false or a number
	parts  []part    // of a text
	slots  []slot    // of a list; of an object by name, each once
	set    bool      // a list in which equal items are one
	rest   *value    // why there may be more in a list or an object than its slots; nil where there is not
	alike  bool      // each item that a list may have is like the rest
	thing  thing     // a resource or module as a whole
	picked bool      // a thing is one instance, not all of them

	// names are all that an unknown object may have; nil where that is not known either.
	names []string

	// address and attribute are those of a reference, on is what else an unknown value depends on.
	address, attribute, on string

	json   *value // what a text is the JSON of
	exact  bool   // nothing in it depends on what is not known
	failed bool   // Terraform would refuse the expression; try and can ask for it
	size   int    // number of values in it, itself included
	depth  int    // how deep they are nested
}

// A slot is an item of a list or a member of an object, and where it is written.
type slot struct {
	name       string
	nameAt, at place
	value      *value
}

// A place is a part of a file; the zero place is none.
type place struct {
	file       string
	start, end int
}

// A thing is a resource or a module that values are asked of by name.
type thing interface {
	get(name string) *value
	label() string
}

// Bounds of the values in a value, since a few locals that repeat each other can make billions of them.
const (
	maxSize   = 200_000
	maxNested = 200
)

func nothing() *value { return &value{kind: aNull, exact: true, size: 1} }

// maxExponent bounds numbers, whose digits would fill the memory otherwise.
const maxExponent = 512

// scalarOf is true, false or a number.
func scalarOf(v cty.Value) *value {
	if v.Type() == cty.Number {
		if exponent := v.AsBigFloat().MantExp(nil); v.AsBigFloat().IsInf() || max(exponent, -exponent) > maxExponent {
			return unknown("a number that is too large to read")
		}
	}

	return &value{kind: aScalar, scalar: v, exact: true, size: 1}
}

func boolOf(b bool) *value { return scalarOf(cty.BoolVal(b)) }

func intOf(i int) *value { return scalarOf(cty.NumberIntVal(int64(i))) }

// refer is an attribute of a resource, or a variable, of which nothing else is known.
func refer(address, attribute string) *value {
	return &value{kind: anUnknown, address: address, attribute: attribute, size: 1}
}

// depends is a value that depends on what the others are, as far as they are not known.
func depends(on ...*value) *value {
	for _, v := range on {
		if !v.exact {
			return &value{kind: anUnknown, on: v.label(), failed: v.failed, size: 1}
		}
	}

	return failure("the expression is not valid")
}

// unknown is a value that nothing here can tell.
func unknown(on string) *value { return &value{kind: anUnknown, on: on, size: 1} }

// failure is the value of an expression that Terraform would refuse.
func failure(why string) *value { return &value{kind: anUnknown, on: why, failed: true, size: 1} }

// standing reports whether a value is a thing for all instances of a resource or module of which nobody knows how many
// there are.
func (v *value) standing() bool { return v.kind == aThing && !v.picked && isStanding(v.thing) }

// pick is any of those instances.
func (v *value) pick() *value {
	picked := *v
	picked.picked = true

	return &picked
}

func thingOf(t thing) *value { return &value{kind: aThing, thing: t, size: 1} }

// among is an unknown object that has no other names than these.
func among(on *value, names []string) *value {
	v := unknown(on.label())
	v.names = append([]string{}, names...)

	return v
}

// plain is an unknown value of which no names are known.
func (v *value) plain() *value {
	if v.names == nil {
		return v
	}

	plain := *v
	plain.names = nil

	return &plain
}

// and is why there may be more in an object for either of two reasons, each of which may be nil.
func (v *value) and(other *value) *value {
	switch {
	case v == nil:
		return other
	case other == nil || v.names == nil:
		return v
	case other.names == nil:
		return other
	default:
		return among(v, append(append([]string{}, v.names...), other.names...))
	}
}

// keys are the names that an object has or may have, and whether there are no others.
func (v *value) keys() (names []string, all bool) {
	switch {
	case v.kind == aNull:
		return nil, true
	case v.kind == anUnknown:
		return v.names, v.names != nil
	case v.kind != anObject || v.rest != nil && v.rest.names == nil:
		return nil, false
	}

	for _, s := range v.slots {
		names = append(names, s.name)
	}

	if v.rest != nil {
		names = append(names, v.rest.names...)
	}

	return names, true
}

// label names in a few words what a value depends on that is not known.
func (v *value) label() string {
	switch {
	case v.kind == aThing:
		return v.thing.label()
	case v.address != "":
		return strings.Replace(strings.TrimSuffix(v.address+"."+v.attribute, "."), ".[", "[", 1)
	case v.on != "" || v.exact:
		return v.on
	}

	for _, p := range v.parts {
		if p.hole != nil {
			return p.hole.label()
		}
	}

	for _, s := range v.slots {
		if !s.value.exact {
			return s.value.label()
		}
	}

	if v.rest == nil || v.rest.exact {
		return "how many there are"
	}

	return v.rest.label()
}

// sound is the value without its failure, for whoever reads it under a name.
func (v *value) sound() *value {
	if !v.failed {
		return v
	}

	sound := *v
	sound.failed = false

	return &sound
}
