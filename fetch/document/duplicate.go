package document

import (
	"iter"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// few is the number of names up to which comparing each with each is faster than a map.
const few = 32

// lastWins drops the values of an object whose name comes again. RFC 8259 leaves equal names open; the JSON
// decoders of Go and of Python keep the last, and so does the AWS CLI, which is written in Python. That there was one
// is noted, for readers who would rather not choose.
func (s *source) lastWins(items []Node, within Kind) []Node {
	if within != Object || len(items) <= few && !repeats(items) {
		return items
	}

	last := make(map[string]int, len(items))

	for i := range items {
		if before, again := last[items[i].name]; again {
			s.note(items[before].nameAt, items[i].nameAt)
		}

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

// A repetition is the places of two equal names in one object.
type repetition struct{ first, second span }

// maxRepetitions bounds how many are told of one file.
const maxRepetitions = 20

// note keeps a repetition, of too many those that a reader of the file meets first.
func (s *source) note(first, second span) {
	if n := len(s.repeated); n == maxRepetitions && s.repeated[n-1].second.start < second.start {
		return
	}

	s.repeated = append(s.repeated, repetition{first, second})
	slices.SortFunc(s.repeated, func(a, b repetition) int { return a.second.start - b.second.start })
	s.repeated = s.repeated[:min(len(s.repeated), maxRepetitions)]
}

// Repeated is where an object of the file that holds n has the same name a second time, and where the first time;
// the first of such places, and zero where no name repeats. The value of the second is the one that is read.
func (n *Node) Repeated() (second, first snapshot.Range) {
	for second, first := range n.Repetitions() {
		return second, first
	}

	return snapshot.Range{}, snapshot.Range{}
}

// Repetitions are all places of [Node.Repeated] in their order, the first 20 of a file.
func (n *Node) Repetitions() iter.Seq2[snapshot.Range, snapshot.Range] {
	return func(yield func(second, first snapshot.Range) bool) {
		if n == nil {
			return
		}

		for _, r := range n.src.repeated {
			if !yield(n.src.rangeOf(r.second), n.src.rangeOf(r.first)) {
				return
			}
		}
	}
}
