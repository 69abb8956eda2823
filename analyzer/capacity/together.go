package capacity

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// A group is parties that meet, directly or through others, and all hosts that any of them can use.
type group struct {
	parties  []int
	lodgings []*lodging
}

// together parts what has nothing to do with each other.
func (b *basin) together() []*group {
	places := make([][]int, len(b.lodgings))
	for i, l := range b.lodgings {
		places[i] = l.parties
	}

	parts := connected(len(b.parties), places)
	groups := make([]*group, 0, len(parts))
	of := make([]*group, len(b.parties))

	for _, members := range parts {
		g := &group{parties: members}
		groups = append(groups, g)

		for _, at := range members {
			of[at] = g
		}
	}

	for _, l := range b.lodgings {
		g := of[l.parties[0]]
		g.lodgings = append(g.lodgings, l)
	}

	return groups
}

// pools answers for each group, and says of which tenants it cannot be told where they come.
func (b *basin) pools() []Pool {
	var pools []Pool

	told := map[*placement.Tenant]bool{}

	for _, g := range b.together() {
		p := b.pool(g)
		pools = append(pools, p)

		for _, t := range p.Unclear {
			told[t] = true
		}
	}

	for _, t := range b.unclear {
		if !told[t] {
			fit := Fit{Undecided: unclearOf(t), Slots: Bound{0, Endless}}
			pools = append(pools, Pool{Unclear: []*placement.Tenant{t}, Now: fit, Trunked: fit})
		}
	}

	return pools
}

func unclearOf(t *placement.Tenant) string {
	if t.Mode.IsUnknown() {
		return "network mode: " + t.Mode.Reason()
	}

	return t.Eligible.Undecided
}

func (b *basin) pool(g *group) Pool {
	p := Pool{Unclear: b.mayMeet(g)}

	for _, at := range g.parties {
		p.Tenants = append(p.Tenants, b.parties[at].tenants...)
		p.Demand = p.Demand.and(b.parties[at].demand)
	}

	why := p.Demand.Unclear
	for _, l := range g.lodgings {
		why = cmp.Or(why, l.host.unclear)
	}

	p.Types, p.Grown = typesOf(g.lodgings)
	p.Now = b.ask(g, func(h *host) Bound { return h.now }).answer(why)
	p.Trunked = b.ask(g, func(h *host) Bound { return h.trunked }).answer(why)

	for _, t := range p.Unclear {
		p.Now.doubt(unclearOf(t))
		p.Trunked.doubt(unclearOf(t))
	}

	return p
}

// mayMeet lists the tenants of which it is not known whether they come to the hosts of these.
func (b *basin) mayMeet(g *group) []*placement.Tenant {
	var all []*placement.Tenant

	for _, t := range b.unclear {
		if slices.ContainsFunc(g.parties, func(at int) bool {
			shared, decided := placement.Share(t, b.parties[at].tenants[0])

			return shared || !decided
		}) {
			all = append(all, t)
		}
	}

	return all
}

// typesOf counts the hosts by kind, the most of them first.
func typesOf(lodgings []*lodging) (types []Type, grown int) {
	at := map[Type]int{}

	for _, l := range lodgings {
		kind := Type{
			InstanceType: l.host.instanceType, Each: l.host.now, Trunked: l.host.trunked, Trunk: l.host.trunk == yes,
		}

		i, known := at[kind]
		if !known {
			i = len(types)
			at[kind] = i
			types = append(types, kind)
		}

		types[i].Instances += l.hosts

		if l.grown {
			grown += l.hosts
		}
	}

	slices.SortFunc(types, func(x, y Type) int {
		return cmp.Or(cmp.Compare(y.Instances, x.Instances), cmp.Compare(x.InstanceType, y.InstanceType),
			cmp.Compare(x.Each.Low, y.Each.Low), cmp.Compare(x.Each.High, y.Each.High))
	})

	return types, grown
}
