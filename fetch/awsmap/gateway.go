package awsmap

import (
	"slices"
	"strings"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// blockPublicAccess is the setting of the region, if it was told. A block is known only together with its exclusions:
// without them it would hide what they let through, so that AWS's default, off, stands in for both.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func (a *Answers) blockPublicAccess() []snapshot.VPCBlockPublicAccess {
	if a.VPCBlockPublicAccess == nil || a.VPCBlockPublicAccess.InternetGatewayBlockMode == "" ||
		a.BlocksPublicAccess() && a.VPCBlockPublicAccessExclusions == nil {
		return nil
	}

	m := a.meta("") // the setting has no ARN
	if owner := deref(a.VPCBlockPublicAccess.AwsAccountId); IsAccount(owner) {
		m.Account = owner
	}

	out := snapshot.VPCBlockPublicAccess{Meta: m, Mode: string(a.VPCBlockPublicAccess.InternetGatewayBlockMode)}
	if a.BlocksPublicAccess() {
		out.Exclusions = each(a.VPCBlockPublicAccessExclusions, exclusion)
	}

	order(out.Exclusions, func(e *snapshot.VPCBlockPublicAccessExclusion) string { return e.Resource })

	return []snapshot.VPCBlockPublicAccess{out}
}

// BlocksPublicAccess reports whether VPC Block Public Access is known to be on, so that its exclusions matter.
func (a *Answers) BlocksPublicAccess() bool {
	if a.VPCBlockPublicAccess == nil {
		return false
	}

	mode := a.VPCBlockPublicAccess.InternetGatewayBlockMode

	return mode != "" && mode != ec2.InternetGatewayBlockModeOff
}

// exclusion drops those that are not in force, and keeps those that are on the way: traffic may pass.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html
func exclusion(in *ec2.VpcBlockPublicAccessExclusion) (snapshot.VPCBlockPublicAccessExclusion, bool) {
	out := snapshot.VPCBlockPublicAccessExclusion{
		Resource: snapshot.Name(deref(in.ResourceArn)), // arn:…:vpc/vpc-… or arn:…:subnet/subnet-…
		Mode:     string(in.InternetGatewayExclusionMode),
	}

	switch in.State {
	case ec2.VpcBlockPublicAccessExclusionStateCreateFailed, ec2.VpcBlockPublicAccessExclusionStateDeleteComplete,
		ec2.VpcBlockPublicAccessExclusionStateDisableComplete:
		return out, false
	default:
		return out, out.Resource != ""
	}
}

// internetGateway has one VPC at most. EC2 calls the attachment "available" where other gateways say "attached".
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGatewayAttachment.html
func (a *Answers) internetGateway(in *ec2.InternetGateway) (snapshot.InternetGateway, bool) {
	id := deref(in.InternetGatewayId)
	attached := setOf(in.Attachments, func(at *ec2.InternetGatewayAttachment) *string {
		if at.State == ec2.AttachmentStatusDetached || at.State == ec2.AttachmentStatusDetaching {
			return nil
		}

		return at.VpcId
	})

	out := snapshot.InternetGateway{Meta: a.ec2Meta(nil, in.OwnerId, "internet-gateway", id), ID: id}
	if len(attached) > 0 {
		out.VPC = attached[0]
	}

	return out, true
}

// peering belongs to two accounts; it is placed with the one that was asked.
func (a *Answers) peering(in *ec2.VpcPeeringConnection) (snapshot.Peering, bool) {
	id := deref(in.VpcPeeringConnectionId)

	return snapshot.Peering{
		Meta:      a.ec2Meta(nil, nil, "vpc-peering-connection", id),
		ID:        id,
		Status:    string(deref(in.Status).Code),
		Requester: peeredVPC(in.RequesterVpcInfo),
		Accepter:  peeredVPC(in.AccepterVpcInfo),
	}, true
}

// peeredVPC has its ranges only while the connection is active.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnectionVpcInfo.html
func peeredVPC(in *ec2.VpcPeeringConnectionVpcInfo) snapshot.PeeredVPC {
	v := deref(in)

	return snapshot.PeeredVPC{
		VPC:     deref(v.VpcId),
		Account: deref(v.OwnerId),
		Region:  deref(v.Region),
		CIDRs: primaryFirst(deref(v.CidrBlock),
			setOf(v.CidrBlockSet, func(b *ec2.CidrBlock) *string { return b.CidrBlock })),
		IPv6CIDRs: setOf(v.Ipv6CidrBlockSet, func(b *ec2.Ipv6CidrBlock) *string { return b.Ipv6CidrBlock }),
	}
}

// endpoint drops those that are gone or never came to be. EC2 writes states and types in either case.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
func (a *Answers) endpoint(in *ec2.VpcEndpoint) (snapshot.VPCEndpoint, bool) {
	id := deref(in.VpcEndpointId)
	out := snapshot.VPCEndpoint{
		Meta:              a.ec2Meta(nil, in.OwnerId, "vpc-endpoint", id),
		ID:                id,
		VPC:               deref(in.VpcId),
		Type:              string(in.VpcEndpointType),
		ServiceName:       deref(in.ServiceName),
		SecurityGroups:    setOf(in.Groups, func(g *ec2.SecurityGroupIdentifier) *string { return g.GroupId }),
		Subnets:           set(in.SubnetIds),
		NetworkInterfaces: set(in.NetworkInterfaceIds),
	}

	gone := slices.ContainsFunc([]ec2.State{ec2.StateDeleted, ec2.StateRejected, ec2.StateFailed, ec2.StateExpired},
		func(s ec2.State) bool { return strings.EqualFold(string(s), string(in.State)) })

	return out, !gone
}
