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

	// daemons are the others that claim each instance they can run on, by name.
	daemons []string

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

		l := p.lacking(t)
		r.fewest = min(r.fewest, max(0, wanted-l.own))
		r.others += l.others
		r.daemons = append(r.daemons, p.daemons(t)...)
		r.open = r.open || p.following != ""
	}

	slices.Sort(r.daemons)
	r.daemons = slices.Compact(r.daemons)

	return r
}

// daemons are those that the tenant can meet.
func (p *party) daemons(t *placement.Tenant) []string {
	var names []string

	for _, c := range p.claimants {
		if !c.Tenant.Daemon || c.Tenant == t {
			continue
		}

		if shared, _ := placement.Share(c.Tenant, t); shared {
			names = append(names, c.Tenant.Name())
		}
	}

	return names
}

// A lack is how many tasks of a tenant find no room once all others are placed, and how many of the others besides
// daemons, of which more instances only bring more. Those of a daemon may be missing where it runs today, whatever it
// takes later.
type lack struct{ own, others int }

// An asker is all that a lack depends on, besides the party.
type asker struct {
	kind, demand int
	daemon       bool
}

func (p *party) lacking(t *placement.Tenant) lack {
	p.answers.Lock()
	defer p.answers.Unlock()

	at := p.at(t)
	key := asker{p.room.kinds[at], demand(t, true), t.Daemon}

	l, known := p.answers.lacking[key]
	if !known {
		l = p.lackingOf(at, demandsOf(p.known, true))
		p.answers.lacking[key] = l
	}

	return l
}

func (p *party) lackingOf(at int, demands []int) lack {
	f, others := p.room.empty(), 0

	for user, n := range demands {
		if p.known[user].Tenant.Daemon && user != at {
			f.place(user, n)
		}
	}

	for user, n := range demands {
		if !p.known[user].Tenant.Daemon && user != at {
			others += n - f.place(user, n)
		}
	}

	return lack{demands[at] - f.place(at, demands[at]), others}
}
