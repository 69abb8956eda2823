package reach_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A packet is admitted exactly if the oracle says so, and is of the class that its way and its numbers give it.
func TestIngressEqualsOracle(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		o := oracle{s, e, map[packet]bool{}}

		admissions, unread := model(s).Ingress(e, netset.All())
		if len(unread) > 0 {
			t.Fatalf("unread %v", unread)
		}

		byClass := packets(admissions)

		for _, p := range toyServices {
			for _, from := range toyAddresses {
				p.from = aa(from)

				var want []reach.Class
				if o.admits(p) {
					want = []reach.Class{o.class(p)}
				}

				if got := classesAt(byClass, p); !slices.Equal(got, want) {
					t.Fatalf("%s protocol %d port %d: got %v, want %v", p.from, p.protocol, p.port, got, want)
				}
			}
		}
	})
}

func (o oracle) class(p packet) reach.Class {
	switch class := classOf(o.way(p.from)); {
	case class == reach.Internet && !o.wide(p):
		return reach.NarrowPublic
	case class == reach.OnPremises && len(o.s.RouteTables) > 0 && within(p.from, "10.2.0.0/16", "2001:db8:2::/56"):
		return reach.OtherVPC
	default:
		return class
	}
}

func classesAt(byClass map[reach.Class]netset.Set, p packet) []reach.Class {
	var found []reach.Class

	for _, class := range slices.Sorted(maps.Keys(byClass)) {
		if byClass[class].Contains(p.from, p.protocol, p.port) {
			found = append(found, class)
		}
	}

	return found
}

// A member of a group is admitted exactly if a rule names the group.
func TestReferencesEqualOracle(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		admissions, _ := model(s).Ingress(e, netset.All())

		for _, p := range toyServices {
			for _, p.group = range toyGroups {
				want := oracle{s: s, e: e}.admits(p)

				got := slices.ContainsFunc(admissions, func(a reach.Admission) bool {
					return a.Rule.ReferencedGroup.Or("") == p.group && a.Services.Contains(p.protocol, p.port)
				})
				if got != want {
					t.Fatalf("%s protocol %d port %d: got %t, want %t", p.group, p.protocol, p.port, got, want)
				}
			}
		}
	})
}

// What is asked for narrows the answer and changes nothing else; services are those of the packets.
func TestWantedIsARestriction(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		wanted := netset.Ports(6, 80, 443).Union(netset.Protocol(1))
		all, _ := model(s).Ingress(e, netset.All())
		some, _ := model(s).Ingress(e, wanted)

		var whole, part netset.Set

		for _, a := range all {
			whole = whole.Union(a.Packets)
		}

		for _, a := range some {
			part = part.Union(a.Packets)

			var services netset.Services
			for _, each := range a.Packets.Pieces() {
				services = services.Union(each)
			}

			if a.Rule.ReferencedGroup.IsZero() && services != a.Services {
				t.Fatalf("%s: services %s, packets %s", a.Rule.ID, a.Services, a.Packets)
			}
		}

		if !part.Equal(whole.Restrict(wanted)) {
			t.Fatalf("got %s, want %s", part, whole.Restrict(wanted))
		}
	})
}

func TestOrderOfRulesDoesNotMatter(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		before := summary(s, e)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))

		random.Shuffle(len(s.SecurityGroups), func(i, j int) {
			s.SecurityGroups[i], s.SecurityGroups[j] = s.SecurityGroups[j], s.SecurityGroups[i]
		})
		random.Shuffle(len(e.Groups), func(i, j int) { e.Groups[i], e.Groups[j] = e.Groups[j], e.Groups[i] })

		for _, g := range s.SecurityGroups {
			random.Shuffle(len(g.Rules), func(i, j int) { g.Rules[i], g.Rules[j] = g.Rules[j], g.Rules[i] })
		}

		same(t, before, summary(s, e))
	})
}

// Two rules for the halves of a rule's addresses, or of its ports, are that rule, also in another group.
func TestSplitRulesAreTheSame(t *testing.T) {
	t.Parallel()

	halves := map[string][]string{
		"0.0.0.0/0":      {"0.0.0.0/1", "128.0.0.0/1"},
		"10.0.0.0/16":    {"10.0.0.0/17", "10.0.128.0/17"},
		"::/0":           {"::/1", "8000::/1"},
		"203.0.113.0/24": {"203.0.113.0/25", "203.0.113.128/25"},
	}
	services := map[string][]string{
		"tcp 80-443": {"tcp 80-99", "tcp 100-443"}, "udp": {"udp 0-7", "udp 8-65535"}, "icmp 8/-1": {"icmp 8/-1", "icmp 8/3"},
		"-1": {"-1", "tcp 80"},
	}

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		into := s.SecurityGroups[slices.Index(toyGroups, e.Groups[len(e.Groups)-1])].ID
		service := rapid.SampledFrom(slices.Sorted(maps.Keys(services))).Draw(t, "service")
		peer := rapid.SampledFrom(slices.Sorted(maps.Keys(halves))).Draw(t, "peer")

		whole := with(s, e.Groups[0], service+" "+peer)
		same(t, summary(whole, e), summary(with(with(s, e.Groups[0], services[service][0]+" "+peer), into,
			services[service][1]+" "+peer), e))
		same(t, summary(whole, e), summary(with(with(s, e.Groups[0], service+" "+halves[peer][0]), into,
			service+" "+halves[peer][1]), e))
	})
}

// A rule less never admits more, and never makes more of it the internet.
func TestRemovingARuleNeverWidens(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		more := summary(with(s, e.Groups[0], drawRule(t)), e)
		less := summary(s, e)

		var whole, part netset.Set
		for _, set := range more.packets {
			whole = whole.Union(set)
		}

		for _, set := range less.packets {
			part = part.Union(set)
		}

		if !part.Subset(whole) || !less.packets[reach.Internet].Subset(more.packets[reach.Internet]) {
			t.Fatalf("with the rule %v, without %v", more, less)
		}

		for id, services := range less.groups {
			if !services.Subset(more.groups[id]) {
				t.Fatalf("%s: with the rule %s, without %s", id, more.groups[id], services)
			}
		}
	})
}

// A change of IPv4 never changes an answer about IPv6, and the other way round.
func TestFamiliesNeverTouch(t *testing.T) {
	t.Parallel()

	worlds := parsed([]string{"0.0.0.0/0", "::/0"})

	rapid.Check(t, func(t *rapid.T) {
		s, e := drawAccount(t)
		changed, own := rapid.Bool().Draw(t, "IPv6"), sample(toyIPv4)
		other := worlds[1]

		if changed {
			own, other = sample(toyIPv6), worlds[0]
		}

		rule := sample(toyRules).Draw(t, "service") + " " + own.Draw(t, "peer")
		before, after := summary(s, e), summary(with(s, e.Groups[0], rule), e)

		for _, class := range reach.Classes() {
			a, b := before.packets[class].Within(other), after.packets[class].Within(other)
			if !a.Equal(b) {
				t.Fatalf("%s changes %s of the other family: %s, %s", rule, class, a, b)
			}
		}
	})
}

// A picture is what an endpoint's groups admit, whoever admits it.
type picture struct {
	packets map[reach.Class]netset.Set
	groups  map[string]netset.Services
}

func summary(s *snapshot.Snapshot, e reach.Endpoint) picture {
	admissions, _ := model(s).Ingress(e, netset.All())
	p := picture{packets(admissions), map[string]netset.Services{}}

	for _, a := range admissions {
		if id, ok := a.Rule.ReferencedGroup.Get(); ok {
			p.groups[id] = p.groups[id].Union(a.Services)
		}
	}

	return p
}

func same(t *rapid.T, a, b picture) {
	if !maps.Equal(a.groups, b.groups) || !maps.EqualFunc(a.packets, b.packets, netset.Set.Equal) {
		t.Fatalf("got %v, want %v", b, a)
	}
}

// with is the account with one more rule.
func with(s *snapshot.Snapshot, id, text string) *snapshot.Snapshot {
	c := *s
	c.SecurityGroups = slices.Clone(s.SecurityGroups)

	for i := range c.SecurityGroups {
		if g := &c.SecurityGroups[i]; g.ID == id {
			g.Rules = append(slices.Clip(g.Rules), rule(id+"/more", text))
		}
	}

	return &c
}
