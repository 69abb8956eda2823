package reach

import "github.com/ecslint/ecslint/analyzer/netset"

// Bounds are the services that pass between two places: for some of the addresses at the far end, and for all of
// them; in the risky reading of what is not known (may), and in the safe one (must).
type Bounds struct {
	MaySome, MayAll, MustSome, MustAll netset.Services
}

// Meet is what passes both of two filters. What passes for some address here and for some there may do so for no
// common one, so the ends must be filtered one by one: each sees the other as a whole.
func (b Bounds) Meet(o Bounds) Bounds {
	return Bounds{
		b.MaySome.Intersect(o.MaySome), b.MayAll.Intersect(o.MayAll),
		b.MustSome.Intersect(o.MustSome), b.MustAll.Intersect(o.MustAll),
	}
}

// Join is what passes one way or another.
func (b Bounds) Join(o Bounds) Bounds {
	return Bounds{
		b.MaySome.Union(o.MaySome), b.MayAll.Union(o.MayAll),
		b.MustSome.Union(o.MustSome), b.MustAll.Union(o.MustAll),
	}
}

// Each is what passes at two places that stand beside each other, such as the nodes of a load balancer, of which a
// packet meets one: some passes where it does at either, all where it does at both.
func (b Bounds) Each(o Bounds) Bounds {
	return Bounds{
		b.MaySome.Union(o.MaySome), b.MayAll.Intersect(o.MayAll),
		b.MustSome.Union(o.MustSome), b.MustAll.Intersect(o.MustAll),
	}
}

// Restrict keeps the given services.
func (b Bounds) Restrict(services netset.Services) Bounds {
	return b.Meet(Bounds{services, services, services, services})
}

// After is what passes behind a filter of other services, such as a listener that hands on to another port: all of
// it, or nothing where nothing comes that far.
func (b Bounds) After(first Bounds) Bounds {
	var passed Bounds

	if !first.MaySome.IsEmpty() {
		passed.MaySome = b.MaySome
	}

	if !first.MayAll.IsEmpty() {
		passed.MayAll = b.MayAll
	}

	if !first.MustSome.IsEmpty() {
		passed.MustSome = b.MustSome
	}

	if !first.MustAll.IsEmpty() {
		passed.MustAll = b.MustAll
	}

	return passed
}

// Known reports whether the bounds leave nothing open.
func (b Bounds) Known() bool { return b.MaySome == b.MustSome && b.MayAll == b.MustAll }

// A Verdict answers a question about a set of services.
type Verdict string

// The verdicts. Partly is some of the services, or some of the addresses.
const (
	Allowed Verdict = "allowed"
	Blocked Verdict = "blocked"
	Partly  Verdict = "partly"
	Unknown Verdict = "unknown"
)

// Verdict says whether the services pass: all of them for all addresses, none, or some.
func (b Bounds) Verdict(asked netset.Services) Verdict {
	switch {
	case !asked.IsEmpty() && asked.Subset(b.MustAll):
		return Allowed
	case b.MaySome.Intersect(asked).IsEmpty():
		return Blocked
	case !asked.Subset(b.MayAll) && !b.MustSome.Intersect(asked).IsEmpty():
		return Partly
	default:
		return Unknown
	}
}
