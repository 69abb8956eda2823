package question

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/reach"
)

// A tally adds up what the pairs of sites give.
type tally struct {
	answer *Answer
	pairs  map[reach.Verdict]int
	shown  int

	// unsure is set where an end may be more than its sites, or something else.
	unsure bool
}

func (t *tally) add(r result) {
	t.pairs[r.verdict]++

	for _, why := range r.doubts {
		t.doubt(why)
	}

	if t.shown == mostPairs {
		t.answer.More++

		return
	}

	t.shown++
	t.answer.Allowed = append(t.answer.Allowed, r.allowed...)

	for _, p := range r.allowed {
		t.answer.Paths = append(t.answer.Paths, p.paths...)
	}

	for _, step := range r.blockers {
		if r.verdict != reach.Allowed && !slices.Contains(t.answer.Blockers, step) {
			t.answer.Blockers = append(t.answer.Blockers, step)
		}
	}
}

func (t *tally) doubt(why string) {
	if !slices.Contains(t.answer.Assumptions, why) {
		t.answer.Assumptions = append(t.answer.Assumptions, why)
	}
}

// verdict is what holds for all pairs; partly where they differ. Where there is none, or there may be others, nobody
// knows.
func (t *tally) verdict() reach.Verdict {
	total := 0
	for _, n := range t.pairs {
		total += n
	}

	for _, v := range []reach.Verdict{reach.Allowed, reach.Blocked} {
		if t.pairs[v] == total && total > 0 && !t.unsure {
			return v
		}
	}

	definite := t.pairs[reach.Partly] > 0 || t.pairs[reach.Allowed] > 0 && t.pairs[reach.Blocked] > 0
	if definite {
		return reach.Partly
	}

	return reach.Unknown
}
