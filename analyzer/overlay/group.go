package overlay

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// groups lays written security groups over those of the same name, or adds them.
func (l *layer) groups() {
	at := make([]int, len(l.change.SecurityGroups))

	for i := range l.change.SecurityGroups {
		written := &l.change.SecurityGroups[i]
		if written.Implied {
			l.defaultGroup(written)

			continue
		}

		found, err := l.group(written)
		if err != nil {
			l.fail(written.Origin, err)
		}

		if at[i] = found; found >= 0 {
			l.names[written.ID] = l.account.SecurityGroups[found].ID
			l.deployed[written.Stack] = true
		}
	}

	for i := range l.change.SecurityGroups { // once it is known what each of them is called
		switch written := &l.change.SecurityGroups[i]; {
		case written.Implied:
		case foreign(written) && at[i] < 0:
			l.lost = append(l.lost, snapshot.Gap{
				What: "rules of security group " + written.Name, Why: "the files do not say which group of the account it is",
				Account: l.home.Account, Region: l.home.Region, Resource: written.ID,
				Nouns: []snapshot.Noun{snapshot.NounSecurityGroup},
			})
		default:
			l.layGroup(written, at[i])
		}
	}
}

// group is the place of the group that a written one is about; below 0 for none. A group without a name is a new one,
// as CloudFormation and Terraform name it when they create it.
func (l *layer) group(written *snapshot.SecurityGroup) (int, error) {
	vpc := l.call(written.VPC)
	known := l.fresh[vpc] || slices.ContainsFunc(l.account.VPCs, func(v snapshot.VPC) bool { return v.ID == vpc })

	if at := slices.IndexFunc(l.account.SecurityGroups, func(g snapshot.SecurityGroup) bool {
		return g.ID == written.ID
	}); at >= 0 {
		return at, nil
	}

	found := match(l.account.SecurityGroups, written.ID, written.Name,
		func(g *snapshot.SecurityGroup) string { return g.Name },
		func(g *snapshot.SecurityGroup) bool {
			return (!known || vpc == g.VPC) && !elsewhere(written.Meta, g.Meta)
		})

	switch len(found) {
	case 0:
		return -1, nil
	case 1:
		return found[0], nil
	default:
		return -1, fmt.Errorf("%w: several VPCs have a group %s; write the ID of the VPC, or say it with --parameters, "+
			"--var-file or --var", ErrAmbiguous, written.Name)
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

	if laid.Rules = l.rules(written.Rules, before); at < 0 {
		laid.VPC = l.call(written.VPC)
	} else {
		added := slices.DeleteFunc(laid.Rules, func(r snapshot.SecurityGroupRule) bool {
			return r.Others || written.Partial(r.Egress) && begins(r)
		})
		stay := without(l.kept(written, before), added)
		laid.Rules = slices.Concat(stay, added)
		l.sayKept(written, stay)
	}

	laid.PartialIngress, laid.PartialEgress = false, false // now the others are there

	if at >= 0 {
		l.out.SecurityGroups[at] = laid
	} else {
		l.out.SecurityGroups = append(l.out.SecurityGroups, laid)
	}

	l.replaced = append(l.replaced, done)
}

// foreign reports whether the stack adds rules to a group that is not its own, of which it does not say the others:
// they are one rule of which nothing is known.
func foreign(g *snapshot.SecurityGroup) bool { return slices.ContainsFunc(g.Rules, others) }

func others(r snapshot.SecurityGroupRule) bool { return r.Others }
