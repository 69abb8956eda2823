package reach

import "github.com/ecslint/ecslint/analyzer/snapshot"

// A bound is a fact in two readings: what may be so, and what must be.
type bound struct{ may, must bool }

// honoured tells whether a rule that names a group counts for traffic between two VPCs: within one, across a
// peering connection in one region, and inbound through a transit gateway on which it is turned on, as it is on both
// attachments.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
func (m *Model) honoured(d Direction, from, to, target string) bound {
	switch kind := kindOf(target); {
	case from == "" || to == "":
		return bound{may: true}
	case from == to && target == "":
		return bound{may: true} // a route that was not read may take the place of the local one
	case from == to:
		return bound{may: kind == kindLocal, must: kind == kindLocal}
	case kind == kindPeering:
		return m.peered(target)
	case kind == kindTransit && d == Inbound:
		return m.referencing(target, from, to)
	case target == "":
		return bound{may: true} // routes that were not read may lead over a peering connection
	default:
		return bound{}
	}
}

func (m *Model) peered(connection string) bound {
	p := m.index.Peerings[connection]
	if p == nil {
		return bound{may: true}
	}

	if _, up := m.crosses(connection, ""); !up {
		return bound{}
	}

	same := p.Requester.Region == p.Accepter.Region
	known := p.Requester.Region != "" && p.Accepter.Region != ""

	return bound{may: same || !known, must: same && known}
}

// referencing is off, as AWS has it by default, unless the transit gateway and the attachments of both VPCs say that
// it is on. An attachment that was not read may be on.
func (m *Model) referencing(gateway, from, to string) bound {
	t := m.index.TransitGateways[gateway]
	if t == nil {
		return bound{}
	}

	result := switchedOn(t.SecurityGroupReferencing)

	for _, vpc := range []string{from, to} {
		attached := m.attached(gateway, vpc)
		result.may = result.may && attached.may
		result.must = result.must && attached.must
	}

	return result
}

func (m *Model) attached(gateway, vpc string) bound {
	if a := m.attachment(gateway, vpc); a != nil {
		return switchedOn(a.SecurityGroupReferencing)
	}

	return bound{may: true}
}

func switchedOn(v snapshot.Value[bool]) bound {
	return bound{may: v.Or(v.IsUnknown()), must: v.Or(false)}
}

// homeOf is the VPC of the group that a rule names: as it was read, or as the rule tells of a group of others.
func (m *Model) homeOf(rule *snapshot.SecurityGroupRule) string {
	if group := m.index.SecurityGroups[rule.ReferencedGroup.Or("")]; group != nil && group.VPC != "" {
		return group.VPC
	}

	return rule.ReferencedVPC
}
