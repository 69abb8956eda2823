package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
)

func ingressRule(r resource) { r.addRule(false) }

func egressRule(r resource) { r.addRule(true) }

// addRule adds a rule that is a resource of its own to its group.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
func (r resource) addRule(egress bool) {
	rules := r.rules(r.properties, egress, r.id())
	for i := range rules {
		rules[i].Origin = r.meta().Origin
		if len(rules) == 1 {
			rules[i].ID = r.id()
		}
	}

	r.later = append(r.later, func() {
		if group := r.group(); group != nil {
			group.Rules = append(group.Rules, rules...)
		}
	})
}

// group is the group that a rule belongs to; nil where it names none. One that the stack does not make has rules that
// are not in this source.
func (r resource) group() *snapshot.SecurityGroup {
	id := r.ref("GroupId")
	if id == "" {
		id = r.groupNames[r.text("GroupName")]
	}

	if id == "" {
		r.Problem(r.Node(), "the rule names no group of the stack")

		return nil
	}

	if g := find(r.SecurityGroups, r.groups, id); g != nil {
		return g
	}

	g := snapshot.SecurityGroup{Meta: r.meta(), ID: id, Name: field.ShortName(id)}
	if vpc, ok := strings.CutSuffix(id, defaultGroupAttribute); ok && find(r.VPCs, r.vpcs, vpc) != nil {
		g = field.DefaultGroup(g.Meta, id, vpc, true)
	} else {
		g.Rules, g.PartialIngress, g.PartialEgress = elsewhere(id, g.Origin), true, true
	}

	r.groups[id] = len(r.SecurityGroups)
	r.SecurityGroups = append(r.SecurityGroups, g)

	return &r.SecurityGroups[len(r.SecurityGroups)-1]
}
