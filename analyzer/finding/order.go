package finding

import (
	"cmp"
	"strings"
)

func compareUndecided(a, b Undecided) int {
	return cmp.Or(
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Resource.Account, b.Resource.Account),
		strings.Compare(a.Resource.Region, b.Resource.Region),
		compareLocation(a.Location, b.Location),
		strings.Compare(a.Resource.ID, b.Resource.ID),
		strings.Compare(a.Reason, b.Reason),
	)
}
