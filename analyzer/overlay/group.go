package overlay

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// groups lays written security groups over those of the same name, or adds them.
func (l *layer) groups() {
	at := make([]int, len(l.change.SecurityGroups))

	for i := range l.change.SecurityGroups {
		written := &l.change.SecurityGroups[i]

		found, err := l.group(written)
		if err != nil {
			l.fail(written.Origin, err)
		}

		if at[i] = found; found >= 0 {
			l.names[written.ID] = l.account.SecurityGroups[found].ID
		}
	}

	for i := range l.change.SecurityGroups { // once it is known what each of them is called
		l.layGroup(&l.change.SecurityGroups[i], at[i])
	}
}

// group is the place of the group that a written one is about; below 0 for none. A group without a name is a new one,
// as CloudFormation and Terraform name it when they create it.
func (l *layer) group(written *snapshot.SecurityGroup) (int, error) {
	var found []int

	for i := range l.account.SecurityGroups {
		g := &l.account.SecurityGroups[i]
		if g.ID == written.ID {
			return i, nil
		}

		inVPC := written.VPC == "" || written.VPC == g.VPC || !slices.ContainsFunc(l.account.VPCs,
			func(v snapshot.VPC) bool { return v.ID == written.VPC })
		if written.Name != "" && g.Name == written.Name && inVPC && !elsewhere(written.Meta, g.Meta) {
			found = append(found, i)
		}
	}

	switch len(found) {
	case 0:
		return -1, nil
	case 1:
		return found[0], nil
	default:
		return -1, fmt.Errorf("%w: several VPCs have a group %s", ErrAmbiguous, written.Name)
	}
}

func (l *layer) layGroup(written *snapshot.SecurityGroup, at int) {
	laid := *written
	done := Replaced{Kind: KindSecurityGroup, Name: written.Name, File: written.Origin.File, New: at < 0}

	var before []snapshot.SecurityGroupRule

	if at >= 0 {
		account := &l.account.SecurityGroups[at]
		laid.ID, laid.VPC, laid.Name, before = account.ID, account.VPC, account.Name, account.Rules
		laid.Origin.ARN = account.Origin.ARN
		settle(&laid.Meta, account.Meta)
	} else {
		settle(&laid.Meta, l.home)
	}

	laid.Rules = l.rules(written.Rules, before)

	if at >= 0 {
		l.out.SecurityGroups[at] = laid
	} else {
		l.out.SecurityGroups = append(l.out.SecurityGroups, laid)
	}

	l.replaced = append(l.replaced, done)
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
		r.ReferencedVPC, r.ReferencedAccount, r.PeeringStatus = "", "", ""
	}

	return reflect.DeepEqual(a, b)
}

// targetGroups learns what the account calls written target groups, and adds new ones. Those that are there stay as
// they are: the account knows their targets.
func (l *layer) targetGroups() {
	for i := range l.change.TargetGroups {
		written := l.change.TargetGroups[i]

		at := slices.IndexFunc(l.account.TargetGroups, func(g snapshot.TargetGroup) bool {
			return g.ID == written.ID || written.Name != "" && g.Name == written.Name && !elsewhere(written.Meta, g.Meta)
		})
		if at >= 0 {
			l.names[written.ID] = l.account.TargetGroups[at].ID

			continue
		}

		settle(&written.Meta, l.home)
		l.out.TargetGroups = append(l.out.TargetGroups, written)
	}
}
