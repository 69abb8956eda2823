package reach

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// Paths explains what passes: the steps of a packet in their order, one path for each address family.
func (m *Model) Paths(f Flow) [][]Step {
	var paths [][]Step

	for _, r := range f.runs {
		passed := r.MaySome.Intersect(f.Asked)
		if passed.IsEmpty() {
			continue
		}

		path := []Step{{Kind: "from", Text: "from " + f.From.Name}}
		for i := range r.controls {
			path = append(path, m.passing(&r.controls[i], passed)...)
		}

		paths = append(paths, append(path, Step{Kind: "to", Text: "to " + f.To.Name}))
	}

	return paths
}

// Blockers explains what does not pass: every control that stops some of it, of all families. What is blocked by
// no control alone is blocked by all that stop a part.
func (m *Model) Blockers(f Flow) []Step {
	if len(f.runs) == 0 {
		return []Step{{Kind: "addressFamily", Text: f.From.Name + " and " + f.To.Name + " have no address family in common"}}
	}

	var steps []Step

	for _, r := range f.runs {
		for _, step := range m.blockers(r, r.asked.Intersect(f.Asked).Subtract(f.MaySome)) {
			if !slices.Contains(steps, step) {
				steps = append(steps, step)
			}
		}
	}

	return steps
}

func (m *Model) blockers(r run, blocked netset.Services) []Step {
	if blocked.IsEmpty() {
		return nil
	}

	var alone, part []Step

	for i := range r.controls {
		c := &r.controls[i]
		asked := c.asked.Restrict(blocked)

		if lost := blocked.Subtract(servicesOfSet(c.may)); !lost.IsEmpty() && !asked.IsEmpty() {
			alone = append(alone, m.stopping(c, asked.Restrict(lost)))
		} else if rest := asked.Subtract(c.may); !rest.IsEmpty() {
			part = append(part, m.stopping(c, rest))
		}
	}

	if len(alone) > 0 {
		return alone
	}

	return part
}
