package hcl

import "sort"

func listOf(slots []slot, rest *value) *value {
	return (&value{kind: aList, slots: slots, rest: rest}).sum()
}

// orderedLike is a list of as much order as those have that it is made of: the order of a set is not known while one of
// its items is not.
func (v *value) orderedLike(of ...*value) *value {
	for _, source := range of {
		if source.set && !source.exact && v.kind == aList {
			unordered := *v
			unordered.set, unordered.exact = true, false

			return &unordered
		}
	}

	return v
}

// alikeOf is a list of which only is known what an item of it is.
func alikeOf(item *value) *value {
	list := listOf(nil, item)
	list.alike = true

	return list
}

// valuesOf is a list of values that no file lists.
func valuesOf(items []*value) *value {
	slots := make([]slot, len(items))
	for i, item := range items {
		slots[i].value = item
	}

	return listOf(slots, nil)
}

// objectOf sorts the members by name, as Terraform does; of equal names the last wins.
func objectOf(slots []slot, rest *value) *value {
	sorted := append(make([]slot, 0, len(slots)), slots...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].name < sorted[j].name })

	last := sorted[:0]

	for i, s := range sorted {
		if i+1 == len(sorted) || sorted[i+1].name != s.name {
			last = append(last, s)
		}
	}

	return (&value{kind: anObject, slots: last, rest: rest}).sum()
}

// sum fills in what is to be known of the parts together.
func (v *value) sum() *value {
	v.size, v.exact = 1, v.rest == nil

	for _, s := range v.slots {
		v.size += s.value.size
		v.depth = max(v.depth, 1+s.value.depth)
		v.exact = v.exact && s.value.exact
		v.failed = v.failed || s.value.failed
	}

	if v.size > maxSize || v.depth > maxNested {
		return unknown("a value that is too large to read")
	}

	return v
}

// member is the value of a name in an object that is known to have it; nil otherwise.
func (v *value) member(name string) *value {
	if s := v.slot(name); s != nil {
		return s.value
	}

	return nil
}

func (v *value) slot(name string) *slot {
	i := sort.Search(len(v.slots), func(i int) bool { return v.slots[i].name >= name })
	if v.kind == anObject && i < len(v.slots) && v.slots[i].name == name {
		return &v.slots[i]
	}

	return nil
}

// items are the values in a list or an object.
func (v *value) items() []*value {
	items := make([]*value, len(v.slots))
	for i, s := range v.slots {
		items[i] = s.value
	}

	return items
}
