package hcl

import (
	"strconv"
)

// collections are the functions of lists and objects whose items may be unknown.
func collections() map[string]builtin {
	return map[string]builtin{
		"length": length, "concat": concat, "merge": merge, "flatten": flatten, "lookup": lookup,
		"coalesce": coalesce, "coalescelist": coalesceList, "keys": keys, "values": valuesOfObject,
		"zipmap": zipmap, "contains": contains, "element": element, "index": indexOf, "one": one,
	}
}

func length(c *call) *value {
	switch v := c.arg(0); {
	case v.kind == aText && v.exact:
		return intOf(len([]rune(v.string())))
	case (v.kind == aList || v.kind == anObject) && v.rest == nil && (!v.set || v.exact):
		return intOf(len(v.slots))
	default:
		return depends(v)
	}
}

func concat(c *call) *value {
	var (
		slots []slot
		rest  *value
	)

	for _, v := range c.args {
		slots = append(slots, v.slots...)

		switch {
		case v.kind == anUnknown:
			rest = v
		case v.kind != aList:
			return depends(c.args...)
		case v.rest != nil:
			rest = v.rest
		}
	}

	return listOf(slots, rest).orderedLike(c.args...)
}

func flatten(c *call) *value {
	if c.arg(0).kind != aList {
		return depends(c.arg(0))
	}

	slots, rest := flat(c.arg(0))

	return listOf(slots, rest).orderedLike(append(c.arg(0).items(), c.arg(0))...)
}

func flat(v *value) (slots []slot, rest *value) {
	rest = v.rest

	for _, s := range v.slots {
		switch {
		case s.value.kind == aList:
			inner, more := flat(s.value)
			slots = append(slots, inner...)

			if more != nil {
				rest = more
			}
		case s.value.kind == anUnknown && mayBeList(s.value):
			rest = s.value
		default:
			slots = append(slots, s)
		}
	}

	return slots, rest
}

// mayBeList leaves out what is known to be text.
func mayBeList(v *value) bool { return v.attribute != "id" && v.attribute != "arn" }

// coalesce is the first value that is neither null nor empty.
func coalesce(c *call) *value {
	for _, v := range c.args {
		switch {
		case v.kind == aNull || v.kind == aText && v.exact && v.string() == "":
			continue
		case v.kind == anUnknown && !present(v):
			return depends(v)
		case v.kind == aText && !v.exact && !hasLiteral(v):
			return depends(v)
		}

		return v
	}

	return failure("coalesce() without a value")
}

func hasLiteral(v *value) bool {
	for _, p := range v.parts {
		if p.text != "" {
			return true
		}
	}

	return false
}

func coalesceList(c *call) *value {
	for _, v := range c.args {
		switch {
		case len(v.slots) > 0:
			return v
		case !v.exact:
			return depends(v)
		}
	}

	return failure("coalescelist() without a value")
}

func contains(c *call) *value {
	list, wanted := c.arg(0), c.arg(1)
	sure := list.kind == aList && list.rest == nil

	for _, s := range list.slots {
		same, known := equal(s.value, wanted)
		if same {
			return boolOf(true)
		}

		sure = sure && known
	}

	if !sure {
		return c.depends()
	}

	return boolOf(false)
}

// element counts on from the beginning behind the end of the list.
func element(c *call) *value {
	list, at := c.arg(0), c.arg(1)
	text, ok := at.literal()
	i, err := strconv.Atoi(text)

	switch {
	case list.standing():
		return list.pick()
	case list.alike:
		return list.rest
	case !ok:
		return depends(at)
	case list.kind == anUnknown:
		return index(list, at)
	case list.kind != aList || list.rest != nil || list.set && !list.exact:
		return depends(list)
	case err != nil || len(list.slots) == 0:
		return failure("element() of a list without it")
	}

	return list.slots[(i%len(list.slots)+len(list.slots))%len(list.slots)].value
}

func indexOf(c *call) *value {
	list, wanted := c.arg(0), c.arg(1)
	for i, s := range list.slots {
		same, known := equal(s.value, wanted)
		if !known {
			return c.depends()
		}

		if same {
			return intOf(i)
		}
	}

	return c.depends()
}

// one is the only item of a list, or null of an empty one.
func one(c *call) *value {
	v := c.arg(0)

	switch {
	case v.kind == aList && v.rest == nil && len(v.slots) == 1:
		return v.slots[0].value
	case v.kind == aList && v.rest == nil && len(v.slots) == 0:
		return nothing()
	case v.alike:
		return v.rest
	default:
		return depends(v)
	}
}
