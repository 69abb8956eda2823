package awsmap

import (
	"cmp"
	"fmt"
	"slices"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// securityGroup sorts the rules that have ids to their groups first, once for all groups.
func (a *Answers) securityGroup() func(*ec2.SecurityGroup) (snapshot.SecurityGroup, bool) {
	withIDs := map[string][]snapshot.SecurityGroupRule{}

	for i := range a.SecurityGroupRules {
		r := &a.SecurityGroupRules[i]
		withIDs[deref(r.GroupId)] = append(withIDs[deref(r.GroupId)], a.securityGroupRule(r))
	}

	for id, rules := range withIDs {
		order(rules, ruleID)
		withIDs[id] = slices.CompactFunc(rules, func(x, y snapshot.SecurityGroupRule) bool { return x.ID == y.ID })
	}

	return func(in *ec2.SecurityGroup) (snapshot.SecurityGroup, bool) {
		id := deref(in.GroupId)

		return snapshot.SecurityGroup{
			Meta:  a.ec2Meta(in.SecurityGroupArn, in.OwnerId, "security-group", id),
			ID:    id,
			Name:  deref(in.GroupName),
			VPC:   deref(in.VpcId),
			Rules: rulesOf(in, withIDs[id]),
		}, true
	}
}

// rulesOf prefers the rules that have ids. Where there are fewer of them than the group itself lists, their
// answer is cut short and the group's own list is the whole truth.
func rulesOf(in *ec2.SecurityGroup, withIDs []snapshot.SecurityGroupRule) []snapshot.SecurityGroupRule {
	id := deref(in.GroupId)
	own := append(permissions(id, false, in.IpPermissions), permissions(id, true, in.IpPermissionsEgress)...)

	if len(withIDs) > 0 && len(withIDs) >= len(own) {
		return withIDs
	}

	return own
}

func ruleID(r *snapshot.SecurityGroupRule) string { return r.ID }

// securityGroupRule keeps protocol and ports as the API has them: names and numbers, -1 for all and for ICMP's any.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
func (a *Answers) securityGroupRule(in *ec2.SecurityGroupRule) snapshot.SecurityGroupRule {
	id := deref(in.SecurityGroupRuleId)
	m := a.ec2Meta(in.SecurityGroupRuleArn, in.GroupOwnerId, "security-group-rule", id)

	peer := deref(in.ReferencedGroupInfo)

	return snapshot.SecurityGroupRule{
		Origin:            m.Origin,
		ID:                id,
		Egress:            deref(in.IsEgress),
		Protocol:          textPtr(in.IpProtocol),
		FromPort:          snapshot.FromPtr[int32, int](in.FromPort),
		ToPort:            snapshot.FromPtr[int32, int](in.ToPort),
		CIDRIPv4:          textPtr(in.CidrIpv4),
		CIDRIPv6:          textPtr(in.CidrIpv6),
		ReferencedGroup:   textPtr(peer.GroupId),
		ReferencedVPC:     deref(peer.VpcId),
		ReferencedAccount: deref(peer.UserId),
		PeeringStatus:     deref(peer.PeeringStatus),
		PrefixList:        textPtr(in.PrefixListId),
	}
}

// permissions makes one rule of every peer of a permission, as EC2 does. EC2 has given rules no id here, so
// they are named by group, direction, and the places of permission and peer, which are sorted first because
// EC2 does not promise an order: sg-0a1/ingress/0/1.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func permissions(group string, egress bool, in []ec2.IpPermission) []snapshot.SecurityGroupRule {
	direction := "ingress"
	if egress {
		direction = "egress"
	}

	rules := make([][]snapshot.SecurityGroupRule, 0, len(in))
	for i := range in {
		rules = append(rules, peers(egress, &in[i]))
	}

	slices.SortFunc(rules, func(x, y []snapshot.SecurityGroupRule) int {
		return cmp.Compare(encode(&x), encode(&y))
	})

	for i := range rules {
		for j := range rules[i] {
			rules[i][j].ID = fmt.Sprintf("%s/%s/%d/%d", group, direction, i, j)
		}
	}

	return slices.Concat(rules...)
}

// peers lists one rule for each range, group and prefix list of a permission. An empty permission admits nobody.
func peers(egress bool, in *ec2.IpPermission) []snapshot.SecurityGroupRule {
	rule := snapshot.SecurityGroupRule{
		Egress:   egress,
		Protocol: textPtr(in.IpProtocol),
		FromPort: snapshot.FromPtr[int32, int](in.FromPort),
		ToPort:   snapshot.FromPtr[int32, int](in.ToPort),
	}

	var out []snapshot.SecurityGroupRule

	add := func(values []string, peer func(*snapshot.SecurityGroupRule) *snapshot.Value[string]) {
		for _, v := range values {
			r := rule
			*peer(&r) = snapshot.Known(v)
			out = append(out, r)
		}
	}

	add(setOf(in.IpRanges, func(r *ec2.IpRange) *string { return r.CidrIp }),
		func(r *snapshot.SecurityGroupRule) *snapshot.Value[string] { return &r.CIDRIPv4 })
	add(setOf(in.Ipv6Ranges, func(r *ec2.Ipv6Range) *string { return r.CidrIpv6 }),
		func(r *snapshot.SecurityGroupRule) *snapshot.Value[string] { return &r.CIDRIPv6 })

	for _, pair := range pairs(in.UserIdGroupPairs) {
		r := rule
		r.ReferencedGroup = textPtr(pair.GroupId)
		r.ReferencedVPC, r.ReferencedAccount = deref(pair.VpcId), deref(pair.UserId)
		r.PeeringStatus = deref(pair.PeeringStatus)
		out = append(out, r)
	}

	add(setOf(in.PrefixListIds, func(p *ec2.PrefixListId) *string { return p.PrefixListId }),
		func(r *snapshot.SecurityGroupRule) *snapshot.Value[string] { return &r.PrefixList })

	return out
}

// pairs are the groups of a permission by id, each once.
func pairs(in []ec2.UserIdGroupPair) []ec2.UserIdGroupPair {
	id := func(p ec2.UserIdGroupPair) string { return deref(p.GroupId) }

	named := slices.DeleteFunc(slices.Clone(in), func(p ec2.UserIdGroupPair) bool { return id(p) == "" })
	slices.SortFunc(named, func(x, y ec2.UserIdGroupPair) int {
		return cmp.Or(cmp.Compare(id(x), id(y)), cmp.Compare(deref(x.VpcId), deref(y.VpcId)),
			cmp.Compare(deref(x.UserId), deref(y.UserId)), cmp.Compare(deref(x.PeeringStatus), deref(y.PeeringStatus)))
	})

	return slices.CompactFunc(named, func(x, y ec2.UserIdGroupPair) bool { return id(x) == id(y) })
}
