package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

// defaultGroup is the default group of the VPC that subnets are in, as a list. That of a VPC which the stack does not
// say goes by the resource, and nothing is known of it.
func (r resource) defaultGroup(subnets ...string) []string {
	vpc := r.id()

	for _, id := range subnets {
		if s := find(r.Subnets, r.subnets, id); s != nil && s.VPC != "" {
			vpc = s.VPC
		}
	}

	return []string{defaultGroupOf(vpc)}
}

// defaultGroupOf is the ID of the default group of a VPC, as CloudFormation's attribute of the VPC has it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html#return-values
func defaultGroupOf(vpc string) string { return vpc + defaultGroupAttribute }

const defaultGroupAttribute = ".DefaultSecurityGroup"

// elsewhere are rules that stand for all that other sources may say of a group.
func elsewhere(group string, at snapshot.Origin) []snapshot.SecurityGroupRule {
	const why = "the other rules of the group are not in this source"

	return []snapshot.SecurityGroupRule{
		field.UnknownRule(snapshot.SecurityGroupRule{Origin: at, ID: group + "/ingress/unknown", Others: true}, why),
		field.UnknownRule(
			snapshot.SecurityGroupRule{Origin: at, ID: group + "/egress/unknown", Egress: true, Others: true}, why),
	}
}
