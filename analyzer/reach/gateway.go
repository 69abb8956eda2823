package reach

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A blockade is what VPC Block Public Access does to a subnet.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
type blockade struct {
	mode string

	// blocks tells, by direction, whether nothing passes an internet gateway; offGateways whether NAT gateways
	// and egress-only internet gateways are closed too.
	blocks      [2]bool
	offGateways bool

	// assumed is set where the setting was not read, unsure where it is a block of which the subnet may be excluded.
	assumed, unsure bool
}

// The modes of VPC Block Public Access and of its exclusions.
const (
	blockBidirectional = "block-bidirectional"
	blockIngress       = "block-ingress"
	allowBidirectional = "allow-bidirectional"
	allowEgress        = "allow-egress"
)

// blockadeOf is what holds for a subnet: what EC2 says of the subnet itself, else of its VPC, else what follows from
// the account's setting. There is no state for an exclusion of outbound traffic: where the setting has one, it says
// what block-ingress means.
func (m *Model) blockadeOf(subnet string) blockade {
	s := m.index.Subnets[subnet]
	if s == nil {
		return blockade{assumed: true}
	}

	setting := m.blocked[s.Scope()]
	state, told := m.blockMode(s, setting), accountBlockade(s, setting)

	switch {
	case state == "" && setting == nil:
		return blockade{assumed: true}
	case state == "" && told.mode != "" && m.unread(s.Meta, snapshot.NounVPCBlockPublicAccess) != "":
		return blockade{assumed: true, unsure: true} // the exclusions are asked for apart
	case state == "", state == blockIngress && told.blocks == [2]bool{true, false}:
		return told
	default:
		return blockadeIn(state)
	}
}

// blockMode is the mode that EC2 says is in force, exclusions counted; empty where it was not read. That of a VPC does
// not count exclusions of a subnet.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html
func (m *Model) blockMode(s *snapshot.Subnet, setting *snapshot.VPCBlockPublicAccess) string {
	v := m.index.VPCs[s.VPC]
	if s.InternetGatewayBlockMode != "" || v == nil || setting != nil && exclusion(setting, s.ID, s.ID) != "" {
		return s.InternetGatewayBlockMode
	}

	return v.InternetGatewayBlockMode
}

// accountBlockade is what follows for a subnet from the account's setting. An exclusion for outbound traffic means
// something only where both directions are blocked.
func accountBlockade(s *snapshot.Subnet, setting *snapshot.VPCBlockPublicAccess) blockade {
	if setting == nil {
		return blockade{}
	}

	excluded := exclusion(setting, s.ID, s.VPC)

	switch {
	case excluded == allowBidirectional:
		return blockade{}
	case setting.Mode == blockBidirectional && excluded == allowEgress:
		return blockade{mode: setting.Mode, blocks: [2]bool{true, false}}
	default:
		return blockadeIn(setting.Mode)
	}
}

// blockadeIn is what a mode does without exclusions. Blocking of inbound traffic leaves open only the gateways that let
// no connection in.
func blockadeIn(mode string) blockade {
	switch mode {
	case blockIngress:
		return blockade{mode: mode, blocks: [2]bool{true, true}}
	case blockBidirectional:
		return blockade{mode: mode, blocks: [2]bool{true, true}, offGateways: true}
	default:
		return blockade{}
	}
}

// exclusion is the mode in which a subnet, or its VPC, is taken out of the block; the wider one where both are.
func exclusion(setting *snapshot.VPCBlockPublicAccess, subnet, vpc string) string {
	var modes []string

	for _, e := range setting.Exclusions {
		if e.Resource == subnet || e.Resource == vpc {
			modes = append(modes, e.Mode)
		}
	}

	if slices.Contains(modes, allowBidirectional) {
		return allowBidirectional
	}

	if slices.Contains(modes, allowEgress) {
		return allowEgress
	}

	return ""
}

// detached reports whether a route leads to an internet gateway that is known to be attached to no VPC. EC2 marks
// such a route as a blackhole, other sources may not.
func (m *Model) detached(target string) bool {
	gateway := m.index.InternetGateways[target]

	return gateway != nil && gateway.VPC == ""
}

// cutOff reports whether a VPC is known not to be on a transit gateway: its attachment was read and carries nothing.
// One that was not read may be there.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html
func (m *Model) cutOff(gateway, vpc string) bool {
	a := m.attachment(gateway, vpc)

	return a != nil && a.State != "" && a.State != "available" && a.State != "modifying"
}

func (m *Model) attachment(gateway, vpc string) *snapshot.TransitGatewayAttachment {
	for i := range m.index.Snapshot.TransitGatewayAttachments {
		a := &m.index.Snapshot.TransitGatewayAttachments[i]
		if a.TransitGateway == gateway && a.Resource == vpc {
			return a
		}
	}

	return nil
}

// arrives reports whether a target can lead to a VPC at all: a peering connection leads to the VPC at its other end
// and a transit gateway to those that are attached, whatever addresses other VPCs have.
func (m *Model) arrives(target, from, to string) bool {
	switch kindOf(target) {
	case kindLocal:
		return from == to
	case kindPeering:
		far, _ := m.crosses(target, from)

		return far.VPC == "" || far.VPC == to
	case kindTransit:
		return !m.cutOff(target, to)
	default:
		return true
	}
}

// crosses tells how two VPCs are tied together by a peering connection, as far as it was read: the CIDRs behind
// it as seen from one of them, and whether it is up. What was not read counts as up.
func (m *Model) crosses(connection, vpc string) (far snapshot.PeeredVPC, up bool) {
	p := m.index.Peerings[connection]
	if p == nil {
		return snapshot.PeeredVPC{}, true
	}

	far = p.Accepter
	if p.Accepter.VPC == vpc {
		far = p.Requester
	}

	return far, p.Status == "" || p.Status == "active" || p.Status == "provisioning"
}

// unread is why not all resources of a noun were read in an account and region; empty where they were.
func (m *Model) unread(meta snapshot.Meta, noun snapshot.Noun) string {
	return m.gaps[gapKey{meta.Scope(), noun}]
}

type gapKey struct {
	scope snapshot.Scope
	noun  snapshot.Noun
}

func gapsOf(s *snapshot.Snapshot) map[gapKey]string {
	gaps := map[gapKey]string{}

	for _, gap := range s.Gaps {
		for _, noun := range gap.Nouns {
			if noun == snapshot.NounTargetGroup && gap.DefaultStands {
				continue // attributes alone: the group itself says which they are
			}

			gaps[gapKey{gap.Scope(), noun}] = gap.What + ": " + gap.Why
		}
	}

	return gaps
}
