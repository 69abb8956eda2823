package awsmap

import (
	"cmp"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// transitGateway may be shared by another account, which its ARN names.
func (a *Answers) transitGateway(in *ec2.TransitGateway) (snapshot.TransitGateway, bool) {
	id := deref(in.TransitGatewayId)
	out := snapshot.TransitGateway{Meta: a.ec2Meta(in.TransitGatewayArn, in.OwnerId, "transit-gateway", id), ID: id}

	if o := in.Options; o != nil {
		out.SecurityGroupReferencing = enabled(o.SecurityGroupReferencingSupport)
	}

	return out, true
}

// enabled is absent where an answer says nothing: AWS's default holds then.
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
func enabled(v ec2.SecurityGroupReferencingSupportValue) snapshot.Value[bool] {
	if v == "" {
		return snapshot.Value[bool]{}
	}

	return snapshot.Known(v == ec2.SecurityGroupReferencingSupportValueEnable)
}

// transitGatewayAttachments joins the two answers about attachments: one lists all kinds, the other tells for VPCs
// alone whether groups may be named across them.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html
func (a *Answers) transitGatewayAttachments() []snapshot.TransitGatewayAttachment {
	references, described := a.referencing(), map[string]bool{}

	var out []snapshot.TransitGatewayAttachment

	for i := range a.TransitGatewayAttachments {
		at := a.attachment(&a.TransitGatewayAttachments[i])
		at.SecurityGroupReferencing = references[at.ID]
		described[at.ID] = true
		out = append(out, at)
	}

	for i := range a.TransitGatewayVPCAttachments {
		in := &a.TransitGatewayVPCAttachments[i]
		at := a.attachment(&ec2.TransitGatewayAttachment{
			TransitGatewayAttachmentId: in.TransitGatewayAttachmentId, TransitGatewayId: in.TransitGatewayId,
			ResourceType: ec2.TransitGatewayAttachmentResourceTypeVpc, ResourceId: in.VpcId,
			ResourceOwnerId: in.VpcOwnerId, State: in.State,
		})

		if at.SecurityGroupReferencing = references[at.ID]; !described[at.ID] {
			out = append(out, at)
		}
	}

	return out
}

// referencing is by attachment. Two answers about one differ only if it was changed in between: it was on, then.
func (a *Answers) referencing() map[string]snapshot.Value[bool] {
	out := map[string]snapshot.Value[bool]{}

	for i := range a.TransitGatewayVPCAttachments {
		in := &a.TransitGatewayVPCAttachments[i]
		id := deref(in.TransitGatewayAttachmentId)

		if v := enabled(deref(in.Options).SecurityGroupReferencingSupport); out[id].IsZero() || v.Or(false) {
			out[id] = v
		}
	}

	return out
}

// attachment is placed with the account whose VPC it ties to the gateway.
func (a *Answers) attachment(in *ec2.TransitGatewayAttachment) snapshot.TransitGatewayAttachment {
	id := deref(in.TransitGatewayAttachmentId)

	return snapshot.TransitGatewayAttachment{
		Meta: a.ec2Meta(nil, new(cmp.Or(deref(in.ResourceOwnerId), a.Account)), "transit-gateway-attachment", id),
		ID:   id, TransitGateway: deref(in.TransitGatewayId),
		ResourceType: string(in.ResourceType), Resource: deref(in.ResourceId), State: string(in.State),
	}
}
