package ports

import (
	"cmp"
	"slices"
	"sync"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// A Claimant is a tenant that claims the port of a conflict.
type Claimant struct {
	Tenant *placement.Tenant
	Claim  Claim
}

type portKey struct {
	port     int
	protocol string
}

// A Book holds the claims of one cluster.
type Book struct {
	parties map[portKey][]*party
	order   []portKey
}

// NewBook collects the fixed host ports of the tenants that want any task. Its cost is linear in claims times
// eligible instances, and quadratic in the claimants of one port that never meet.
func NewBook(tenants []*placement.Tenant) *Book {
	b := &Book{parties: map[portKey][]*party{}}
	claims := map[portKey][]Claimant{}

	for _, tenant := range tenants {
		if tenant.Desired.IsUnknown() || demand(tenant, true) > 0 {
			b.collect(tenant, claims)
		}
	}

	slices.SortFunc(b.order, func(x, y portKey) int {
		return cmp.Or(cmp.Compare(x.port, y.port), cmp.Compare(x.protocol, y.protocol))
	})

	for _, key := range b.order {
		b.parties[key] = meeting(claims[key])
	}

	return b
}

func (b *Book) collect(tenant *placement.Tenant, claims map[portKey][]Claimant) {
	seen := map[portKey]bool{}

	for _, claim := range TenantClaims(tenant) {
		key := portKey{claim.Port, claim.Protocol}
		if seen[key] {
			continue // twice in one task is ports/duplicate-in-task, not a conflict between tenants
		}

		seen[key] = true

		if len(claims[key]) == 0 {
			b.order = append(b.order, key)
		}

		claims[key] = append(claims[key], Claimant{tenant, claim})
	}
}

// partyOf finds those whom a tenant can meet over a port. One that is not in the book is alone.
func (b *Book) partyOf(t *placement.Tenant, claim Claim) *party {
	for _, p := range b.parties[portKey{claim.Port, claim.Protocol}] {
		if slices.ContainsFunc(p.claimants, func(c Claimant) bool { return c.Tenant == t }) {
			return p
		}
	}

	return meeting([]Claimant{{t, claim}})[0]
}

// A party is a set of claimants of one port, each of whom can meet another of them on some instance.
type party struct {
	claimants []Claimant

	// unclear is why it cannot be told whether they meet, or how many tasks they want; empty where it can.
	unclear string

	// known are those claimants of whom it can be told, and room is what they can use.
	known []Claimant
	room  *layout

	// following is why it cannot be told whether a daemon of the party claims instances that may come for others too, in
	// which case room takes them to be free of it; empty otherwise.
	following string

	// answers are what has been asked of it, for claimants that differ in nothing.
	answers struct {
		sync.Mutex

		lacking map[asker]lack
		full    map[int]bool // by kind
	}
}

// meeting splits claimants into parties. Where it cannot be told whether two meet, they are put together and
// the party says so.
func meeting(claimants []Claimant) []*party {
	var parties []*party

	for _, c := range claimants {
		joined := &party{}

		parties = slices.DeleteFunc(parties, func(p *party) bool {
			meets := p.mayMeet(c.Tenant)
			if meets && joined.claimants == nil {
				joined.claimants = p.claimants // nearly always the only one, which need not be copied for each claimant
			} else if meets {
				joined.claimants = append(joined.claimants, p.claimants...)
			}

			return meets
		})

		joined.claimants = append(joined.claimants, c)
		parties = append(parties, joined)
	}

	for _, p := range parties {
		p.learn()
	}

	return parties
}

func (p *party) learn() {
	for _, c := range p.claimants {
		why := unknownDemand(c.Tenant)
		if why == "" {
			p.known = append(p.known, c)
		}

		p.unclear = cmp.Or(p.unclear, why)
		p.following = cmp.Or(p.following, c.Tenant.Eligible.Unclear)
	}

	p.room = newLayout(p.known, true)
	p.answers.lacking, p.answers.full = map[asker]lack{}, map[int]bool{}
}

func (p *party) mayMeet(t *placement.Tenant) bool {
	return slices.ContainsFunc(p.claimants, func(c Claimant) bool {
		shared, decided := placement.Share(c.Tenant, t)

		return shared || !decided || mayFollow(c.Tenant, t) || mayFollow(t, c.Tenant)
	})
}

// mayFollow reports whether it cannot be told if a daemon has tasks on the instances that are added for another.
func mayFollow(daemon, other *placement.Tenant) bool {
	return daemon.Eligible.Unclear != "" && len(other.Eligible.Growth)+len(other.Eligible.Follows) > 0
}

func unknownDemand(t *placement.Tenant) string {
	if why := t.Eligible.Uncounted(); why != "" {
		return why
	}

	if t.Desired.IsUnknown() {
		return "desired count: " + t.Desired.Reason()
	}

	return ""
}

// demand is how many instances the tenant's tasks take: a daemon takes all it may run on, those that managed
// scaling adds included where grown.
func demand(t *placement.Tenant, grown bool) int {
	if t.Daemon {
		return countOf(t, grown)
	}

	return t.Desired.Or(0)
}

func demandsOf(claimants []Claimant, grown bool) []int {
	demands := make([]int, len(claimants))
	for i, c := range claimants {
		demands[i] = demand(c.Tenant, grown)
	}

	return demands
}
