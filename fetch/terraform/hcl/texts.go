package hcl

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// texts are the functions of texts. Those that leave most of a text as it is are applied to the literal parts of one
// that is not known as a whole, since no decision is taken on such a text anyway.
func texts() map[string]builtin {
	all := map[string]builtin{
		"join": join, "format": format, "formatlist": formatList, "split": onWhole(stdlib.SplitFunc),
		"startswith": compared(strings.HasPrefix), "endswith": compared(strings.HasSuffix),
		"strcontains": compared(strings.Contains), "replace": replace,
	}

	for name, f := range map[string]function.Function{
		"lower": stdlib.LowerFunc, "upper": stdlib.UpperFunc, "title": stdlib.TitleFunc,
		"indent": stdlib.IndentFunc,
	} {
		all[name] = onParts(f)
	}

	for name, f := range map[string]function.Function{
		"chomp": stdlib.ChompFunc, "trimspace": stdlib.TrimSpaceFunc, "trim": stdlib.TrimFunc,
		"trimprefix": stdlib.TrimPrefixFunc, "trimsuffix": stdlib.TrimSuffixFunc,
	} {
		all[name] = onEnds(f)
	}

	return all
}

func onWhole(f function.Function) builtin {
	return func(c *call) *value { return bridged(c.scope.run, f, c.args) }
}

// onParts applies a function to each literal part of the text that is its last argument.
func onParts(f function.Function) builtin {
	return func(c *call) *value {
		last := len(c.args) - 1
		if last < 0 || c.args[last].exact || c.args[last].kind != aText {
			return bridged(c.scope.run, f, c.args)
		}

		return mapped(c.args[last], func(text string) *value {
			return bridged(c.scope.run, f, append(slices.Clone(c.args[:last]), textOf(text)))
		})
	}
}

// mapped is a text with its literal parts changed.
func mapped(v *value, change func(string) *value) *value {
	parts := make([]part, len(v.parts))

	for i, p := range v.parts {
		parts[i] = p
		parts[i].at = place{}

		if p.hole == nil {
			changed := change(p.text)
			if changed.kind != aText {
				return depends(changed, v)
			}

			parts[i].text = changed.string()
		}
	}

	return textOfParts(parts)
}

// onEnds applies a function that takes away from the ends of the text that is its first argument. What is left keeps
// its place.
func onEnds(f function.Function) builtin {
	return func(c *call) *value {
		v := c.arg(0)
		blanks := c.name == "trimspace" || c.name == "chomp"

		if v.kind != aText || len(v.parts) == 0 || v.exact && !blanks || len(c.args) > 1 && !c.arg(1).exact {
			return bridged(c.scope.run, f, c.args)
		}

		parts := slices.Clone(v.parts)

		for i := range parts {
			if parts[i].hole != nil || i > 0 && i < len(parts)-1 {
				continue
			}

			text := guarded(parts[i].text, i > 0, i < len(parts)-1)
			if trimmed := bridged(c.scope.run, f, append([]*value{textOf(text)}, c.args[1:]...)); trimmed.kind == aText {
				parts[i] = parts[i].cut(strings.Trim(trimmed.string(), guard))
			}
		}

		return textOfParts(parts)
	}
}

// guard is what no function takes away from the end of a text.
const guard = "\x01"

func guarded(text string, before, after bool) string {
	if before {
		text = guard + text
	}

	if after {
		text += guard
	}

	return text
}

// cut is what is left of a literal.
func (p part) cut(text string) part {
	if p.verbatim() {
		p.at.start += max(0, strings.Index(p.text, text))
		p.at.end = p.at.start + len(text)
	}

	p.text = text

	return p
}

// compared decides on texts that are known.
func compared(decide func(text, other string) bool) builtin {
	return func(c *call) *value {
		text, known := c.arg(0).literal()
		other, knownOther := c.arg(1).literal()

		if !known || !knownOther {
			return c.depends()
		}

		return boolOf(decide(text, other))
	}
}

// replace takes a regular expression between slashes.
// https://developer.hashicorp.com/terraform/language/functions/replace
func replace(c *call) *value {
	v, old := c.arg(0), c.arg(1)
	pattern, known := old.literal()

	f := stdlib.ReplaceFunc
	if len(pattern) > 1 && pattern[0] == '/' && pattern[len(pattern)-1] == '/' {
		f, old = stdlib.RegexReplaceFunc, textOf(pattern[1:len(pattern)-1])
	}

	if by, _ := c.arg(2).literal(); v.kind == aText && grown(v.string(), pattern, by) > maxText {
		return unknown("a text that is too long to read")
	}

	if v.kind != aText || v.exact || !known || !c.arg(2).exact {
		return bridged(c.scope.run, f, []*value{v, old, c.arg(2)})
	}

	return mapped(v, func(text string) *value {
		return bridged(c.scope.run, f, []*value{textOf(text), old, c.arg(2)})
	})
}

// grown is how long a text may become at most.
func grown(text, pattern, by string) int {
	if strings.HasPrefix(pattern, "/") && !strings.Contains(by, "$") || pattern == "" {
		return (len(text) + 1) * (len(by) + 1)
	}

	if strings.HasPrefix(pattern, "/") {
		return len(text) * (1 + strings.Count(by, "$")) * (len(by) + 1)
	}

	return len(text) + strings.Count(text, pattern)*len(by)
}

// join is a text of all items of all lists.
func join(c *call) *value {
	separator, ok := c.arg(0).pieces()
	if !ok || len(c.args) < 2 {
		return c.depends()
	}

	var (
		parts []part
		later bool
	)

	add := func(v *value) bool {
		pieces, ok := v.pieces()
		if later {
			parts = append(parts, separator...)
		}

		parts = append(parts, pieces...)
		later = true

		return ok
	}

	for _, list := range c.args[1:] {
		if list.kind != aList {
			return depends(list)
		}

		for _, s := range list.slots {
			if !add(s.value) {
				return depends(s.value)
			}
		}

		if list.rest != nil {
			add(list.rest)
		}
	}

	return textOfParts(parts)
}
