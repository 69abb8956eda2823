package reach

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// mostRules is how many rules of an interface evidence names.
const mostRules = 4

// passing is the evidence for what a control lets pass of some services.
func (m *Model) passing(c *control, services netset.Services) []Step {
	passed := c.may.Restrict(services)

	first, ok := passed.Witness()
	if !ok {
		return nil
	}

	switch c.kind {
	case kindGroups:
		return m.rulesPassing(c, passed)
	case kindACL:
		return m.entryPassing(c, first)
	case kindProvided:
		if !c.asked.Intersect(passed).IsEmpty() {
			return []Step{{Kind: kindProvided, Text: "no security group and no network ACL filters " + first.Addr.String()}}
		}
	case kindRoute:
		return m.routePassing(c, passed)
	case kindPublic:
		if address := c.at.Endpoint.public(first.Addr); address != "" && !c.asked.Intersect(passed).IsEmpty() {
			text := fmt.Sprintf("public %s address of %s: %s", familyName(first.Addr), c.at.Name, address)

			return []Step{{kindPublic, address, text}}
		}
	}

	return nil
}

// routePassing leaves out the way back within a VPC, which is the local route again.
func (m *Model) routePassing(c *control, passed netset.Set) []Step {
	for _, z := range m.zonesFor(c.at, c.direction, passed) {
		if c.direction == Outbound || z.class != OwnVPC {
			return []Step{z.step}
		}
	}

	return nil
}

// rulesPassing names the rules that admit some of the packets, of all groups.
func (m *Model) rulesPassing(c *control, passed netset.Set) []Step {
	if c.at.Unfiltered {
		return []Step{{Kind: kindGroups, Text: c.at.Name + " has no security group, so nothing filters there"}}
	}

	var steps []Step

	for _, id := range c.at.Endpoint.Groups {
		group := m.index.SecurityGroups[id]
		if group == nil {
			steps = append(steps, Step{Kind: kindGroups, ID: id, Text: "security group " + id + " was not read"})

			continue
		}

		for i := range group.Rules {
			if rule := &group.Rules[i]; rule.Egress == (c.direction == Outbound) && m.ruleAdmits(c, rule, passed) {
				text := fmt.Sprintf("rule %s of group %s: %s", rule.ID, group.Name, RuleText(rule))
				steps = append(steps, Step{Kind: "securityGroupRule", ID: rule.ID, Text: text})
			}
		}
	}

	if more := len(steps) - mostRules; more > 0 {
		last := Step{Kind: "securityGroupRule", Text: fmt.Sprintf("and %d more rules", more)}
		steps = append(steps[:mostRules], last)
	}

	return steps
}

func (m *Model) ruleAdmits(c *control, rule *snapshot.SecurityGroupRule, passed netset.Set) bool {
	if peer, ok := rule.ReferencedGroup.Get(); ok {
		services, why := ServicesOf(rule)
		vouched := slices.Contains(c.groups, peer) && !rule.Stale()

		return vouched && (why != "" || !passed.Restrict(services).IsEmpty())
	}

	packets, why := m.Packets(rule)

	return why != "" || !packets.Intersect(passed).IsEmpty()
}

func (m *Model) entryPassing(c *control, p netset.Packet) []Step {
	a := m.acl(c.at.Endpoint.Subnet)

	switch {
	case m.near(c.at, p.Addr):
		return nil
	case a.why != "":
		return []Step{{Kind: kindACL, Text: a.why}}
	case a.NetworkACL == nil:
		return nil
	}

	entry := number(a.deciding(c.direction, p))

	return []Step{{kindACL, a.ID, fmt.Sprintf("entry %s of network ACL %s, %s", entry, a.ID, c.direction)}}
}

// near reports whether an address is in the same subnet, where no network ACL looks.
func (m *Model) near(at *Place, addr netip.Addr) bool {
	return !m.subnets[at.Endpoint.Subnet].At(addr).IsEmpty()
}

// stopping is the evidence for what a control stops.
func (m *Model) stopping(c *control, lost netset.Set) Step {
	first, _ := lost.Witness()
	what := servicesOfSet(lost).String()

	switch c.kind {
	case kindGroups:
		return Step{kindGroups, strings.Join(c.at.Endpoint.Groups, ","), fmt.Sprintf(
			"no %s rule of %s admits %s %s", c.direction, m.groupNames(c.at), what, c.preposition(first.Addr))}
	case kindACL:
		return m.entryStopping(c, first)
	case kindRoute:
		return m.routeStopping(c, first.Addr)
	case kindPublic:
		return Step{kindPublic, c.at.Endpoint.Subnet, "no public " + familyName(first.Addr) + " address: " + c.at.Name}
	case kindBlockade:
		mode := m.blockadeOf(c.at.Endpoint.Subnet).mode

		return Step{kindBlockade, mode, "VPC Block Public Access is " + mode}
	default:
		return Step{kindWay, "", c.at.Name + " is in a VPC to which the way does not lead"}
	}
}

func (c *control) preposition(addr netip.Addr) string {
	word := "from "
	if c.direction == Outbound {
		word = "to "
	}

	if c.internet {
		return word + "the internet"
	}

	if c.somewhere != "" {
		return word + c.somewhere
	}

	return word + addr.String()
}

func familyName(addr netip.Addr) string {
	if addr.Is4() {
		return "IPv4"
	}

	return "IPv6"
}

func (m *Model) groupNames(at *Place) string {
	if len(at.Endpoint.Groups) == 0 {
		return at.Name + ", which has no security group,"
	}

	names := make([]string, len(at.Endpoint.Groups))
	for i, id := range at.Endpoint.Groups {
		names[i] = m.GroupText(id)
	}

	return strings.Join(names, ", ")
}

// entryStopping names the entry that denies the packet, or the one that denies its answers.
func (m *Model) entryStopping(c *control, p netset.Packet) Step {
	a := m.acl(c.at.Endpoint.Subnet)
	if !a.passes[c.direction.index()].Contains(p.Addr, p.Service.Protocol, p.Service.Port) {
		e := a.deciding(c.direction, p)

		return Step{kindACL, a.ID, fmt.Sprintf("entry %s of network ACL %s denies %s %s, %s",
			number(e), a.ID, p.Service, c.preposition(p.Addr), c.direction)}
	}

	return Step{kindACL, a.ID, fmt.Sprintf("network ACL %s denies the answers to %s (%s)", a.ID, p.Addr, !c.direction)}
}

// routeStopping says what the routes do with an address.
func (m *Model) routeStopping(c *control, addr netip.Addr) Step {
	table, _ := m.tableOf(c.at.Endpoint.Subnet)
	if table == nil {
		return Step{kindRoute, "", "no route of " + c.at.Name + " leads to " + addr.String()}
	}

	best := route{}

	for _, r := range m.routes(table) {
		if r.prefix.IsValid() && r.prefix.Contains(addr) && (!best.prefix.IsValid() || r.prefix.Bits() > best.prefix.Bits()) {
			best = r
		}
	}

	if !best.prefix.IsValid() {
		return Step{kindRoute, table.ID, "route table " + table.ID + " has no route to " + addr.String()}
	}

	return Step{kindRoute, table.ID, best.text + ", which lets no such traffic pass"}
}
