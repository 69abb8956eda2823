package reach

import "slices"

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

	if !f.Known() {
		doubts = append(doubts, m.assumptions(f)...)
	}

	return append(doubts, m.referencingAssumed(f)...)
}

// referencingAssumed says that rules naming a group are taken not to count across a transit gateway that was not read:
// AWS has that off by default.
func (m *Model) referencingAssumed(f Flow) []string {
	first, ok := f.To.Addresses.Witness()
	if !ok || !f.From.Interface || !f.To.Interface {
		return nil
	}

	gateway := m.target(&f.From, first.Addr)
	if kindOf(gateway) != kindTransit || m.index.TransitGateways[gateway] != nil {
		return nil
	}

	return []string{"whether rules may name groups across " + gateway + " was not read, and is taken to be off"}
}

// assumptions are what else the answer rests on.
func (m *Model) assumptions(f Flow) []string {
	var texts []string

	for _, r := range f.runs {
		for i := range r.controls {
			c := &r.controls[i]
			if c.kind == kindBlockade && c.assumes(m) && !slices.Contains(texts, blockadeUnread) {
				texts = append(texts, blockadeUnread)
			}
		}
	}

	return texts
}

const blockadeUnread = "VPC Block Public Access was not read, and taken to be off"

// assumes reports whether packets take a way to the internet of which it was not read whether it is blocked.
func (c *control) assumes(m *Model) bool {
	block := m.blockadeOf(c.at.Endpoint.Subnet)

	return block.assumed && !block.unsure && slices.ContainsFunc(
		m.zonesFor(c.at, c.direction, c.may), func(z zone) bool { return z.public })
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
