package hcl

import "slices"

// merge is one object of several. A name that a later object may have, too, is not known.
func merge(c *call) *value {
	var (
		slots []slot
		rest  *value
	)

	for _, v := range c.args {
		switch more := v.others(); {
		case v.kind == aNull:
			continue
		case v.kind != anObject && v.exact:
			return failure("merge() of what is no object")
		case more != nil:
			slots = without(slots, more.names)
			rest = rest.and(more)
		}

		slots = append(slots, v.slots...)
	}

	return objectOf(slots, rest)
}

// without leaves out the members of some names, or all of them where it is not known which.
func without(slots []slot, names []string) []slot {
	if names == nil {
		return nil
	}

	all := map[string]bool{}
	for _, name := range names {
		all[name] = true
	}

	return slices.DeleteFunc(slices.Clone(slots), func(s slot) bool { return all[s.name] })
}

func lookup(c *call) *value {
	object, key := c.arg(0), c.arg(1)
	name, ok := key.literal()

	switch {
	case object.kind == anUnknown || object.kind == aThing:
		return depends(object)
	case !ok || object.kind != anObject:
		return depends(key, object)
	case object.member(name) != nil:
		return object.member(name)
	case object.rest != nil:
		return unknown(object.rest.label())
	case len(c.args) > 2:
		return c.arg(2)
	default:
		return failure("lookup() of a name that is not there")
	}
}

func keys(c *call) *value {
	v := c.arg(0)
	if v.kind != anObject {
		return depends(v)
	}

	names := make([]slot, len(v.slots))
	for i, s := range v.slots {
		names[i] = slot{at: s.nameAt, value: textOf(s.name)}
	}

	if v.rest != nil {
		return listOf(names, unknown(v.rest.label()))
	}

	return listOf(names, nil)
}

func valuesOfObject(c *call) *value {
	v := c.arg(0)
	if v.kind != anObject {
		return listOf(nil, depends(v))
	}

	slots := make([]slot, len(v.slots))
	for i, s := range v.slots {
		slots[i] = slot{at: s.at, value: s.value}
	}

	return listOf(slots, v.rest)
}

func zipmap(c *call) *value {
	names, items := c.arg(0), c.arg(1)
	if names.kind != aList || items.kind != aList || names.rest != nil || items.rest != nil ||
		len(names.slots) != len(items.slots) {
		return c.depends()
	}

	var rest *value

	slots := make([]slot, 0, len(names.slots))

	for i, s := range names.slots {
		if name, ok := s.value.literal(); ok {
			slots = append(slots, slot{name: name, at: items.slots[i].at, value: items.slots[i].value})
		} else {
			rest = depends(s.value)
		}
	}

	return objectOf(slots, rest)
}
