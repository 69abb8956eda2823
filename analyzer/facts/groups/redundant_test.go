package groups_test

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Whoever deletes every rule that is called redundant changes nothing for any interface, and nothing is left that could
// be deleted without a change. An oracle that knows no sets looks at one packet at a time.
func TestRedundancyEqualsOracle(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s := attachedGroups(t)
		before := admitted(s, nil)

		gone := redundant(s)
		if after := admitted(s, gone); !maps.Equal(before, after) {
			t.Fatalf("without %v something else is admitted", slices.Sorted(maps.Keys(gone)))
		}

		for _, group := range s.SecurityGroups {
			for _, rule := range group.Rules {
				if gone[rule.ID] {
					continue
				}

				also := maps.Clone(gone)
				also[rule.ID] = true

				if maps.Equal(before, admitted(s, also)) {
					t.Fatalf("rule %s is redundant beside %v too", rule.ID, slices.Sorted(maps.Keys(gone)))
				}
			}
		}
	})
}

func redundant(s *snapshot.Snapshot) map[string]bool {
	b := build.New(s)
	input, _ := b.Shard(facts.ScopeAccount, 0, b.Roots(facts.ScopeAccount))
	gone := map[string]bool{}

	for _, account := range input.Accounts {
		for _, group := range account.Groups {
			for _, rule := range group.Redundant {
				gone[rule.Rule] = true
			}
		}
	}

	return gone
}

// attachedGroups draws groups whose rules overlap a lot, and interfaces that have some of them.
func attachedGroups(t *rapid.T) *snapshot.Snapshot {
	s := snapshot.New()
	s.PrefixLists = []snapshot.PrefixList{{ID: "pl-1", Entries: []string{"10.0.0.0/30"}}}

	ids := []string{"sg-a", "sg-b", "sg-c"}
	for _, id := range ids {
		group := snapshot.SecurityGroup{ID: id, Name: id}
		for n := range rapid.IntRange(0, 5).Draw(t, "rules") {
			group.Rules = append(group.Rules, drawnRule(t, fmt.Sprintf("%s/%d", id, n)))
		}

		s.SecurityGroups = append(s.SecurityGroups, group)
	}

	for n := range rapid.IntRange(0, 4).Draw(t, "interfaces") {
		groups := rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 1, 3, rapid.ID).Draw(t, "groups")
		s.NetworkInterfaces = append(s.NetworkInterfaces,
			snapshot.NetworkInterface{ID: fmt.Sprintf("eni-%d", n), SecurityGroups: groups})
	}

	return s
}

func drawnRule(t *rapid.T, id string) snapshot.SecurityGroupRule {
	from := rapid.IntRange(80, 84).Draw(t, "from")
	rule := snapshot.SecurityGroupRule{
		ID: id, Egress: rapid.Bool().Draw(t, "egress"), Protocol: snapshot.Known("tcp"),
		FromPort: snapshot.Known(from), ToPort: snapshot.Known(rapid.IntRange(from, 84).Draw(t, "to")),
	}

	switch peer := rapid.SampledFrom([]string{
		"0.0.0.0/0", "10.0.0.0/29", "10.0.0.0/30", "10.0.0.4/30", "10.0.0.4/31", "sg-a", "sg-x", "pl-1",
	}).Draw(t, "peer"); peer[:2] {
	case "sg":
		rule.ReferencedGroup = snapshot.Known(peer)
	case "pl":
		rule.PrefixList = snapshot.Known(peer)
	default:
		rule.CIDRIPv4 = snapshot.Known(peer)
	}

	return rule
}

// A meeting is one packet at one interface: who is at its other end, an address, a member of a group or whoever is on a
// prefix list.
type meeting struct {
	at, far string
	egress  bool
	port    int
}

func admitted(s *snapshot.Snapshot, gone map[string]bool) map[meeting]bool {
	all := map[meeting]bool{}

	for at, groups := range attachments(s) {
		for _, group := range s.SecurityGroups {
			for _, rule := range group.Rules {
				if !slices.Contains(groups, group.ID) || gone[rule.ID] {
					continue
				}

				for _, far := range farEnds(rule) {
					for port := rule.FromPort.Or(0); port <= rule.ToPort.Or(0); port++ {
						all[meeting{at, far, rule.Egress, port}] = true
					}
				}
			}
		}
	}

	return all
}

// attachments are the sets of groups of the interfaces, and each group that none has.
func attachments(s *snapshot.Snapshot) map[string][]string {
	all := map[string][]string{}
	used := map[string]bool{}

	for _, eni := range s.NetworkInterfaces {
		all[eni.ID] = eni.SecurityGroups
		for _, id := range eni.SecurityGroups {
			used[id] = true
		}
	}

	for _, group := range s.SecurityGroups {
		if !used[group.ID] {
			all[group.ID] = []string{group.ID}
		}
	}

	return all
}

// farEnds are those a rule admits. What is on a list is somewhere, and everywhere is all there is.
func farEnds(rule snapshot.SecurityGroupRule) []string {
	prefix, err := netip.ParsePrefix(rule.CIDRIPv4.Or(""))
	if err != nil {
		return []string{rule.ReferencedGroup.Or(rule.PrefixList.Or(""))}
	}

	var all []string

	for addr := netip.MustParseAddr("10.0.0.0"); addr.Less(netip.MustParseAddr("10.0.0.9")); addr = addr.Next() {
		if prefix.Contains(addr) {
			all = append(all, addr.String())
		}
	}

	if prefix.Bits() == 0 {
		all = append(all, "pl-1")
	}

	return all
}

// The rule that the CDK writes so that EC2 adds none is not called redundant; others of its kind are.
func TestPlaceholderRule(t *testing.T) {
	t.Parallel()

	for _, c := range []struct {
		name, protocol, cidr string
		egress, want         bool
	}{
		{"as the CDK writes it", "icmp", "255.255.255.255/32", true, false},
		{"another address", "icmp", "10.0.0.1/32", true, true},
		{"another protocol", "tcp", "255.255.255.255/32", true, true},
		{"inbound", "icmp", "255.255.255.255/32", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()

			s := snapshot.New()
			s.SecurityGroups = []snapshot.SecurityGroup{{ID: "sg-a", Name: "a", Rules: []snapshot.SecurityGroupRule{
				{ID: "all", Egress: c.egress, Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("0.0.0.0/0")},
				{
					ID: "it", Egress: c.egress, Protocol: snapshot.Known(c.protocol), CIDRIPv4: snapshot.Known(c.cidr),
					FromPort: snapshot.Known(252), ToPort: snapshot.Known(86),
				},
			}}}
			s.NetworkInterfaces = []snapshot.NetworkInterface{{ID: "eni-1", SecurityGroups: []string{"sg-a"}}}

			if c.protocol == "tcp" {
				s.SecurityGroups[0].Rules[1].ToPort = snapshot.Known(252)
			}

			if got := redundant(s)["it"]; got != c.want {
				t.Errorf("redundant = %v; want %v", got, c.want)
			}
		})
	}
}
