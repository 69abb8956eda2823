package ground

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// MostEvidence is how many of many alike evidence names one by one.
const MostEvidence = 10

// Count counts the admitted ports of the protocol that has most of them.
func Count(services netset.Services) int {
	return max(services.Count(netset.ProtocolTCP), services.Count(netset.ProtocolUDP))
}

// RuleNote is a rule as evidence shows it.
func RuleNote(group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule) NoteRef {
	text := fmt.Sprintf("rule %s of group %s: %s", rule.ID, group.Name, reach.RuleText(rule))

	return NoteRef{"securityGroupRule", rule.ID, text, &rule.Origin}
}

// SourceTexts writes out where rules let in from, as they write it themselves: each source once, in the order of the
// rules.
func SourceTexts[T any](list []T, rule func(T) *snapshot.SecurityGroupRule) []string {
	texts := make([]string, 0, len(list))

	for _, of := range list {
		if text := reach.PeerText(rule(of)); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}

	return texts
}

// IngressRules counts the inbound rules of a group.
func IngressRules(group *snapshot.SecurityGroup) int {
	n := 0

	for i := range group.Rules {
		if !group.Rules[i].Egress {
			n++
		}
	}

	return n
}

// Sorted lists the texts in their own order, each once.
func Sorted(s []string) []string {
	s = slices.Sorted(slices.Values(s))

	return slices.Compact(s)
}
