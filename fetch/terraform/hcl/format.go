package hcl

import (
	"regexp"

	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// verbRE finds the verbs of format, of which those with an index, or a width as an argument, are left to the library.
// https://developer.hashicorp.com/terraform/language/functions/format
var verbRE = regexp.MustCompile(`%(?:%|[-+# 0]*\d*(?:\.\d+)?[a-zA-Z])`)

// widthRE finds what would make a verb fill the memory.
var widthRE = regexp.MustCompile(`%[^a-zA-Z%]*\d{5}|%[^a-zA-Z%]*\*`)

// format is a text by a pattern. A verb whose argument is not known becomes a hole.
func format(c *call) *value {
	pattern, ok := c.arg(0).literal()
	if widthRE.MatchString(pattern) {
		return unknown("a text that is too long to read")
	}

	if whole := depends(c.args...); !whole.failed || !ok {
		if !ok {
			return whole
		}

		return c.formatParts(pattern)
	}

	return bridged(c.scope.run, stdlib.FormatFunc, c.args)
}

func (c *call) formatParts(pattern string) *value {
	var parts []part

	next, end := 1, 0

	for _, at := range verbRE.FindAllStringIndex(pattern, -1) {
		parts = append(parts, part{text: pattern[end:at[0]]})
		verb := pattern[at[0]:at[1]]
		end = at[1]

		if verb == "%%" {
			parts = append(parts, part{text: "%"})

			continue
		}

		pieces, ok := c.verb(verb, c.arg(next))
		if !ok {
			return c.depends()
		}

		parts = append(parts, pieces...)
		next++
	}

	if next != len(c.args) {
		return c.depends()
	}

	return textOfParts(append(parts, part{text: pattern[end:]}))
}

// verb is an argument as a verb shows it.
func (c *call) verb(verb string, arg *value) ([]part, bool) {
	if arg.exact {
		shown := bridged(c.scope.run, stdlib.FormatFunc, []*value{textOf(verb), arg})

		return shown.parts, shown.kind == aText
	}

	pieces, ok := arg.pieces()
	if !ok || verb == "%s" || verb == "%v" {
		return pieces, ok
	}

	if verb == "%q" {
		quote := part{text: `"`}

		return append(append([]part{quote}, pieces...), quote), true
	}

	return []part{{hole: unknown(arg.label())}}, true
}

// formatList formats once for each item of the lists among the arguments.
func formatList(c *call) *value {
	size := -1

	for _, arg := range c.args {
		switch {
		case arg.kind == aList && arg.rest == nil:
			if size >= 0 && size != len(arg.slots) {
				return c.depends()
			}

			size = len(arg.slots)
		case arg.kind == aList, arg.kind == anUnknown && len(arg.attribute)+len(arg.on) == 0:
			return listOf(nil, depends(arg))
		}
	}

	if size < 0 {
		return valuesOf([]*value{format(c)})
	}

	items := make([]*value, size)
	for i := range items {
		row := &call{scope: c.scope, name: c.name}

		for _, arg := range c.args {
			if arg.kind == aList {
				arg = arg.slots[i].value
			}

			row.args = append(row.args, arg)
		}

		items[i] = format(row)
	}

	return valuesOf(items)
}
