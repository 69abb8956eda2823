package cloudformation

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

// all is every protocol.
const all = "-1"

// securityGroup reads a group with the rules that are written in it. Without egress rules it gets those that EC2 gives
// to every new group, also where the list of them is empty; resources of their own add to them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
//
// An update changes what differs between two templates, and leaves alone what neither has: rules that other stacks or
// people have added stay, whether the group has rules of its own in that direction or not.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
func securityGroup(r resource) {
	g := snapshot.SecurityGroup{
		Meta: r.meta(), ID: r.id(), Name: r.called("GroupName"), VPC: r.ref("VpcId"),
		PartialIngress: true, PartialEgress: true,
	}

	for i, item := range r.items(r.get("SecurityGroupIngress")) {
		g.Rules = append(g.Rules, r.rules(item, false, fmt.Sprintf("%s/ingress/%d", g.ID, i))...)
	}

	egress := r.items(r.get("SecurityGroupEgress"))
	for i, item := range egress {
		g.Rules = append(g.Rules, r.rules(item, true, fmt.Sprintf("%s/egress/%d", g.ID, i))...)
	}

	if len(egress) == 0 {
		g.Rules = append(g.Rules, field.DefaultEgress(g.Origin, g.ID, true)...)
	}

	r.groupNames[g.Name] = g.ID
	r.SecurityGroups = append(r.SecurityGroups, g)
}
