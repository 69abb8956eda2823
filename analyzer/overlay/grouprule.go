package overlay

import (
	"reflect"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// kept are the rules of the account that a deployment of the written group leaves alone: in a direction that the source
// shares with others all but those that the files wrote before.
func (l *layer) kept(
	written *snapshot.SecurityGroup, before []snapshot.SecurityGroupRule,
) []snapshot.SecurityGroupRule {
	earlier := l.earlier(written.ID)

	return slices.DeleteFunc(slices.Clone(before), func(r snapshot.SecurityGroupRule) bool {
		wrote := func(e snapshot.SecurityGroupRule) bool { return sameRule(e, r) }

		return !written.Partial(r.Egress) || slices.ContainsFunc(earlier, wrote)
	})
}

// earlier are the rules that the files wrote of a group before the change, as the account would have them. Both tools
// take away what they wrote and write no more, and neither what others did.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
// https://developer.hashicorp.com/terraform/language/state/purpose
func (l *layer) earlier(group string) []snapshot.SecurityGroupRule {
	if l.opts.Before == nil {
		return nil
	}

	for i := range l.opts.Before.SecurityGroups {
		if g := &l.opts.Before.SecurityGroups[i]; g.ID == group {
			return l.rules(slices.DeleteFunc(slices.Clone(g.Rules), begins), nil)
		}
	}

	return nil
}

// begins reports whether a rule is one that EC2 gives to every new group, and no deployment gives it to one that is
// there.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
func begins(r snapshot.SecurityGroupRule) bool { return strings.Contains(r.ID, "/egress/default/") }

// sayKept says of a group that others stay than the files write, where nothing tells what these wrote before: they may
// be those of another stack, or what the change takes away.
func (l *layer) sayKept(written *snapshot.SecurityGroup, stay []snapshot.SecurityGroupRule) {
	writes := slices.ContainsFunc(written.Rules, func(r snapshot.SecurityGroupRule) bool { return !begins(r) })
	inward := slices.ContainsFunc(stay, func(r snapshot.SecurityGroupRule) bool { return !r.Egress })

	if l.opts.Before != nil || !writes || !inward || foreign(written) {
		return
	}

	l.lost = append(l.lost, snapshot.Gap{
		What: "ingress rules that the files do not write", Resource: written.Name,
		Account: l.home.Account, Region: l.home.Region,
		Why: "the account keeps them, as a deployment does with those of others; " +
			"--diff-base tells which the change takes away",
	})
}

// without is what is in none of the more rules, which has the same IDs.
func without(before, more []snapshot.SecurityGroupRule) []snapshot.SecurityGroupRule {
	return slices.DeleteFunc(slices.Clone(before), func(rule snapshot.SecurityGroupRule) bool {
		return slices.ContainsFunc(more, func(r snapshot.SecurityGroupRule) bool { return r.ID == rule.ID })
	})
}

// rules are the written rules as the account would have them: one that is there already keeps its id.
func (l *layer) rules(written, before []snapshot.SecurityGroupRule) []snapshot.SecurityGroupRule {
	rules := make([]snapshot.SecurityGroupRule, 0, len(written))

	for _, rule := range written {
		if id, ok := rule.ReferencedGroup.Get(); ok {
			rule.ReferencedGroup = snapshot.Known(l.call(id))
		}

		at := slices.IndexFunc(before, func(r snapshot.SecurityGroupRule) bool { return sameRule(rule, r) })
		if at >= 0 {
			origin := rule.Origin
			rule = before[at]
			rule.Origin = origin
		}

		rules = append(rules, rule)
	}

	return rules
}

// sameRule compares what two rules admit. What a file leaves out of the far end only the account knows.
func sameRule(a, b snapshot.SecurityGroupRule) bool {
	for _, r := range []*snapshot.SecurityGroupRule{&a, &b} {
		r.ID, r.Origin = "", snapshot.Origin{}
		r.FromPort, r.ToPort = limit(r.FromPort), limit(r.ToPort)
		r.ReferencedVPC, r.ReferencedAccount, r.PeeringStatus = "", "", ""
	}

	return reflect.DeepEqual(a, b)
}

// limit is a port, and absent where it is the -1 by which EC2 answers that there is none.
func limit(port snapshot.Value[int]) snapshot.Value[int] {
	if port.Or(0) == -1 {
		return snapshot.Value[int]{}
	}

	return port
}
