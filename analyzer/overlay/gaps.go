package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// gaps are those of the change that the account does not fill. What a stack leaves to what is around it, such as the
// instances of a cluster, the account knows, or has a gap of its own about.
func (l *layer) gaps() []snapshot.Gap {
	left := l.lost

	for _, g := range l.change.Gaps {
		around := g.Why == snapshot.NotInSource && !slices.Contains(g.Nouns, snapshot.NounService)

		switch {
		case around && !l.newClusters[g.Resource]:
			continue
		case around:
			g.Account, g.Region, g.Stack = l.home.Account, l.home.Region, l.home.Stack
		}

		left = append(left, g)
	}

	return left
}
