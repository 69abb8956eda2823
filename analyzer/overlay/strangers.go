package overlay

import (
	"regexp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// identifier is an ID that EC2 gives to security groups and subnets.
var identifier = regexp.MustCompile(`^(sg|subnet)-[0-9a-f]+$`)

// strangers notes the IDs of security groups and subnets that files write and no VPC that was read has. Of a VPC all
// groups and subnets are read; others of the account are not, so this need not be an error.
func (l *layer) strangers() {
	noted := map[string]bool{}
	note := func(what string, noun snapshot.Noun, has func(string) bool, ids []string) {
		for _, id := range l.callAll(ids) {
			if noted[id] || !identifier.MatchString(id) || has(id) || l.unread(noun) {
				continue
			}

			noted[id] = true
			l.keep(what, id, "no VPC that was read has it: mistyped, or of another VPC, account or region")
		}
	}

	groups := func(ids []string) { note("security groups", snapshot.NounSecurityGroup, l.anyGroup, ids) }
	subnets := func(ids []string) { note("subnets", snapshot.NounSubnet, l.hasSubnet, ids) }

	for i := range l.change.Services {
		if c := l.change.Services[i].NetworkConfiguration; c != nil {
			groups(c.SecurityGroups.Or(nil))
			subnets(c.Subnets.Or(nil))
		}
	}

	for i := range l.change.LoadBalancers {
		groups(l.change.LoadBalancers[i].SecurityGroups)
		subnets(l.change.LoadBalancers[i].Subnets)
	}

	for i := range l.change.LaunchTemplates {
		groups(l.change.LaunchTemplates[i].SecurityGroups)
	}

	for i := range l.change.AutoScalingGroups {
		subnets(l.change.AutoScalingGroups[i].Subnets)
	}

	for i := range l.change.NetworkInterfaces {
		groups(l.change.NetworkInterfaces[i].SecurityGroups)
		subnets([]string{l.change.NetworkInterfaces[i].Subnet})
	}
}

// unread reports whether the account has a gap about a kind, or nothing of it, as a source without networks.
func (l *layer) unread(noun snapshot.Noun) bool {
	none := noun == snapshot.NounSubnet && len(l.account.Subnets) == 0 ||
		noun == snapshot.NounSecurityGroup && len(l.account.SecurityGroups) == 0

	return none || slices.ContainsFunc(l.account.Gaps, func(g snapshot.Gap) bool {
		return slices.Contains(g.Nouns, noun)
	})
}

func (l *layer) anyGroup(id string) bool {
	return slices.ContainsFunc(l.out.SecurityGroups, func(g snapshot.SecurityGroup) bool { return g.ID == id })
}
