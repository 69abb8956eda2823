package hcl

import (
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// sequences are the functions that pick, order or combine the items of lists.
func sequences() map[string]builtin {
	return map[string]builtin{
		"compact": compact, "distinct": distinct, "slice": slice, "reverse": reverse, "sort": sorted,
		"setproduct": setProduct, "setunion": setUnion, "matchkeys": matchKeys, "transpose": transpose,
		"alltrue": allTrue, "anytrue": anyTrue, "sum": sum, "list": func(c *call) *value { return valuesOf(c.args) },
		"map": oldMap,
	}
}

// compact leaves out what is empty. An item that is not known may be.
func compact(c *call) *value {
	v := c.arg(0)
	if v.kind != aList {
		return depends(v)
	}

	kept := make([]slot, 0, len(v.slots))
	rest := v.rest

	for _, s := range v.slots {
		switch text, ok := s.value.literal(); {
		case s.value.kind == aNull || ok && text == "":
		case !ok && !present(s.value):
			rest = s.value
		default:
			kept = append(kept, s)
		}
	}

	return listOf(kept, rest)
}

// distinct keeps the first of equal items. What is not known may equal anything, but stays an item.
func distinct(c *call) *value {
	v := c.arg(0)
	if v.kind != aList {
		return depends(v)
	}

	if !v.exact {
		kept := listOf(v.slots, v.rest)
		kept.set, kept.exact = true, false

		return kept
	}

	kept := make([]slot, 0, len(v.slots))
	seen := map[string]bool{}

	for _, s := range v.slots {
		text := jsonOf(s.value)
		if text.kind == aText && seen[text.string()] {
			continue
		}

		if text.kind == aText {
			seen[text.string()] = true
		}

		kept = append(kept, s)
	}

	return listOf(kept, nil)
}

func slice(c *call) *value {
	v := c.arg(0)
	first, okFirst := c.arg(1).literal()
	last, okLast := c.arg(2).literal()

	if v.kind != aList || v.rest != nil || !okFirst || !okLast || v.set && !v.exact {
		return c.depends()
	}

	from, errFrom := strconv.Atoi(first)
	to, errTo := strconv.Atoi(last)

	if errFrom != nil || errTo != nil || from < 0 || from > to || to > len(v.slots) {
		return failure("slice() beyond the list")
	}

	return listOf(v.slots[from:to], nil)
}

func reverse(c *call) *value {
	v := c.arg(0)
	if v.kind != aList || v.set && !v.exact {
		return depends(v)
	}

	slots := slices.Clone(v.slots)
	slices.Reverse(slots)

	return listOf(slots, v.rest)
}

// sorted is a list in an order that is not known where an item is not.
func sorted(c *call) *value {
	v := c.arg(0)
	if v.kind != aList || v.exact {
		return bridged(c.scope.run, stdlib.SortFunc, c.args)
	}

	unordered := listOf(nil, v.rest)
	unordered.set, unordered.exact = true, false

	for _, s := range v.slots {
		if text, ok := s.value.literal(); ok {
			s.value = textOf(text)
		}

		unordered.slots = append(unordered.slots, s)
	}

	return unordered
}

func setProduct(c *call) *value {
	product := [][]*value{nil}

	for _, list := range c.args {
		if list.kind != aList || list.rest != nil {
			return c.depends()
		}

		var longer [][]*value

		for _, start := range product {
			for _, s := range list.slots {
				longer = append(longer, append(slices.Clone(start), s.value))
			}

			if !c.scope.run.charge(len(list.slots)*len(start)+1) || len(longer) > maxSize {
				return unknown("a value that is too large to read")
			}
		}

		product = longer
	}

	rows := make([]*value, len(product))
	for i, row := range product {
		rows[i] = valuesOf(row)
	}

	return valuesOf(rows)
}

func setUnion(c *call) *value {
	all := concat(c)
	if all.kind != aList {
		return all
	}

	return toSet(all)
}

// matchKeys are the values at the places of the keys that are wanted.
func matchKeys(c *call) *value {
	items, names, wanted := c.arg(0), c.arg(1), c.arg(2)
	if items.kind != aList || items.rest != nil || !names.exact || !wanted.exact || len(items.slots) != len(names.slots) {
		return c.depends()
	}

	if !c.scope.run.charge(len(names.slots) * wanted.size) {
		return unknown("too many expressions")
	}

	var kept []slot

	for i, s := range items.slots {
		for _, w := range wanted.slots {
			if same, _ := equal(names.slots[i].value, w.value); same {
				kept = append(kept, s)

				break
			}
		}
	}

	return listOf(kept, nil)
}

// transpose swaps the names of an object of lists with the items.
func transpose(c *call) *value {
	v := c.arg(0)
	if !v.exact || v.kind != anObject {
		return depends(v)
	}

	var order []slot

	names := map[string][]*value{}

	for _, s := range v.slots {
		for _, item := range s.value.slots {
			text, _ := item.value.literal()
			if names[text] == nil {
				order = append(order, slot{name: text})
			}

			names[text] = append(names[text], textOf(s.name))
		}
	}

	for i := range order {
		order[i].value = valuesOf(names[order[i].name])
	}

	return objectOf(order, nil)
}

func allTrue(c *call) *value { return quantified(c.arg(0), false) }

func anyTrue(c *call) *value { return quantified(c.arg(0), true) }

// quantified is decided by one item of the deciding value.
func quantified(v *value, deciding bool) *value {
	if v.kind != aList {
		return depends(v)
	}

	sure := v.rest == nil

	for _, s := range v.slots {
		truth, known := isTrue(s.value)
		if known && truth == deciding {
			return boolOf(deciding)
		}

		sure = sure && known
	}

	if !sure {
		return depends(v)
	}

	return boolOf(!deciding)
}

func sum(c *call) *value {
	v := c.arg(0)
	if v.kind != aList || !v.exact {
		return depends(v)
	}

	total := intOf(0)
	for _, s := range v.slots {
		total = bridged(c.scope.run, stdlib.AddFunc, []*value{total, s.value})
	}

	return total
}

// oldMap is map() of Terraform 0.11: names and values by turns.
func oldMap(c *call) *value {
	var slots []slot

	for i := 0; i+1 < len(c.args); i += 2 {
		name, ok := c.args[i].literal()
		if !ok {
			return c.depends()
		}

		slots = append(slots, slot{name: name, value: c.args[i+1]})
	}

	return objectOf(slots, nil)
}
