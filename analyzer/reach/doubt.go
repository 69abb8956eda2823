package reach

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Doubts says what was not known where the two readings of a flow differ, one text each.
func (m *Model) Doubts(f Flow) []string {
	var doubts []string

	for _, r := range f.runs {
		for i := range r.controls {
			c := &r.controls[i]
			if c.may.Equal(c.must) || c.kind == kindAddress && r.Known() {
				continue
			}

			for _, why := range m.doubt(c) {
				if !slices.Contains(doubts, why) {
					doubts = append(doubts, why)
				}
			}
		}
	}

	return doubts
}

// Assumptions says on which defaults of AWS the answer rests, certain as it may be, since what is in force was not
// read, one text each.
func (m *Model) Assumptions(f Flow) []string {
	var texts []string

	for i := range f.runs {
		for _, text := range m.assumptions(&f.runs[i]) {
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}

	return append(texts, m.referencingAssumed(f)...)
}

// referencingAssumed says that rules naming a group are taken not to count across a transit gateway that was not read,
// where one would: AWS has that off by default.
func (m *Model) referencingAssumed(f Flow) []string {
	first, ok := f.To.Addresses.Witness()
	if !ok || !f.From.Interface || !f.To.Interface || f.From.VPC == f.To.VPC {
		return nil
	}

	gateway := m.target(&f.From, first.Addr)
	if kindOf(gateway) != kindTransit || m.index.TransitGateways[gateway] != nil {
		return nil
	}

	named := m.policy(f.To.Endpoint.Groups, Inbound).admittedBy(f.From.Endpoint.Groups)
	if named.Intersect(f.Asked).Subset(f.MustAll) {
		return nil // other rules admit the same
	}

	return []string{"whether rules may name groups across " + gateway + " was not read, and is taken to be off"}
}

// assumptions are what is taken for granted of the gateways to the internet through which something passes.
func (m *Model) assumptions(r *run) []string {
	var texts []string

	for i := range r.controls {
		c := &r.controls[i]
		if c.kind != kindBlockade || !m.byInternet(r, c) {
			continue
		}

		if block := m.blockadeOf(c.at.Endpoint.Subnet); block.assumed && !block.unsure {
			texts = append(texts, blockadeUnread)
		}

		for _, z := range m.zonesFor(c.at, c.direction, c.may) {
			if z.public && m.attachmentAssumed(c.at.Endpoint.Subnet, z.target) {
				texts = append(texts, "whether "+z.target+" is attached was not read, and is taken to be so")
			}
		}
	}

	return texts
}

const blockadeUnread = "VPC Block Public Access was not read, and taken to be off"

// attachmentAssumed reports whether an internet gateway was not read: a route to it that is no blackhole is taken to
// lead somewhere.
func (m *Model) attachmentAssumed(subnet, gateway string) bool {
	s := m.index.Subnets[subnet]

	return gateway != "" && m.index.InternetGateways[gateway] == nil && s != nil &&
		m.unread(s.Meta, snapshot.NounInternetGateway) != ""
}

// byInternet reports whether something of what passes in the end takes a gateway to the internet at that end, as far
// as the filters of the same end tell.
func (m *Model) byInternet(r *run, gateway *control) bool {
	passed := gateway.may.Restrict(r.MaySome)

	for i := range r.controls {
		if c := &r.controls[i]; c.at == gateway.at && c.direction == gateway.direction && c.kind != kindWay {
			passed = passed.Intersect(c.may)
		}
	}

	return slices.ContainsFunc(m.zonesFor(gateway.at, gateway.direction, passed), func(z zone) bool {
		return z.public || z.oneWay && z.class == Internet
	})
}

func (m *Model) doubt(c *control) []string {
	switch c.kind {
	case kindGroups:
		if unread := m.policy(c.at.Endpoint.Groups, c.direction).unread; len(unread) > 0 {
			return unread
		}

		return []string{"whether rules that name a group count between the two VPCs was not read"}
	case kindACL:
		a := m.acl(c.at.Endpoint.Subnet)
		if a.why != "" {
			return []string{a.why}
		}

		return []string{"whether network ACL " + a.ID + " lets answers pass depends on the client's port"}
	case kindRoute:
		return []string{"what lies behind the routes of subnet " + c.at.Endpoint.Subnet + " was not read in full"}
	case kindBlockade:
		return []string{"whether VPC Block Public Access excludes subnet " + c.at.Endpoint.Subnet + " was not read"}
	case kindPublic:
		return []string{"whether " + c.at.Name + " has a public address is not known"}
	case kindAddress:
		return []string{"whether " + c.at.Name + " will have an IPv6 address is not known"}
	default:
		return []string{"the way there and the way back are not the same"}
	}
}
