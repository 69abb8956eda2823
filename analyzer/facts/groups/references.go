package groups

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// References lists the rules of a group that name one that is gone, or of which that cannot be told. EC2 keeps such
// rules when a peering connection is deleted, or a group at its other end.
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html#vpc-peering-stale-groups
func (s *Shard) References(group *snapshot.SecurityGroup) []facts.GroupReference {
	var all []facts.GroupReference

	details := ordinals{}

	for _, rule := range byText(group) {
		stale, undecided := s.stale(group, rule)
		if stale == "" && undecided == "" {
			continue
		}

		all = append(all, facts.GroupReference{
			Ref: s.refs.Add(ground.RuleNote(group, rule)), Rule: rule.ID, Text: reach.RuleText(rule),
			Detail: details.next(s.detail(rule)), Stale: stale, Undecided: undecided,
		})
	}

	return all
}

// stale tells why a rule that names a group admits nobody, or why that cannot be told. Within a VPC EC2 deletes no
// group that a rule names, so a group that was read lives, wherever it is; of one of another account nothing is
// known but the state of the connection.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
func (s *Shard) stale(group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule) (stale, undecided string) {
	id, known := rule.ReferencedGroup.Get()

	switch {
	case rule.Stale():
		return "the peering connection to its VPC is " + rule.PeeringStatus, ""
	case rule.ReferencedGroup.IsZero() || s.Index.SecurityGroups[id] != nil:
		return "", ""
	case !known:
		return "", "rule " + rule.ID + ": group: " + rule.ReferencedGroup.Reason()
	case amazons(rule):
		return "", ""
	case rule.ReferencedAccount != "" && rule.ReferencedAccount != group.Account:
		return "", fmt.Sprintf("group %s of account %s was not read", id, rule.ReferencedAccount)
	case s.gone(group.Meta, id):
		return "EC2 knows no such group", ""
	default:
		return "", fmt.Sprintf("group %s was not read", id)
	}
}

// amazons reports whether the group is one that AWS has itself, such as that of Classic Load Balancers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-groups.html
func amazons(rule *snapshot.SecurityGroupRule) bool {
	return strings.HasPrefix(rule.ReferencedAccount, "amazon-")
}

// gone reports whether EC2 was asked for the group, in its account and region, and said that there is none.
func (s *Shard) gone(meta snapshot.Meta, id string) bool {
	for _, gap := range s.Index.Snapshot.Gaps {
		if gap.Resource == id && gap.Scope() == meta.Scope() &&
			strings.Contains(gap.Why, "InvalidGroup.NotFound") {
			return true
		}
	}

	return false
}
