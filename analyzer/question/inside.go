package question

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// within reports whether some of the addresses are those of a VPC of the snapshot.
func (m *Model) within(prefix netip.Prefix) bool {
	for i := range m.index.Snapshot.VPCs {
		vpc := &m.index.Snapshot.VPCs[i]
		for _, cidrs := range [][]string{vpc.CIDRs, vpc.IPv6CIDRs} {
			for _, cidr := range cidrs {
				if own, err := netip.ParsePrefix(cidr); err == nil && own.Overlaps(prefix) {
					return true
				}
			}
		}
	}

	return false
}

// between asks about two places. Bare addresses of a VPC are those of interfaces, whose groups the rules at the other
// end may name, and which filter what they get.
func (m *Model) between(r *result, from, to *site) (reach.Flow, reach.Bounds) {
	flow := m.reach.Between(from.place, to.place, r.asked)
	bounds := flow.Bounds

	if from.within && to.place.Interface {
		bounds = m.named(r, flow, bounds, &to.place, false)
	}

	if to.within && from.place.Interface {
		if !bounds.MustSome.IsEmpty() {
			r.doubt("addresses of the VPC: what filters at " + to.place.Name + " was not read")
		}

		bounds.MustSome, bounds.MustAll = netset.Services{}, netset.Services{}
		bounds = m.named(r, flow, bounds, &from.place, true)
	}

	return flow, bounds
}

// named adds what the rules of an interface admit for some group, where nothing else is in the way.
func (m *Model) named(r *result, flow reach.Flow, b reach.Bounds, at *reach.Place, egress bool) reach.Bounds {
	for _, step := range m.reach.Blockers(flow) {
		if step.Kind != "securityGroup" {
			return b
		}
	}

	named := m.namedBy(at.Endpoint.Groups, egress).Intersect(r.asked)
	if named.Subset(b.MustAll) {
		return b
	}

	r.doubt("addresses of the VPC: an interface there may have a group that rules name")

	return b.Join(reach.Bounds{MaySome: named, MayAll: named})
}

// namedBy are the services of the rules that name a group.
func (m *Model) namedBy(groups []string, egress bool) netset.Services {
	var named netset.Services

	for _, id := range groups {
		group := m.index.SecurityGroups[id]
		if group == nil {
			continue // the flow is unknown as it is
		}

		for i := range group.Rules {
			rule := &group.Rules[i]
			if rule.Egress != egress || !rule.ReferencedGroup.IsKnown() || rule.Stale() {
				continue
			}

			services, why := reach.ServicesOf(rule)
			if why != "" {
				services = netset.All()
			}

			named = named.Union(services)
		}
	}

	return named
}
