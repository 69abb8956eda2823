package suggest

import (
	"fmt"
	"net/netip"
	"slices"

	"go4.org/netipx"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// inherit adds what is possible today and nothing declares: to the second group, or, from the internet, to the
// list of what ends.
func (m *maker) inherit(mv *move, declared []needs.Need, s *Service) {
	unexplained := &Group{
		Name:        mv.unexplained,
		Description: "Flows to service " + mv.tenant.Name() + " that are possible today and that nothing explains",
		VPC:         s.Group.VPC,
	}

	for _, e := range m.endpoints(mv.tenant) {
		for _, port := range needs.Listening(mv.tenant) {
			admissions, unread := m.reach.Ingress(e.endpoint, hostServices(mv.tenant, port, e.host))
			for _, id := range unread {
				s.note("security group " + id + " was not read; what it admits is not carried over")
			}

			for _, a := range admissions {
				m.carry(a, port, declared, unexplained, s)
			}
		}
	}

	if len(unexplained.Ingress) > 0 {
		s.Unexplained = unexplained
	}
}

type hostEndpoint struct {
	endpoint reach.Endpoint
	host     placement.Host
}

// endpoints are the interfaces of the instances that the tenant can land on, those that are reached alike once.
func (m *maker) endpoints(t *placement.Tenant) []hostEndpoint {
	var all []hostEndpoint

	seen := map[string]bool{}

	for _, host := range m.placement.Hosts(t) {
		for _, eni := range host.Interfaces {
			e := reach.EndpointOf(eni)

			key := fmt.Sprint(e.Groups, e.Subnet, e.PublicIPv4 != "", e.PublicIPv6 != "", host.Ephemeral)
			if !seen[key] {
				seen[key] = true
				all = append(all, hostEndpoint{e, host})
			}
		}
	}

	return all
}

// hostServices are the host ports at which a port of a task answers today: its fixed one, or any of the
// ephemeral range.
func hostServices(t *placement.Tenant, port needs.Port, host placement.Host) netset.Services {
	from, to := port.Host, port.Host
	if port.Host == 0 {
		from, to = host.Ephemeral.From, host.Ephemeral.To
	}

	if t.Mode.Or("") == snapshot.ModeHost && port.Host == 0 {
		return netset.Services{}
	}

	return netset.Ports(number(port.Protocol), uint16(from), uint16(to)) //nolint:gosec // ports
}

func number(protocol string) uint8 {
	if protocol == "udp" {
		return netset.ProtocolUDP
	}

	return netset.ProtocolTCP
}

// carry puts what a rule admits where it belongs.
func (m *maker) carry(a reach.Admission, port needs.Port, declared []needs.Need, into *Group, s *Service) {
	rule := Rule{Protocol: port.Protocol, FromPort: &port.Container, ToPort: &port.Container}

	if a.Unknown != "" {
		s.note("rule " + a.Rule.ID + " cannot be judged (" + a.Unknown + ") and is not carried over")

		return
	}

	if a.Public {
		rule.CIDR = reach.PeerText(a.Rule)
		rule.Reason = "rule " + a.Rule.ID + " of group " + a.Group.Name +
			" admits it today, straight from the internet; the way in is a load balancer"
		s.Removed = addRule(s.Removed, rule)

		return
	}

	if m.explained(a, port, declared) {
		return
	}

	rule.Flag = FlagUnexplained
	rule.Reason = fmt.Sprintf("rule %s of group %s admits it today, and nothing says that it is needed",
		a.Rule.ID, a.Group.Name)

	for _, r := range m.inherited(a, rule) {
		into.Ingress = addRule(into.Ingress, r)
	}
}

// explained reports whether a declared need says what the rule is for.
func (m *maker) explained(a reach.Admission, port needs.Port, declared []needs.Need) bool {
	peer, ok := a.Rule.ReferencedGroup.Get()
	if !ok {
		return a.Class == reach.LoadBalancer
	}

	return slices.ContainsFunc(declared, func(n needs.Need) bool {
		same := n.Group == peer || (m.reach.Balancer(peer) != nil && m.reach.Balancer(peer) == m.reach.Balancer(n.Group))

		return same && n.Protocol == port.Protocol && n.From <= port.Container && port.Container <= n.To
	})
}

// inherited is the rule for each source that an admission stands for.
func (m *maker) inherited(a reach.Admission, rule Rule) []Rule {
	if group, ok := a.Rule.ReferencedGroup.Get(); ok {
		return m.withMoves(rule, group)
	}

	if list, ok := a.Rule.PrefixList.Get(); ok {
		rule.PrefixList = list

		return []Rule{rule}
	}

	var rules []Rule

	v4, v6 := a.Packets.Addresses()
	for _, r := range slices.Concat(v4, v6) {
		for _, prefix := range prefixes(r) {
			part := rule
			part.CIDR = prefix.String()
			rules = append(rules, part)
		}
	}

	return rules
}

func prefixes(r netipx.IPRange) []netip.Prefix { return r.Prefixes() }

// addRule adds a rule unless one for the same flow is there.
func addRule(rules []Rule, rule Rule) []Rule {
	if slices.ContainsFunc(rules, rule.sameFlow) {
		return rules
	}

	return append(rules, rule)
}

func (r Rule) sameFlow(o Rule) bool {
	return r.Protocol == o.Protocol && equal(r.FromPort, o.FromPort) && equal(r.ToPort, o.ToPort) &&
		r.PeerGroup == o.PeerGroup && r.SuggestedGroup == o.SuggestedGroup && r.CIDR == o.CIDR && r.PrefixList == o.PrefixList
}

func equal(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}

	return *a == *b
}

func (s *Service) note(text string) {
	if !slices.Contains(s.Notes, text) {
		s.Notes = append(s.Notes, text)
	}
}

// Peer is the other end of a rule, as people write it.
func (r Rule) Peer() string {
	switch {
	case r.SuggestedGroup != "":
		return r.SuggestedGroup + " (new)"
	case r.PeerGroupName != "":
		return r.PeerGroupName + " (" + r.PeerGroup + ")"
	default:
		return r.PeerGroup + r.CIDR + r.PrefixList
	}
}

// Ports is the protocol and ports of a rule, as people write them.
func (r Rule) Ports() string {
	switch {
	case r.Protocol == "-1":
		return "all traffic"
	case r.FromPort == nil || r.ToPort == nil:
		return r.Protocol
	case *r.FromPort == *r.ToPort:
		return fmt.Sprintf("%s/%d", r.Protocol, *r.FromPort)
	default:
		return fmt.Sprintf("%s/%d-%d", r.Protocol, *r.FromPort, *r.ToPort)
	}
}
