package needs

import (
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// referenced lists the groups that a rule of the tenant's groups names for one of its ports. On an instance,
// whose groups serve every task there, only a rule for that very port names the task.
func (m *Model) referenced(t *placement.Tenant) (needs []Need, unread []string) {
	ids, why := m.placement.Groups(t)
	if why != "" {
		return nil, []string{why}
	}

	for _, id := range ids {
		group := m.index.SecurityGroups[id]
		if group == nil {
			unread = append(unread, "security group "+id)

			continue
		}

		for i := range group.Rules {
			n, missing := m.byRule(t, group, &group.Rules[i])
			needs, unread = append(needs, n...), append(unread, missing...)
		}
	}

	return needs, unread
}

// byRule leaves the groups of load balancers to their target groups.
func (m *Model) byRule(
	t *placement.Tenant, group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule,
) (needs []Need, unread []string) {
	if rule.Egress || rule.ReferencedGroup.IsZero() || rule.Stale() {
		return nil, nil
	}

	peer, ok := rule.ReferencedGroup.Get()
	admitted, why := reach.ServicesOf(rule)

	switch {
	case !ok || why != "":
		return nil, []string{"rule " + rule.ID + " of group " + group.Name}
	case m.reach.Balancer(peer) != nil:
		return nil, nil
	}

	for _, port := range Listening(t) {
		for _, span := range named(t, admitted, port).Spans() {
			needs = append(needs, Need{
				Group: peer, Protocol: port.Protocol, From: int(span.From), To: int(span.To),
				Reason:   "rule " + rule.ID + " of group " + group.Name + " names " + m.reach.GroupText(peer),
				Evidence: rule.ID,
			})
		}
	}

	return needs, nil
}

// named are the container ports of a port that a rule for these services speaks of.
func named(t *placement.Tenant, admitted netset.Services, port Port) netset.Services {
	own := services(port.Protocol, port.Container, port.Last)

	switch {
	case t.Mode.Or("") == snapshot.ModeAWSVPC:
		return admitted.Intersect(own)
	case port.Host != 0 && admitted == services(port.Protocol, port.Host, port.Host):
		return own
	default:
		return netset.Services{}
	}
}

// Admits reports whether the group by itself lets the whole need in. A CIDR is let in by all CIDRs and prefix lists
// together, a group by rules that name it, or another group of the same load balancer.
func (m *Model) Admits(group *snapshot.SecurityGroup, need Need) bool {
	wanted := services(need.Protocol, need.From, need.To)
	if need.Group == "" {
		return m.admitsAddresses(group, need.CIDR, wanted)
	}

	var admitted netset.Services

	for i := range group.Rules {
		rule := &group.Rules[i]
		peer := rule.ReferencedGroup.Or("")

		if !rule.Egress && (peer == need.Group || m.reach.SameBalancer(peer, need.Group)) {
			part, _ := reach.ServicesOf(rule)
			admitted = admitted.Union(part)
		}
	}

	return wanted.Subset(admitted)
}

func (m *Model) admitsAddresses(group *snapshot.SecurityGroup, cidr string, wanted netset.Services) bool {
	prefix, err := netip.ParsePrefix(cidr)
	if err != nil {
		return false
	}

	var admitted netset.Set

	for i := range group.Rules {
		if rule := &group.Rules[i]; !rule.Egress {
			part, _ := m.reach.Packets(rule)
			admitted = admitted.Union(part)
		}
	}

	return netset.Of(prefix, wanted).Subset(admitted)
}
