package openings

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// mostPeerPorts is how many undeclared ports are broad, as with the ports that ECS draws.
const mostPeerPorts = 100

// opens is what the rules of one group admit to undeclared ports from members of a group, or from the VPC.
type opens struct {
	group   *snapshot.SecurityGroup
	rules   []reach.Admission
	members []*member

	services netset.Services
	missing  string
}

// openPeers judges the groups of the awsvpc tasks of a cluster, one fact for each group and source class.
func (s *Shard) openPeers(c *snapshot.Cluster) []facts.OpenPeers {
	found := map[string]*opens{}
	unread := map[string][]*member{}

	var all []facts.OpenPeers

	for _, m := range s.members().all {
		if m.tenant.Cluster != c || m.tenant.Mode.Or("") != snapshot.ModeAWSVPC {
			continue
		}

		if len(m.alike) == 0 && m.unseen != "" && m.tenant.Capacity.Launch != snapshot.LaunchExternal {
			all = append(all, facts.OpenPeers{Ref: s.refs.Add(ground.Tenant(m.tenant)), Undecided: m.unseen})
		}

		for _, id := range s.openTo(found, m) {
			unread[id] = append(unread[id], m)
		}
	}

	for _, id := range slices.Sorted(maps.Keys(unread)) {
		_, refs := s.memberRefs(unread[id])
		all = append(all, facts.OpenPeers{
			Ref: s.refs.Add(ground.Note("securityGroup", id, "security group "+id)), Group: id, Affected: refs,
			Undecided: "security group " + id + " was not read",
		})
	}

	for _, key := range slices.Sorted(maps.Keys(found)) {
		if fact, broad := s.openPeersFact(found[key]); broad {
			all = append(all, fact)
		}
	}

	return all
}

// openTo collects what the groups of a member let in from peers, and lists the groups that were not read.
func (s *Shard) openTo(found map[string]*opens, m *member) []string {
	var unread []string

	for _, p := range m.alike {
		admissions, missing := s.Reach.Ingress(p.Place.Endpoint, p.Possible.Subtract(m.expected))
		unread = append(unread, missing...)

		for _, a := range admissions {
			if a.Unknown == "" && a.Class != reach.OwnGroup && a.Class != reach.OwnVPC {
				continue
			}

			key := a.Group.ID + "|" + string(a.Class) + "|" + a.Unknown
			if found[key] == nil {
				found[key] = &opens{group: a.Group}
			}

			found[key].add(m, a)
		}
	}

	return ground.Sorted(unread)
}

func (o *opens) add(m *member, a reach.Admission) {
	o.services = o.services.Union(a.Services)
	if m.missing != "" {
		o.missing = "what " + m.tenant.Name() + " declares is not known: " + m.missing
	}

	if !slices.Contains(o.members, m) {
		o.members = append(o.members, m)
	}

	at := slices.IndexFunc(o.rules, func(b reach.Admission) bool { return b.Rule == a.Rule })
	if at < 0 {
		o.rules = append(o.rules, a)

		return
	}

	known := &o.rules[at]
	known.Services, known.Packets = known.Services.Union(a.Services), known.Packets.Union(a.Packets)
	known.Assumptions = ground.Sorted(append(slices.Clip(known.Assumptions), a.Assumptions...))
}

// openPeersFact is broad where many ports are open to tasks of someone else.
func (s *Shard) openPeersFact(o *opens) (fact facts.OpenPeers, broad bool) {
	slices.SortFunc(o.rules, func(a, b reach.Admission) int {
		return cmp.Or(cmp.Compare(ground.Count(b.Services), ground.Count(a.Services)), cmp.Compare(a.Rule.ID, b.Rule.ID))
	})

	widest := o.rules[0]
	fact = facts.OpenPeers{
		Ref: s.refs.Add(ground.Group(o.group)), Group: o.group.Name, Default: o.group.Default(), Source: string(widest.Class),
		Ports: opened(o.services), Cause: widest.Rule.ID, Undecided: cmp.Or(widest.Unknown, o.missing),
	}

	peers := s.peersOf(o)
	if widest.Unknown == "" && (fact.Ports.Count <= mostPeerPorts || len(peers) == 0) {
		return facts.OpenPeers{}, false
	}

	for _, a := range o.rules {
		fact.Assumptions = ground.Sorted(append(fact.Assumptions, a.Assumptions...))
		fact.Evidence = append(fact.Evidence, s.refs.Add(ground.RuleNote(o.group, a.Rule)))
	}

	fact.SourceText = sourcesOf(o.rules)
	fact.Tasks, fact.Affected = s.memberRefs(o.members)

	var refs []facts.Ref

	fact.Peers, refs = s.memberRefs(peers)
	fact.Evidence = fact.Evidence[:min(len(fact.Evidence), ground.MostEvidence)]
	fact.Evidence = append(fact.Evidence, refs[:min(len(refs), ground.MostEvidence)]...)

	return fact, true
}

// peersOf are the tenants that the rules let in to another one than themselves.
func (s *Shard) peersOf(o *opens) []*member {
	var peers []*member

	sending := map[*addresses]bool{}

	for _, m := range s.members().all {
		if _, asked := sending[m.machines]; !asked && m.machines != nil {
			sending[m.machines] = slices.ContainsFunc(o.rules, func(a reach.Admission) bool { return sends(a, m.machines) })
		}

		alone := len(o.members) == 1 && o.members[0] == m
		if !alone && (sending[m.machines] && m.runs() ||
			slices.ContainsFunc(o.rules, func(a reach.Admission) bool { return letsIn(a, m) })) {
			peers = append(peers, m)
		}
	}

	return peers
}

// letsIn reports whether a rule admits a tenant: by a group that its tasks have, or by the own address of one of them.
// Of a task to come any address of its subnet will do, so all must be admitted.
func letsIn(a reach.Admission, m *member) bool {
	if id, ok := a.Rule.ReferencedGroup.Get(); ok {
		return m.runs() && slices.Contains(m.groups, id)
	}

	for i := range m.points {
		place := &m.points[i].Place

		switch {
		case a.Group.VPC != "" && place.VPC != a.Group.VPC:
		case place.Somewhere && holds(a, place.Addresses):
			return true
		case !place.Somewhere && !place.Addresses.Intersect(a.Packets).IsEmpty():
			return true
		}
	}

	return false
}

// sends reports whether a rule admits an address of instances in its VPC, whichever one of its subnet that is to come
// gets.
func sends(a reach.Admission, from *addresses) bool {
	return a.Rule.ReferencedGroup.Or("") == "" && (!from.of[a.Group.VPC].Intersect(a.Packets).IsEmpty() ||
		slices.ContainsFunc(from.coming[a.Group.VPC], func(subnet netset.Set) bool { return holds(a, subnet) }))
}

// holds reports whether a rule admits all of the addresses of one family.
func holds(a reach.Admission, addresses netset.Set) bool {
	for _, world := range []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
		part := addresses.Within(netip.PrefixFrom(world, 0)).Restrict(a.Services)
		if !part.IsEmpty() && part.Subset(a.Packets) {
			return true
		}
	}

	return false
}
