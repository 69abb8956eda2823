package question

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/reach"
)

// A tally adds up what the pairs of sites give.
type tally struct {
	answer *Answer
	pairs  map[reach.Verdict]int

	// passing are the first results of which something passes, stopped the first others.
	passing, stopped []result

	// passes is set where something passes for certain, stops where not all can.
	passes, stops bool

	// unsure is set where an end may be more than its sites, or something else.
	unsure bool

	// supposed is set where the sites of an end are those of nothing that there is.
	supposed bool
}

func (t *tally) add(r result) {
	t.pairs[r.verdict]++

	for _, why := range r.doubts {
		t.doubt(why)
	}

	t.passes = t.passes || r.passes && !t.supposed
	t.stops = t.stops || r.stops && !t.unsure

	list := &t.stopped
	if len(r.allowed) > 0 {
		list = &t.passing
	}

	if len(*list) < mostPairs {
		*list = append(*list, r)
	}
}

// show lists the pairs in the answer, first those of which something passes.
func (t *tally) show() {
	results := slices.Concat(t.passing, t.stopped)
	results = results[:min(len(results), mostPairs)]
	t.answer.More = t.total() - len(results)

	for _, r := range results {
		t.list(r)
	}
}

func (t *tally) list(r result) {
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

func (t *tally) total() int {
	total := 0
	for _, n := range t.pairs {
		total += n
	}

	return total
}

func (t *tally) doubt(why string) {
	if !slices.Contains(t.answer.Assumptions, why) {
		t.answer.Assumptions = append(t.answer.Assumptions, why)
	}
}

// verdict is what holds for all pairs; partly where they differ. Where there is none, or there may be others, nobody
// knows.
func (t *tally) verdict() reach.Verdict {
	total := t.total()

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
