package suggest_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

// check draws accounts and hands them over with their plans.
func check(t *testing.T, law func(*rapid.T, account, *suggest.Plan)) {
	t.Helper()

	rapid.Check(t, func(t *rapid.T) {
		s := drawAccount(t)
		law(t, account{s}, suggest.Make(s, nil))
	})
}

// Every declared need is a rule of the service's own group.
func TestNeedsAreKept(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		declared := s.declared()

		for _, v := range plan.Services {
			for _, n := range declared[v.Service] {
				if !slices.ContainsFunc(v.Group.Ingress, func(r suggest.Rule) bool {
					return r.PeerGroup == n.Group && r.CIDR == n.CIDR && r.Protocol == n.Protocol &&
						*r.FromPort == n.From && *r.ToPort == n.To && r.Reason == n.Reason && r.Flag == ""
				}) {
					t.Fatalf("%s: %v is lost", v.Service, n)
				}
			}
		}
	})
}

// The own group holds nothing but needs, and the new groups of those who leave a group that a need names.
func TestOwnGroupIsClean(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		declared := s.declared()

		for _, v := range plan.Services {
			for _, r := range v.Group.Ingress {
				need := slices.ContainsFunc(declared[v.Service], func(n needs.Need) bool {
					return r.Protocol == n.Protocol && *r.FromPort == n.From && *r.ToPort == n.To && r.CIDR == n.CIDR &&
						(r.PeerGroup == n.Group || r.SuggestedGroup != "" && slices.Contains(s.worn(), n.Group))
				})
				if !need || r.Flag != "" || r.Reason == "" {
					t.Fatalf("%s: %v is no need of %v", v.Service, r, declared[v.Service])
				}
			}
		}
	})
}

// What is possible today goes on being possible, through one of the two groups, unless it comes from the internet.
func TestNothingBreaks(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		each(s, plan, func(v suggest.Service, from source, port int, protocol string) {
			rules := slices.Clone(v.Group.Ingress)
			if v.Unexplained != nil {
				rules = append(rules, v.Unexplained.Ingress...)
			}

			if s.possible(from, s.service(v.Service), port, protocol) && !s.admitted(rules, from, port, protocol) &&
				!s.balances(from, rules, port, protocol) {
				t.Fatalf("%s %s/%d from %v breaks; %v", v.Service, protocol, port, from, rules)
			}
		})
	})
}

// balances reports whether another group of the same load balancer stands for the source.
func (s account) balances(from source, rules []suggest.Rule, port int, protocol string) bool {
	return slices.ContainsFunc(s.LoadBalancers, func(lb snapshot.LoadBalancer) bool {
		return slices.Contains(lb.SecurityGroups, from.group) && slices.ContainsFunc(lb.SecurityGroups, func(id string) bool {
			return s.admitted(rules, source{group: id}, port, protocol)
		})
	})
}

// Each rule of the second group is flagged, gives its reason, and admits nothing that is not possible today.
func TestUnexplainedWasPossible(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		each(s, plan, func(v suggest.Service, from source, port int, protocol string) {
			if v.Unexplained != nil && s.admitted(v.Unexplained.Ingress, from, port, protocol) &&
				!s.possible(from, s.service(v.Service), port, protocol) {
				t.Fatalf("%s %s/%d from %v is new", v.Service, protocol, port, from)
			}
		})

		for _, v := range plan.Services {
			if v.Unexplained == nil {
				continue
			}

			for _, r := range v.Unexplained.Ingress {
				if r.Flag != suggest.FlagUnexplained || r.Reason == "" {
					t.Fatalf("%s: %v", v.Service, r)
				}

				if r.SuggestedGroup != "" && !slices.ContainsFunc(s.worn(), func(id string) bool {
					return s.admitted(v.Unexplained.Ingress, source{group: id}, *r.FromPort, r.Protocol)
				}) {
					t.Fatalf("%s: %s stands for no group of the hosts", v.Service, r.SuggestedGroup)
				}
			}
		}
	})
}

// No rule of any new group admits what comes from the internet.
func TestNothingFromTheInternet(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		each(s, plan, func(v suggest.Service, from source, port int, protocol string) {
			rules := slices.Clone(v.Group.Ingress)
			if v.Unexplained != nil {
				rules = append(rules, v.Unexplained.Ingress...)
			}

			if !s.inside(from) && s.admitted(rules, from, port, protocol) {
				t.Fatalf("%s %s/%d from %v", v.Service, protocol, port, from.addr)
			}
		})
	})
}

// each goes through all sources and ports of the services of a plan.
func each(s account, plan *suggest.Plan, visit func(v suggest.Service, from source, port int, protocol string)) {
	for _, v := range plan.Services {
		for _, m := range s.mappings(s.service(v.Service)) {
			first, last := portsOf(m)
			for _, from := range sources() {
				visit(v, from, first, m.Proto())
				visit(v, from, last, m.Proto())
			}
		}
	}
}

// Every rule that names a group of the hosts is followed for each service that leaves it: with its own ports where the
// tasks are the source, and with each container port that it meets today where they are the target.
func TestDownstreamIsComplete(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		for _, g := range s.SecurityGroups {
			for _, r := range g.Rules {
				for _, v := range plan.Services {
					got, want := added(plan, r, v.Group.Name), s.followed(r, s.service(v.Service))
					if !slices.Equal(got, want) {
						t.Fatalf("%s of %s for %s: got %v, want %v", r.ID, g.ID, v.Service, got, want)
					}
				}
			}
		}
	})
}

func added(plan *suggest.Plan, r snapshot.SecurityGroupRule, name string) []string {
	var rules []suggest.Rule

	for _, d := range plan.Downstream {
		for _, a := range d.Add {
			if d.Rule == r.ID && a.SuggestedGroup == name {
				a.SuggestedGroup = ""
				rules = append(rules, a)
			}
		}
	}

	return slices.Sorted(slices.Values(lines(rules)))
}

func (s account) followed(r snapshot.SecurityGroupRule, v snapshot.Service) []string {
	protocol, _ := r.Protocol.Get()
	from, to := r.FromPort.Or(0), r.ToPort.Or(65535)
	rule := suggest.Rule{Protocol: protocol, FromPort: &from, ToPort: &to}
	want := []string{}

	switch {
	case !slices.Contains(s.worn(), r.ReferencedGroup.Or("")):
	case !r.Egress || protocol == "-1":
		want = lines([]suggest.Rule{rule})
	default:
		for _, m := range s.mappings(v) {
			first, last := portsOf(m)

			low, high := s.hostPorts(v, m)
			if meets(r, m.Proto(), low, high) {
				want = append(want, lines([]suggest.Rule{{Protocol: m.Proto(), FromPort: &first, ToPort: &last}})...)
			}
		}
	}

	slices.Sort(want)

	return slices.Compact(want)
}

// The same account gives the same bytes, which Terraform and EC2 take, in whatever order its rules are read.
func TestSameBytes(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		again := suggest.Make(s.Snapshot, nil)

		text := written(t, plan.Terraform)
		if text != written(t, again.Terraform) || written(t, plan.JSON) != written(t, again.JSON) ||
			written(t, plan.Text) != written(t, again.Text) {
			t.Fatal("two plans of one account differ")
		}

		parsed(t, text)
	})
}

// Egress rules are those of today, flagged; only references to the hosts bring new groups along.
func TestEgressIsUnchanged(t *testing.T) {
	t.Parallel()

	check(t, func(t *rapid.T, s account, plan *suggest.Plan) {
		for _, v := range plan.Services {
			for _, r := range v.Group.Egress {
				if r.Flag != suggest.FlagUnchanged || r.Reason == "" {
					t.Fatalf("%s: %v", v.Service, r)
				}
			}

			for _, r := range s.hostRules() {
				if r.Egress && !slices.ContainsFunc(v.Group.Egress, func(e suggest.Rule) bool {
					return e.PeerGroup+e.CIDR+e.PrefixList == r.ReferencedGroup.Or("")+r.CIDRIPv4.Or("")+r.PrefixList.Or("") &&
						e.Protocol == r.Protocol.Or("")
				}) {
					t.Fatalf("%s: %s is lost", v.Service, r.ID)
				}
			}
		}
	})
}
