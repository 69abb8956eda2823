package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// OpenPeers is what a group of tasks lets in from other tasks of the VPC, to ports that they do not declare.
type OpenPeers struct {
	Ref     Ref    `json:"ref"`
	Group   string `json:"group"`
	Default bool   `json:"default"`

	// Source is own-group or own-vpc; SourceText names it as the rules write it.
	Source     string `json:"source"`
	SourceText string `json:"sourceText"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Ports are those that are open and not declared.
	Ports Opened `json:"ports"`

	// Tasks are those that are open, Peers the others that are let in, of whatever cluster.
	Tasks []string `json:"tasks"`
	Peers []string `json:"peers"`

	// Cause is the id of the rule that admits the most.
	Cause       string   `json:"cause"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`
}

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
func (s *shard) openPeers(c *snapshot.Cluster) []OpenPeers {
	found := map[string]*opens{}
	unread := map[string][]*member{}

	var all []OpenPeers

	for _, m := range s.members().all {
		if m.tenant.Cluster != c || m.tenant.Mode.Or("") != snapshot.ModeAWSVPC {
			continue
		}

		if len(m.alike) == 0 && m.unseen != "" && m.tenant.Capacity.Launch != snapshot.LaunchExternal {
			all = append(all, OpenPeers{Ref: s.refs.add(tenantRef{m.tenant}), Undecided: m.unseen})
		}

		for _, id := range s.openTo(found, m) {
			unread[id] = append(unread[id], m)
		}
	}

	for _, id := range sortedKeys(unread) {
		_, refs := s.memberRefs(unread[id])
		all = append(all, OpenPeers{
			Ref: s.refs.add(noteRef{"securityGroup", id, "security group " + id}), Group: id, Affected: refs,
			Undecided: "security group " + id + " was not read",
		})
	}

	for _, key := range sortedKeys(found) {
		if fact, broad := s.openPeersFact(found[key]); broad {
			all = append(all, fact)
		}
	}

	return all
}

// openTo collects what the groups of a member let in from peers, and lists the groups that were not read.
func (s *shard) openTo(found map[string]*opens, m *member) []string {
	var unread []string

	for _, p := range m.alike {
		admissions, missing := s.reach.Ingress(p.Place.Endpoint, p.Possible.Subtract(m.expected))
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

	return sorted(unread)
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
	known.Assumptions = sorted(append(slices.Clip(known.Assumptions), a.Assumptions...))
}

// openPeersFact is broad where many ports are open to tasks of someone else.
func (s *shard) openPeersFact(o *opens) (fact OpenPeers, broad bool) {
	slices.SortFunc(o.rules, func(a, b reach.Admission) int {
		return cmp.Or(cmp.Compare(open(b.Services), open(a.Services)), cmp.Compare(a.Rule.ID, b.Rule.ID))
	})

	widest := o.rules[0]
	fact = OpenPeers{
		Ref: s.refs.add(groupRef{o.group}), Group: o.group.Name, Default: o.group.Default(), Source: string(widest.Class),
		Ports: opened(o.services), Cause: widest.Rule.ID, Undecided: cmp.Or(widest.Unknown, o.missing),
	}

	peers := s.peersOf(o)
	if widest.Unknown == "" && (fact.Ports.Count <= mostPeerPorts || len(peers) == 0) {
		return OpenPeers{}, false
	}

	for _, a := range o.rules {
		fact.Assumptions = sorted(append(fact.Assumptions, a.Assumptions...))
		fact.Evidence = append(fact.Evidence, s.refs.add(ruleNote(o.group, a.Rule)))
	}

	fact.SourceText = strings.Join(sorted(sourceTexts(o.rules, ruleOf)), ", ")
	fact.Tasks, fact.Affected = s.memberRefs(o.members)

	var refs []Ref

	fact.Peers, refs = s.memberRefs(peers)
	fact.Evidence = fact.Evidence[:min(len(fact.Evidence), mostEvidence)]
	fact.Evidence = append(fact.Evidence, refs[:min(len(refs), mostEvidence)]...)

	return fact, true
}

// peersOf are the tenants that the rules let in to another one than themselves.
func (s *shard) peersOf(o *opens) []*member {
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

// sends reports whether a rule admits an address of instances in its VPC.
func sends(a reach.Admission, from *addresses) bool {
	return a.Rule.ReferencedGroup.Or("") == "" && !from.of[a.Group.VPC].Intersect(a.Packets).IsEmpty()
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
