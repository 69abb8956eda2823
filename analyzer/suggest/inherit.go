package suggest

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// inherit adds what is possible today and no need explains: to the second group, or, from the internet, to the
// list of what ends.
func (m *maker) inherit(mv *move, needed []needs.Need, s *Service) {
	h := &heir{maker: m, needed: needed, service: s, kept: flows{}, removed: flows{}, group: &Group{
		Name:        mv.unexplained,
		Description: "Flows to service " + mv.tenant.Name() + " that are possible today and that nothing explains",
		VPC:         s.Group.VPC,
	}}

	for _, e := range mv.endpoints {
		for _, port := range needs.Listening(mv.tenant) {
			admissions, unread := m.reach.Ingress(e.endpoint, hostServices(port, e.host))
			for _, id := range unread {
				s.note("security group " + id + " was not read; what it admits is not carried over")
			}

			for _, a := range admissions {
				h.carry(a, port)
			}
		}
	}

	if len(h.group.Ingress) > 0 {
		s.Unexplained = h.group
	}
}

// An heir takes over what is possible today.
type heir struct {
	*maker

	needed        []needs.Need
	service       *Service
	group         *Group
	kept, removed flows
}

// carry puts what a rule admits where it belongs.
func (h *heir) carry(a reach.Admission, port needs.Port) {
	switch {
	case a.Unknown != "":
		h.service.note("rule " + a.Rule.ID + " cannot be judged (" + a.Unknown + ") and is not carried over")
	case a.Public:
		h.remove(a, port, "straight from the internet")
	case !h.explained(a, port):
		h.keep(a, port)
	}
}

// remove notes that a flow from the internet ends.
func (h *heir) remove(a reach.Admission, port needs.Port, from string) {
	rule := ruleFor(port)
	rule.PrefixList = a.Rule.PrefixList.Or("")
	rule.Reason = "rule " + a.Rule.ID + " of group " + a.Group.Name + " admits it today, " + from +
		"; the way in is a load balancer"

	if rule.PrefixList == "" {
		rule.CIDR = reach.PeerText(a.Rule)
	}

	h.service.Removed = h.removed.add(h.service.Removed, rule)
}

func ruleFor(port needs.Port) Rule {
	return Rule{Protocol: port.Protocol, FromPort: &port.Container, ToPort: &port.Last}
}

// explained reports whether needs say what all of the admission is for.
func (h *heir) explained(a reach.Admission, port needs.Port) bool {
	peer, named := a.Rule.ReferencedGroup.Get()

	var prefixes []netip.Prefix

	for _, n := range h.needed {
		if n.Protocol != port.Protocol || port.Container < n.From || n.To < port.Last {
			continue
		}

		if named && (n.Group == peer || h.standsFor(peer, n.Group)) {
			return true
		}

		if prefix, err := netip.ParsePrefix(n.CIDR); err == nil {
			prefixes = append(prefixes, prefix)
		}
	}

	return !named && a.Packets.Equal(a.Packets.Within(prefixes...))
}

// standsFor reports whether two groups are those of one load balancer, and the first is nobody else's.
func (m *maker) standsFor(group, other string) bool {
	return !m.worn[group] && m.reach.SameBalancer(group, other)
}

// keep adds a rule for each source that an admission stands for. Sources that are many enough to be the internet are
// left out, whatever way they come.
func (h *heir) keep(a reach.Admission, port needs.Port) {
	rule := ruleFor(port)
	rule.Flag = FlagUnexplained
	rule.Reason = fmt.Sprintf("rule %s of group %s admits it today, and nothing says that it is needed",
		a.Rule.ID, a.Group.Name)

	wide := h.reach.Wide(a.Packets)
	if !wide.IsEmpty() {
		h.remove(a, port, "from as many public addresses as the internet has")
	}

	a.Packets = a.Packets.Subtract(wide)

	h.group.Ingress = h.kept.add(h.group.Ingress, h.sources(a, rule)...)
}

func (m *maker) sources(a reach.Admission, rule Rule) []Rule {
	if group, ok := a.Rule.ReferencedGroup.Get(); ok {
		return m.withMoves(rule, group)
	}

	all, _ := m.reach.Packets(a.Rule)
	if list, ok := a.Rule.PrefixList.Get(); ok && a.Packets.Equal(all.Restrict(a.Services)) {
		rule.PrefixList = list

		return []Rule{rule}
	}

	var rules []Rule

	v4, v6 := a.Packets.Addresses()
	for _, r := range slices.Concat(v4, v6) {
		for _, prefix := range r.Prefixes() {
			rule.CIDR = prefix.String()
			rules = append(rules, rule)
		}
	}

	return rules
}
