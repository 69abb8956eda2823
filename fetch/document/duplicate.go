package document

// few is the number of names up to which comparing each with each is faster than a map.
const few = 32

// lastWins drops the values of an object whose name comes again. RFC 8259 leaves equal names open; the JSON
// decoders of Go and of Python keep the last, and so does the AWS CLI, which is written in Python.
func lastWins(items []Node, within Kind) []Node {
	if within != Object || len(items) <= few && !repeats(items) {
		return items
	}

	last := make(map[string]int, len(items))
	for i := range items {
		last[items[i].name] = i
	}

	if len(last) == len(items) {
		return items
	}

	kept := items[:0]

	for i := range items {
		if last[items[i].name] == i {
			kept = append(kept, items[i])
		}
	}

	return kept
}

// repeats reports whether a name comes twice.
func repeats(items []Node) bool {
	for i := range items {
		for j := range i {
			if items[i].name == items[j].name {
				return true
			}
		}
	}

	return false
}
