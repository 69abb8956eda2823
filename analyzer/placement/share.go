package placement

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Share reports whether two tenants can land on one instance, and whether that can be told.
func Share(a, b *Tenant) (shared, decided bool) {
	switch {
	case a.Capacity.apart(b.Capacity):
		return false, true
	case a.Eligible.Undecided != "" || b.Eligible.Undecided != "":
		return false, false
	case a.Eligible.Unlimited && b.Eligible.Unlimited:
		return true, true
	default:
		e, f := a.Eligible, b.Eligible

		return common(e.Instances, f.Instances) || common(e.Growth, f.Growth) ||
			common(e.Follows, f.Growth) || common(e.Growth, f.Follows) || common(e.Follows, f.Follows), true
	}
}

// apart reports whether no instance can be of both, whatever else is asked of it: there is none on Fargate, and
// an instance has one launch type and at most one capacity provider.
func (c Capacity) apart(other Capacity) bool {
	switch {
	case c.Launch == snapshot.LaunchFargate || other.Launch == snapshot.LaunchFargate:
		return true
	case c.Unknown != "" || other.Unknown != "":
		return false
	default:
		return c.Launch != other.Launch ||
			len(c.Providers) > 0 && len(other.Providers) > 0 && !common(c.Providers, other.Providers)
	}
}

// common reports whether the lists have a member in common. Tenants of which nothing special is asked have the
// first.
func common[T comparable](a, b []T) bool {
	if len(a) == 0 || len(b) == 0 || a[0] == b[0] {
		return len(a) > 0 && len(b) > 0
	}

	has := make(map[T]bool, len(a))
	for _, x := range a {
		has[x] = true
	}

	return slices.ContainsFunc(b, func(x T) bool { return has[x] })
}
