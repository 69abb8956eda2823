package planned

// An index is where nouns of one kind are in their list, by ID and by name. With it a stack of thousands of resources
// takes as long as they are many, and not as their pairs are.
type index struct{ ids, names map[string]int }

// ambiguous is where a name leads that several have.
const ambiguous = -1

func indexOf[T any](nouns []T, id, name func(*T) string) index {
	x := index{ids: make(map[string]int, len(nouns)), names: make(map[string]int, len(nouns))}

	for i := range nouns {
		x.add(i, id(&nouns[i]), name(&nouns[i]))
	}

	return x
}

func (x index) add(at int, id, name string) {
	if _, again := x.ids[id]; !again {
		x.ids[id] = at
	}

	if _, again := x.names[name]; again {
		at = ambiguous
	}

	x.names[name] = at
}

// find is the noun with an ID, or else the only one with a name; nil where there is none, or where several have it.
func find[T any](nouns []T, x index, wanted string) *T {
	if wanted == "" {
		return nil
	}

	at, ok := x.ids[wanted]
	if !ok {
		at, ok = x.names[wanted]
	}

	if !ok || at == ambiguous {
		return nil
	}

	return &nouns[at]
}
