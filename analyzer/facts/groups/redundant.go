package groups

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A grant is a rule as sets. What it names stays what it is: an address never stands for a group, whose members come
// and go, nor for a prefix list, whose entries do, unless it is every address there is.
type grant struct {
	group *snapshot.SecurityGroup
	rule  *snapshot.SecurityGroupRule

	services netset.Services
	packets  netset.Set

	// prefix is the address of the rule, peer the group that it names, list the prefix list.
	prefix     netip.Prefix
	peer, list string

	// why is why it cannot be read.
	why string
}

func (s *Shard) grantOf(group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule) *grant {
	g := &grant{group: group, rule: rule}
	if g.services, g.why = reach.ServicesOf(rule); g.why != "" {
		return g
	}

	g.peer, g.list = rule.ReferencedGroup.Or(""), rule.PrefixList.Or("")
	if g.peer != "" || g.list != "" {
		return g
	}

	g.packets, g.why = s.Reach.Packets(rule)
	g.prefix, _ = netip.ParsePrefix(rule.CIDRIPv4.Or(rule.CIDRIPv6.Or("")))

	return g
}

// empty reports whether the rule admits what no network carries.
func (g *grant) empty() bool {
	return g.why == "" && g.peer == "" && g.list == "" && g.packets.IsEmpty()
}

// placeholder reports whether the rule is the one that the CDK writes into a group so that EC2 does not add its own, by
// which everything may leave: ICMP of a type that there is not, to an address that a VPC does not carry. Who takes it
// away opens the group.
// https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/security-group.ts (MATCH_NO_TRAFFIC)
func (g *grant) placeholder() bool {
	return g.rule.Egress && g.rule.Protocol.Or("") == "icmp" && g.rule.CIDRIPv4.Or("") == "255.255.255.255/32"
}

// A thinning takes rules away one by one, as a person would who follows the findings: of two that stand for each
// other, one stays.
type thinning struct {
	*Shard

	grants map[*snapshot.SecurityGroup][]*grant
	gone   map[*snapshot.SecurityGroupRule]bool
}

// Redundant lists the rules without which nothing changes, by group.
func (s *Shard) Redundant(groups []*snapshot.SecurityGroup) map[*snapshot.SecurityGroup][]facts.RedundantRule {
	t := &thinning{s, map[*snapshot.SecurityGroup][]*grant{}, map[*snapshot.SecurityGroupRule]bool{}}
	all := map[*snapshot.SecurityGroup][]facts.RedundantRule{}

	for _, group := range groups {
		details := ordinals{}

		for _, g := range t.grantsOf(group) {
			if fact, found := t.redundant(g); found {
				fact.Rule, fact.Text = g.rule.ID, reach.RuleText(g.rule)
				fact.Detail = details.next(s.detail(g.rule))
				all[group] = append(all[group], fact)
			}
		}
	}

	return all
}

func (t *thinning) grantsOf(group *snapshot.SecurityGroup) []*grant {
	if known, ok := t.grants[group]; ok {
		return known
	}

	var all []*grant

	for _, rule := range byText(group) {
		if !rule.Stale() {
			all = append(all, t.grantOf(group, rule))
		}
	}

	t.grants[group] = all

	return all
}

// redundant judges one rule: first among those of its own group, which go with it everywhere, and then among those of
// the other groups of each attachment.
func (t *thinning) redundant(g *grant) (fact facts.RedundantRule, found bool) {
	if g.placeholder() {
		return fact, false
	}

	if g.why != "" {
		return facts.RedundantRule{Undecided: "rule " + g.rule.ID + ": " + g.why}, true
	}

	covering, covered := t.coveredBy(g, []string{g.group.ID})
	if !covered {
		covering, fact.Attachments = t.coveredEverywhere(g)
		covered = fact.Attachments > 0
	}

	if !covered {
		return facts.RedundantRule{}, false
	}

	t.gone[g.rule] = true
	fact.Empty = g.empty()
	fact.Evidence = []facts.Ref{t.refs.Add(ground.RuleNote(g.group, g.rule))}

	for _, other := range covering[:min(len(covering), ground.MostEvidence)] {
		fact.Evidence = append(fact.Evidence, t.refs.Add(ground.RuleNote(other.group, other.rule)))
	}

	return fact, true
}

// coveredEverywhere looks at the sets of groups that have the rule's; sets counts them, and is 0 where one of them
// needs the rule, or where nothing has the group.
func (t *thinning) coveredEverywhere(g *grant) (covering []*grant, sets int) {
	attached := t.attached[g.group.ID]

	for _, groups := range attached {
		if len(groups) == 1 {
			return nil, 0
		}
	}

	for _, groups := range attached {
		part, covered := t.coveredBy(g, groups)
		if !covered {
			return nil, 0
		}

		for _, other := range part {
			if !slices.Contains(covering, other) {
				covering = append(covering, other)
			}
		}
	}

	return covering, len(attached)
}

// coveredBy reports whether the other rules of some groups admit all that a rule admits, and lists those that have a
// part in it; the first that does so alone, if one does.
func (t *thinning) coveredBy(g *grant, groups []string) (covering []*grant, covered bool) {
	for _, id := range groups {
		group := t.Index.SecurityGroups[id]
		if group == nil {
			continue
		}

		for _, other := range t.grantsOf(group) {
			if other == g || t.gone[other.rule] || !g.alike(other) {
				continue
			}

			if t.whole(g, []*grant{other}) {
				return []*grant{other}, true
			}

			covering = append(covering, other)
		}
	}

	return covering, t.whole(g, covering)
}

// alike reports whether another rule may admit some of the same.
func (g *grant) alike(other *grant) bool {
	if other.why != "" || other.rule.Egress != g.rule.Egress || g.services.Intersect(other.services).IsEmpty() {
		return false
	}

	switch {
	case g.peer != "":
		return other.peer == g.peer
	case g.list != "":
		return other.peer == "" && (other.list == g.list || other.list == "")
	default:
		return other.peer == "" && other.list == "" && other.prefix.Overlaps(g.prefix)
	}
}

// whole reports whether some rules, all [grant.alike], admit together all that a rule admits.
func (t *thinning) whole(g *grant, others []*grant) bool {
	var (
		named     netset.Services
		addresses netset.Set
	)

	for _, other := range others {
		if other.peer != "" || other.list != "" {
			named = named.Union(other.services)
		} else {
			addresses = addresses.Union(other.packets)
		}
	}

	switch rest := g.services.Subtract(named); {
	case g.peer != "":
		return rest.IsEmpty()
	case g.list != "":
		return t.world(g.list).Restrict(rest).Subset(addresses)
	default:
		return g.packets.Subset(addresses)
	}
}

// world is every packet of the families that a prefix list can hold: one, which it has for ever, and both where its
// entries were not read.
// https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
func (t *thinning) world(id string) netset.Set {
	v4 := netset.Of(netip.PrefixFrom(netip.IPv4Unspecified(), 0), ofIPv4())
	v6 := netset.Of(netip.PrefixFrom(netip.IPv6Unspecified(), 0), ofIPv6())

	list := t.Index.PrefixLists[id]
	if list == nil || len(list.Entries) == 0 {
		return v4.Union(v6)
	}

	var world netset.Set

	for _, entry := range list.Entries {
		if prefix, err := netip.ParsePrefix(entry); err != nil || prefix.Addr().Is6() {
			world = world.Union(v6)
		} else {
			world = world.Union(v4)
		}
	}

	return world
}

func ofIPv4() netset.Services { return netset.All().Subtract(netset.Protocol(netset.ProtocolICMPv6)) }

func ofIPv6() netset.Services { return netset.All().Subtract(netset.Protocol(netset.ProtocolICMP)) }
