package hcl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// splat is an attribute of all items. One value counts as a list of it, and null as an empty one.
// https://developer.hashicorp.com/terraform/language/expressions/splat
func (s *scope) splat(e *hclsyntax.SplatExpr) *value {
	source := s.eval(e.Source)

	each := func(v *value) *value {
		return (&scope{run: s.run, module: s.module, parent: s, symbol: e.Item, value: v}).eval(e.Each)
	}

	switch {
	case source.kind == aNull:
		return listOf(nil, nil)
	case source.standing():
		return alikeOf(each(source.pick()))
	case source.kind == anUnknown:
		return alikeOf(each(source))
	case source.kind != aList:
		return valuesOf([]*value{each(source)})
	}

	var rest *value
	if source.rest != nil {
		rest = each(source.rest)
	}

	if source.alike {
		return alikeOf(rest)
	}

	slots := make([]slot, len(source.slots))
	for i, item := range source.slots {
		slots[i] = slot{at: item.at, value: each(item.value)}
	}

	return listOf(slots, rest).orderedLike(source)
}

// forExpression makes a list or object of another one. What is not known to be in it may be in the rest.
// https://developer.hashicorp.com/terraform/language/expressions/for
func (s *scope) forExpression(e *hclsyntax.ForExpr) *value {
	source := s.eval(e.CollExpr)

	made := &looped{scope: s, expression: e}
	if source.kind == aNull || source.kind == aScalar || source.kind == aText {
		return failure("a loop over what is no collection")
	}

	for i, item := range source.slots {
		made.add(source.key(i), item)
	}

	if source.kind == anUnknown || source.kind == aThing || source.rest != nil {
		made.rest = made.rest.and(made.other(source))
	}

	switch {
	case e.KeyExpr == nil:
		return listOf(made.slots, made.rest).orderedLike(source)
	case e.Group:
		return objectOf(made.grouped(), made.rest)
	default:
		return objectOf(made.slots, made.rest)
	}
}

// looped is what a for expression has made so far.
type looped struct {
	scope      *scope
	expression *hclsyntax.ForExpr
	slots      []slot
	rest       *value
}

// other is what the items that are not known come to: an attribute of them, or nothing that is known.
func (l *looped) other(source *value) *value {
	item := source

	switch {
	case source.rest != nil:
		item = source.rest
	case source.standing():
		item = source.pick()
	}

	s := l.scope.with(l.expression.ValVar, item.plain())
	if l.expression.KeyVar != "" {
		s = s.with(l.expression.KeyVar, unknown(item.label()))
	}

	if v := s.eval(l.expression.ValExpr); l.expression.KeyExpr == nil && v.kind == anUnknown {
		return v
	}

	if names, all := item.keys(); all && l.copies() {
		return among(item, names)
	}

	return unknown(item.label())
}

// copies reports whether names stay what they are.
func (l *looped) copies() bool {
	return l.expression.KeyExpr != nil && l.expression.KeyVar != "" &&
		hcl.ExprAsKeyword(l.expression.KeyExpr) == l.expression.KeyVar
}

// key is what stands for an item: its index, its name, or in a set the item itself.
func (v *value) key(i int) *value {
	switch {
	case v.kind == anObject:
		return textOf(v.slots[i].name)
	case v.set:
		return v.slots[i].value
	case v.rest != nil:
		return unknown(v.rest.label())
	default:
		return intOf(i)
	}
}

func (l *looped) add(key *value, item slot) {
	e := l.expression

	s := l.scope.with(e.ValVar, item.value)
	if e.KeyVar != "" {
		s = s.with(e.KeyVar, key)
	}

	if e.CondExpr != nil {
		wanted := s.eval(e.CondExpr)

		switch truth, known := isTrue(wanted); {
		case !known:
			l.rest = l.rest.and(l.perhaps(s, depends(wanted)))

			return
		case !truth:
			return
		}
	}

	made := slot{value: s.eval(e.ValExpr)}
	if e.KeyExpr == nil {
		l.slots = append(l.slots, made)

		return
	}

	name := s.eval(e.KeyExpr)
	if text, ok := name.literal(); ok {
		made.name = text
		l.slots = append(l.slots, made)
	} else {
		l.rest = depends(name)
	}
}

// perhaps is an item that may be left out.
func (l *looped) perhaps(s *scope, why *value) *value {
	if l.expression.KeyExpr != nil {
		if name, ok := s.eval(l.expression.KeyExpr).literal(); ok {
			return among(why, []string{name})
		}
	}

	return why
}

// grouped collects the values of each name in a list.
func (l *looped) grouped() []slot {
	var (
		groups []slot
		values = map[string][]*value{}
	)

	for _, s := range l.slots {
		if values[s.name] == nil {
			groups = append(groups, slot{name: s.name})
		}

		values[s.name] = append(values[s.name], s.value)
	}

	for i := range groups {
		groups[i].value = valuesOf(values[groups[i].name])
	}

	return groups
}
