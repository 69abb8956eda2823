package groups

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// detail is a rule without ids: what every source shares. Groups and lists go by their names, and by nothing where
// they were not read.
func (s *Shard) detail(rule *snapshot.SecurityGroupRule) string {
	word := "ingress"
	if rule.Egress {
		word = "egress"
	}

	services, why := reach.ServicesOf(rule)
	text := services.String()

	if why != "" {
		text = "unknown"
	}

	return word + " " + text + " " + s.peerName(rule)
}

func (s *Shard) peerName(rule *snapshot.SecurityGroupRule) string {
	if id, ok := rule.ReferencedGroup.Get(); ok {
		if group := s.Index.SecurityGroups[id]; group != nil {
			return group.Name
		}

		return "a group"
	}

	if id, ok := rule.PrefixList.Get(); ok {
		if list := s.Index.PrefixLists[id]; list != nil && list.Name != "" {
			return list.Name
		}

		return "a prefix list"
	}

	return rule.CIDRIPv4.Or(rule.CIDRIPv6.Or("unknown"))
}

// ordinals tell equal details apart by counting them.
type ordinals map[string]int

func (o ordinals) next(detail string) string {
	o[detail]++
	if n := o[detail]; n > 1 {
		return fmt.Sprintf("%s #%d", detail, n)
	}

	return detail
}

// byText lists the rules of a group, the narrowest first, in an order that no source decides.
func byText(group *snapshot.SecurityGroup) []*snapshot.SecurityGroupRule {
	rules := make([]*snapshot.SecurityGroupRule, len(group.Rules))
	for i := range group.Rules {
		rules[i] = &group.Rules[i]
	}

	slices.SortFunc(rules, func(a, b *snapshot.SecurityGroupRule) int {
		return cmp.Or(
			cmp.Compare(length(b), length(a)), cmp.Compare(size(a), size(b)),
			cmp.Compare(reach.RuleText(a), reach.RuleText(b)), cmp.Compare(a.ID, b.ID),
		)
	})

	return rules
}

// length is that of the prefix of a rule; 0 for groups and lists.
func length(rule *snapshot.SecurityGroupRule) int {
	prefix, err := netip.ParsePrefix(rule.CIDRIPv4.Or(rule.CIDRIPv6.Or("")))
	if err != nil {
		return 0
	}

	return prefix.Bits()
}

// size counts the ports of a rule.
func size(rule *snapshot.SecurityGroupRule) int {
	services, _ := reach.ServicesOf(rule)
	if services.Equal(netset.All()) {
		return 1 << 24
	}

	n := 0
	for _, span := range services.Spans() {
		n += int(span.To) - int(span.From) + 1
	}

	return n
}
