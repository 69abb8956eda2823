package reach_test

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/reach/reachtest"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// lawAccounts is how many accounts each law is tried on, with as many questions each as lawQuestions.
const lawAccounts, lawQuestions = 150, 12

// A question is a pair of ends. Its packet says no more.
type question = reachtest.Packet

// eachAccount draws accounts with questions about them; how an account is changed may depend on random.
func eachAccount(t *testing.T, law func(random *rand.Rand, s *snapshot.Snapshot, questions []question)) {
	t.Helper()

	for n := range uint64(lawAccounts) {
		random := rand.New(rand.NewPCG(99, n))
		s := reachtest.Account(random)
		law(random, s, reachtest.Packets(random, s, lawQuestions, 1))

		if t.Failed() {
			t.Fatalf("seed 99, %d", n)
		}
	}
}

func answer(s *snapshot.Snapshot, questions []question) []reach.Bounds {
	m := model(s)
	answers := make([]reach.Bounds, len(questions))

	for i, q := range questions {
		answers[i] = m.Between(placeOf(m, s, q.From), placeOf(m, s, q.To), netset.All()).Bounds
	}

	return answers
}

// clone copies what the laws change.
func clone(s *snapshot.Snapshot) *snapshot.Snapshot {
	c := *s
	c.NetworkInterfaces, c.PrefixLists = slices.Clone(s.NetworkInterfaces), slices.Clone(s.PrefixLists)
	c.SecurityGroups, c.NetworkACLs = slices.Clone(s.SecurityGroups), slices.Clone(s.NetworkACLs)
	c.RouteTables, c.Peerings = slices.Clone(s.RouteTables), slices.Clone(s.Peerings)
	c.TransitGatewayAttachments = slices.Clone(s.TransitGatewayAttachments)

	for i := range c.NetworkInterfaces {
		c.NetworkInterfaces[i].SecurityGroups = slices.Clone(c.NetworkInterfaces[i].SecurityGroups)
	}

	for i := range c.SecurityGroups {
		c.SecurityGroups[i].Rules = slices.Clone(c.SecurityGroups[i].Rules)
	}

	for i := range c.NetworkACLs {
		c.NetworkACLs[i].Entries = slices.Clone(c.NetworkACLs[i].Entries)
	}

	for i := range c.RouteTables {
		c.RouteTables[i].Routes = slices.Clone(c.RouteTables[i].Routes)
	}

	return &c
}

func unchanged(t *testing.T, questions []question, before, after []reach.Bounds) {
	t.Helper()

	for i := range before {
		if before[i] != after[i] {
			t.Errorf("%s to %s: before %v, after %v", questions[i].From, questions[i].To, before[i], after[i])
		}
	}
}

func TestOrderNeverMatters(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(random *rand.Rand, s *snapshot.Snapshot, questions []question) {
		c := clone(s)
		shuffle(random, c.SecurityGroups)
		shuffle(random, c.NetworkACLs)
		shuffle(random, c.RouteTables)
		shuffle(random, c.Peerings)
		shuffle(random, c.PrefixLists)
		shuffle(random, c.TransitGatewayAttachments)
		shuffle(random, c.NetworkInterfaces)

		for i := range c.NetworkInterfaces {
			shuffle(random, c.NetworkInterfaces[i].SecurityGroups)
		}

		for i := range c.SecurityGroups {
			shuffle(random, c.SecurityGroups[i].Rules)
		}

		for i := range c.NetworkACLs {
			shuffle(random, c.NetworkACLs[i].Entries)
		}

		for i := range c.RouteTables {
			shuffle(random, c.RouteTables[i].Routes)
		}

		unchanged(t, questions, answer(s, questions), answer(c, questions))
	})
}

func shuffle[T any](random *rand.Rand, list []T) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// Two rules, or two entries with numbers that follow each other, for the halves of a CIDR or of a range of ports are
// the one for both.
func TestHalvesAreTheWhole(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(_ *rand.Rand, s *snapshot.Snapshot, questions []question) {
		c := clone(s)

		for i := range c.SecurityGroups {
			rules := make([]snapshot.SecurityGroupRule, 0, 4*len(c.SecurityGroups[i].Rules))
			for _, r := range c.SecurityGroups[i].Rules {
				a, b := r, r
				halve(&a.CIDRIPv4, &b.CIDRIPv4)
				halve(&a.CIDRIPv6, &b.CIDRIPv6)
				halvePorts(r.Protocol.Or(""), &a.ToPort, &b.FromPort)
				rules = append(rules, a, b, corner(a, b), corner(b, a))
			}

			c.SecurityGroups[i].Rules = rules
		}

		for i := range c.NetworkACLs {
			entries := make([]snapshot.NetworkACLEntry, 0, 2*len(c.NetworkACLs[i].Entries))
			for _, e := range c.NetworkACLs[i].Entries {
				a, b := e, e
				a.Number, b.Number = 2*e.Number, 2*e.Number+1
				halve(&a.CIDRIPv4, &b.CIDRIPv4)
				halve(&a.CIDRIPv6, &b.CIDRIPv6)
				entries = append(entries, a, b)
			}

			c.NetworkACLs[i].Entries = entries
		}

		unchanged(t, questions, answer(s, questions), answer(c, questions))
	})
}

// corner has the addresses of one rule and the ports of another.
func corner(a, b snapshot.SecurityGroupRule) snapshot.SecurityGroupRule {
	a.FromPort, a.ToPort = b.FromPort, b.ToPort

	return a
}

func halve(low, high *snapshot.Value[string]) {
	p, err := netip.ParsePrefix(low.Or(""))
	if err != nil || p.IsSingleIP() {
		return
	}

	p = p.Masked()
	half := netip.PrefixFrom(p.Addr(), p.Bits()+1)
	bytes := p.Addr().AsSlice()
	bytes[p.Bits()/8] |= 1 << (7 - p.Bits()%8)
	upper, _ := netip.AddrFromSlice(bytes)
	*low, *high = snapshot.Known(half.String()), snapshot.Known(netip.PrefixFrom(upper, p.Bits()+1).String())
}

// halvePorts cuts known ranges of tcp and udp that have a middle.
func halvePorts(protocol string, lowTo, highFrom *snapshot.Value[int]) {
	from, to := highFrom.Or(-1), lowTo.Or(-1)
	if !slices.Contains([]string{"tcp", "udp", "6", "17"}, protocol) || from < 0 || from >= to {
		return
	}

	*lowTo, *highFrom = snapshot.Known((from+to)/2), snapshot.Known((from+to)/2+1)
}

// A rule less, an admitting entry less, a route less: nothing more passes.
func TestRemovingWhatAllowsNeverWidens(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(random *rand.Rand, s *snapshot.Snapshot, questions []question) {
		c := clone(s)

		for i := range c.SecurityGroups {
			g := &c.SecurityGroups[i]
			k := random.IntN(len(g.Rules))
			g.Rules = slices.Delete(g.Rules, k, k+1)
		}

		for i := range c.NetworkACLs {
			a := &c.NetworkACLs[i]
			k := slices.IndexFunc(a.Entries, func(e snapshot.NetworkACLEntry) bool { return e.Allow })

			if k >= 0 && random.IntN(2) == 0 {
				a.Entries = slices.Delete(a.Entries, k, k+1)
			}
		}

		narrower(t, questions, answer(c, questions), answer(s, questions))
	})
}

func narrower(t *testing.T, questions []question, less, more []reach.Bounds) {
	t.Helper()

	for i := range less {
		if less[i] != less[i].Restrict(netset.All()) || !within4(less[i], more[i]) {
			t.Errorf("%s to %s: %v is more than %v", questions[i].From, questions[i].To, less[i], more[i])
		}
	}
}

func within4(less, more reach.Bounds) bool {
	return less.MaySome.Subset(more.MaySome) && less.MayAll.Subset(more.MayAll) &&
		less.MustSome.Subset(more.MustSome) && less.MustAll.Subset(more.MustAll)
}

// What is written for IPv4 never changes an answer about IPv6.
func TestIPv4NeverChangesIPv6(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(_ *rand.Rand, s *snapshot.Snapshot, questions []question) {
		c := clone(s)

		for i := range c.SecurityGroups {
			g := &c.SecurityGroups[i]
			g.Rules = slices.DeleteFunc(g.Rules, func(r snapshot.SecurityGroupRule) bool { return r.CIDRIPv4.IsKnown() })
		}

		for i := range c.NetworkACLs {
			a := &c.NetworkACLs[i]
			a.Entries = slices.DeleteFunc(a.Entries, func(e snapshot.NetworkACLEntry) bool { return e.CIDRIPv4.IsKnown() })
		}

		for i := range c.RouteTables {
			r := &c.RouteTables[i]
			r.Routes = slices.DeleteFunc(r.Routes, func(r snapshot.Route) bool {
				p, err := netip.ParsePrefix(r.Destination)

				return err == nil && p.Addr().Is4()
			})
		}

		for i := range c.NetworkInterfaces {
			c.NetworkInterfaces[i].PublicIPs = nil
		}

		questions = slices.DeleteFunc(questions, func(q question) bool { return q.From.Address.Is4() })
		unchanged(t, questions, answer(s, questions), answer(c, questions))
	})
}

// What is not known any more lets more pass in the risky reading, and less in the safe one.
func TestGapsOnlyLoosenTheBounds(t *testing.T) {
	t.Parallel()

	for name, forget := range map[string]func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun{
		"security group": func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun {
			s.SecurityGroups = without(random, s.SecurityGroups)

			return snapshot.NounSecurityGroup
		},
		"route table": func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun {
			s.RouteTables = without(random, s.RouteTables)

			return snapshot.NounRouteTable
		},
		"network ACL": func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun {
			s.NetworkACLs = without(random, s.NetworkACLs)

			return snapshot.NounNetworkACL
		},
		"prefix list": func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun {
			// Not that of AWS: its addresses start no connections, whatever leads there.
			s.PrefixLists = slices.Concat(without(random, s.PrefixLists[:2]), s.PrefixLists[2:])

			return snapshot.NounPrefixList
		},
		"peering connection": func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun {
			s.Peerings = without(random, s.Peerings)

			return snapshot.NounPeering
		},
		"transit gateway attachment": func(random *rand.Rand, s *snapshot.Snapshot) snapshot.Noun {
			s.TransitGatewayAttachments = without(random, s.TransitGatewayAttachments)

			return snapshot.NounTransitGatewayAttachment
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			changed := 0

			eachAccount(t, func(random *rand.Rand, s *snapshot.Snapshot, questions []question) {
				c := clone(s)
				noun := forget(random, c)

				for _, region := range []string{"eu-north-1", "us-east-1"} {
					gap := snapshot.Gap{What: "ec2:Describe", Why: "AccessDenied", Account: "111122223333", Region: region}
					gap.Nouns = []snapshot.Noun{noun}
					c.Gaps = append(c.Gaps, gap)
				}

				before, after := answer(s, questions), answer(c, questions)
				changed += looser(t, questions, before, after)
			})

			if changed == 0 {
				t.Error("nothing was ever looser")
			}
		})
	}
}

func without[T any](random *rand.Rand, list []T) []T {
	if len(list) == 0 {
		return nil
	}

	k := random.IntN(len(list))

	return slices.Delete(slices.Clone(list), k, k+1)
}

// looser counts the answers that changed.
func looser(t *testing.T, questions []question, before, after []reach.Bounds) (changed int) {
	t.Helper()

	for i, b := range before {
		a := after[i]
		if !b.MaySome.Subset(a.MaySome) || !b.MayAll.Subset(a.MayAll) ||
			!a.MustSome.Subset(b.MustSome) || !a.MustAll.Subset(b.MustAll) {
			t.Errorf("%s to %s: before %v, after %v", questions[i].From, questions[i].To, b, a)
		}

		if a != b {
			changed++
		}
	}

	return changed
}

// What must pass may, and what passes for all addresses does for some.
func TestBoundsAreOrdered(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(_ *rand.Rand, s *snapshot.Snapshot, _ []question) {
		m := model(s)
		places := make([]reach.Place, 0, 2+len(s.NetworkInterfaces))
		places = append(places, m.InternetPlace("internet"),
			reach.Outside("a network", prefixes("10.0.0.0/8", "2600::/16")))

		for i := range s.NetworkInterfaces {
			places = append(places, m.PlaceOf(s.NetworkInterfaces[i].ID, &s.NetworkInterfaces[i]))
		}

		for _, from := range places {
			for _, to := range places {
				b := m.Between(from, to, netset.All()).Bounds
				if !b.MustSome.Subset(b.MaySome) || !b.MustAll.Subset(b.MayAll) || !b.MayAll.Subset(b.MaySome) ||
					!b.MustAll.Subset(b.MustSome) {
					t.Errorf("%s to %s: %v", from.Name, to.Name, b)
				}
			}
		}
	})
}

// What passes for some of the addresses elsewhere passes for one of them, and what passes for all does for each.
func TestManyAddressesAreEachOfThem(t *testing.T) {
	t.Parallel()

	eachAccount(t, func(_ *rand.Rand, s *snapshot.Snapshot, questions []question) {
		m := model(s)

		for _, q := range questions {
			if q.From.Interface != "" || q.From.Address.Is6() {
				continue
			}

			each := [4]netset.Services{1: netset.All(), 3: netset.All()}
			to := placeOf(m, s, q.To)

			var all netset.Set

			for _, addr := range []netip.Addr{q.From.Address, aa("52.128.0.1"), aa("10.1.0.9"), aa("9.9.9.9")} {
				one := reach.Outside("one", netset.Of(netip.PrefixFrom(addr, addr.BitLen()), netset.All()))
				all = all.Union(one.Addresses)
				b := m.Between(one, to, netset.All()).Bounds
				each = [4]netset.Services{
					each[0].Union(b.MaySome), each[1].Intersect(b.MaySome),
					each[2].Union(b.MustSome), each[3].Intersect(b.MustSome),
				}
			}

			b := m.Between(reach.Outside("all", all), to, netset.All()).Bounds

			together := [4]netset.Services{b.MaySome, b.MayAll, b.MustSome, b.MustAll}

			if together != each {
				t.Errorf("%s: together %v, each %v", to.Name, together, each)
			}
		}
	})
}

func prefixes(texts ...string) netset.Set {
	var all netset.Set
	for _, text := range texts {
		all = all.Union(netset.Of(netip.MustParsePrefix(text), netset.All()))
	}

	return all
}
