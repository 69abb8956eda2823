package ports

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// running is how many of a tenant's tasks run at least and at most, given that as many tasks as possible run of all
// that claim its ports: percents are of what is wanted, but only what runs can stop.
type running struct {
	fewest, most int

	// others is how many instances the others lack.
	others int

	// open reports whether it cannot be told how many run, so that what is wanted is taken to run.
	open bool
}

// running counts the tasks that find an instance. The others have their tasks first for the fewest, and last for the
// most.
func (b *Book) running(t *placement.Tenant, wanted int) running {
	r := running{fewest: wanted, most: wanted}

	claims, distinct := TenantClaims(t), t.DistinctInstance()
	if len(claims) == 0 && !distinct || t.Eligible.Unlimited {
		return r
	}

	if t.Eligible.Uncounted() != "" {
		r.open = true

		return r
	}

	r.most = min(wanted, t.Eligible.Count())
	r.fewest = r.most

	for _, claim := range claims {
		p := b.partyOf(t, claim)
		if p.unclear != "" {
			r.open = true

			continue
		}

		placed, others := p.placed(t)
		r.fewest = min(r.fewest, placed)
		r.others += others
	}

	return r
}

// placed is how many tasks of the tenant find room once all others are placed, and how many tasks of the others find
// none.
func (p *party) placed(t *placement.Tenant) (own, missing int) {
	demands := demandsOf(p.known, true)
	at := slices.IndexFunc(p.known, func(c Claimant) bool { return c.Tenant == t })

	f := p.room.empty()
	for user, n := range demands {
		if user != at {
			missing += n - f.place(user, n)
		}
	}

	return f.place(at, demands[at]), missing
}
