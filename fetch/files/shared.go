package files

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// meet makes one of the clusters and of the security groups that several stacks name by the same name or ID and none of
// them makes, in the first of these. Whatever runs there meets: otherwise it would be told once for each of the stacks.
func meet(s *snapshot.Snapshot) {
	seen := map[string]bool{}
	s.Clusters = slices.DeleteFunc(s.Clusters, func(c snapshot.Cluster) bool {
		again := seen[c.ID] && foreign(&c.Meta, c.ID)
		seen[c.ID] = true

		return again
	})

	meetGroups(s)
}

// foreign reports whether a stack names what it does not make: what it makes has an address there.
func foreign(m *snapshot.Meta, id string) bool { return m.Stack != "" && !strings.Contains(id, "#") }

// meetGroups gives a group the rules of all stacks that name it. EC2 gives an ID to one group, whichever stacks have it
// as a parameter: what one of them opens is open to what the others put behind it.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
func meetGroups(s *snapshot.Snapshot) {
	first := map[string]int{}
	met := s.SecurityGroups[:0]

	for _, g := range s.SecurityGroups {
		at, named := first[g.ID]

		switch {
		case !foreign(&g.Meta, g.ID):
		case named:
			met[at].Rules = union(met[at].Rules, g.Rules)

			continue
		default:
			first[g.ID] = len(met)
		}

		met = append(met, g)
	}

	s.SecurityGroups = met
}

// union is the rules of a group as two stacks write them. What stands for all others does so once in each direction.
func union(a, b []snapshot.SecurityGroupRule) []snapshot.SecurityGroupRule {
	all := slices.Clone(a)

	for _, rule := range b {
		if !slices.ContainsFunc(all, func(r snapshot.SecurityGroupRule) bool {
			return r.ID == rule.ID || r.Others && rule.Others && r.Egress == rule.Egress
		}) {
			all = append(all, rule)
		}
	}

	return all
}
