// Package typo finds what somebody meant who typed something else, in a file or on the command line.
package typo

import (
	"slices"
	"strings"
)

// DidYouMean ends a message with what may have been meant; it is empty without names.
func DidYouMean(names []string) string {
	if len(names) == 0 {
		return ""
	}

	return "; did you mean " + strings.Join(names, ", ") + "?"
}

// Enough is how many mistakes of one file are worth a hint. Each costs a look at all names, and where nearly all are
// wrong, it is not the spelling.
const Enough = 20

// Nearest are the names that fewest typing errors lead to, if those are few for its length. One error in four
// characters leaves a word what it was; of a short one, more than half of the characters must be left.
func Nearest(name string, known []string) []string {
	return Within(max(2, len(name)/4), name, known)
}

// Within is [Nearest] with no more than so many errors, however long the name is.
func Within(most int, name string, known []string) []string {
	var names []string

	least := min(most, max(0, (len(name)-1)/2))
	from := []rune(name)

	for _, k := range known {
		switch errors := distance(from, []rune(k), least); {
		case errors < least:
			least, names = errors, append(names[:0], k)
		case errors == least:
			names = append(names, k)
		}
	}

	slices.Sort(names)

	return slices.Compact(names)
}

// distance counts the characters to insert, delete or replace, and the neighbours to swap, to make one word of another;
// above the most that matter it stops.
// https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}

	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}

	for i := range a {
		next := append(make([]int, 0, len(b)+1), i+1)

		for j := range b {
			replaced := row[j]
			if a[i] != b[j] {
				replaced++
			}

			least := min(replaced, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				least = min(least, before[j-1]+1)
			}

			next = append(next, least)
		}

		before, row = row, next
		if slices.Min(row) > most && slices.Min(before) >= most { // no row below has less
			return most + 1
		}
	}

	return row[len(b)]
}
