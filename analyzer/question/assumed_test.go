package question_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/question"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An answer says on which defaults it rests, certain as it may be, and on none where what is in force was read or makes
// no difference.
func TestCertainAnswersNameWhatTheyRestOn(t *testing.T) {
	t.Parallel()

	const (
		blockade = "VPC Block Public Access was not read, and taken to be off"
		attached = "whether igw-1 is attached was not read, and is taken to be so"
		drawn    = "the range from which ECS draws host ports was not read, and taken to be tcp 32768-60999"
		denies   = "ipv6.deny_all_igw_traffic of load balancer front was not read, and taken to be on"
	)

	type change = func(*snapshot.Snapshot)

	off := func(s *snapshot.Snapshot) {
		s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{{Mode: "off"}}
	}
	gap := func(noun snapshot.Noun) change {
		return func(s *snapshot.Snapshot) {
			s.Gaps = append(s.Gaps, snapshot.Gap{What: "x", Why: "denied", DefaultStands: true, Nouns: []snapshot.Noun{noun}})
		}
	}
	closed := func(s *snapshot.Snapshot) { s.SecurityGroups[2] = group("sg-hosts", egress()) }
	ephemeral := func(s *snapshot.Snapshot) {
		s.SecurityGroups[2] = group("sg-hosts", ingress("32768", "0.0.0.0/0"), egress())
	}
	six := func(scheme string) change {
		return func(s *snapshot.Snapshot) {
			s.LoadBalancers[0].Scheme, s.LoadBalancers[0].IPAddressType = scheme, "dualstack"
		}
	}

	for name, tt := range map[string]struct {
		q       question.Question
		changes []change
		want    reach.Verdict
		text    string
		said    bool
	}{
		"allowed from the internet": {
			question.Question{From: "internet", To: "eni-host", Port: "80/tcp"}, nil, reach.Allowed, blockade, true,
		},
		"allowed, and the setting was read": {
			question.Question{From: "internet", To: "eni-host", Port: "80/tcp"}, asList(off), reach.Allowed, blockade, false,
		},
		"blocked by a group": {
			question.Question{From: "internet", To: "eni-host", Port: "80/tcp"}, asList(closed), reach.Blocked, blockade, false,
		},
		"allowed within the VPC": {
			question.Question{From: "eni-web", To: "eni-host", Port: "80/tcp"}, nil, reach.Allowed, blockade, false,
		},
		"allowed out through a NAT gateway": {
			question.Question{From: "eni-web", To: "internet", Port: "443/tcp"}, nil, reach.Allowed, blockade, true,
		},
		"allowed through a load balancer": {
			question.Question{From: "internet", To: web}, nil, reach.Allowed, blockade, true,
		},
		"an internet gateway that was not read": {
			question.Question{From: "internet", To: "eni-host", Port: "80/tcp"},
			asList(off, gap(snapshot.NounInternetGateway)),
			reach.Allowed, attached, true,
		},
		"an internet gateway of a whole source": {
			question.Question{From: "internet", To: "eni-host", Port: "80/tcp"}, asList(off), reach.Allowed, attached, false,
		},
		"a port that ECS draws": {
			question.Question{From: "internet", To: agent, Port: "32768/tcp"}, asList(ephemeral), reach.Allowed, drawn, true,
		},
		"a fixed port": {
			question.Question{From: "internet", To: agent, Port: "80/tcp"}, nil, reach.Allowed, drawn, false,
		},
		"an internal load balancer with IPv6": {
			question.Question{From: "internet", To: "lb:front"}, asList(six("internal")), reach.Blocked, denies, true,
		},
		"tasks behind an internal load balancer with IPv6": {
			question.Question{From: "internet6", To: web}, asList(six("internal"), withIPv6), reach.Blocked, denies, true,
		},
		"asked about over IPv4": {
			question.Question{From: "internet4", To: "lb:front"}, asList(six("internal")), reach.Blocked, denies, false,
		},
		"one that faces the internet": {
			question.Question{From: "internet", To: "lb:front"}, asList(six("internet-facing")), reach.Allowed, denies, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ask(t, account(tt.changes...), tt.q)
			said := strings.Contains(strings.Join(got.Assumptions, "\n"), tt.text)

			if got.Verdict != tt.want || said != tt.said {
				t.Errorf("got %s, %q; want %s, and %q said: %t", got.Verdict, got.Assumptions, tt.want, tt.text, tt.said)
			}
		})
	}
}

func withIPv6(s *snapshot.Snapshot) {
	s.VPCs[0].IPv6CIDRs, s.Subnets[0].IPv6CIDRs = []string{"2600:0:0:1::/56"}, []string{"2600:0:0:1::/64"}
}

// An expectation that holds names what it rests on too.
func TestExpectationsThatHoldNameWhatTheyRestOn(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		from string
		want bool
	}{"from the internet": {"internet", true}, "from the VPC": {"eni-web", false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			checks, err := question.New(account()).Check([]question.Expectation{
				{From: tt.from, To: "eni-host", Port: "80/tcp", Expect: "allowed"},
			})
			if err != nil {
				t.Fatal(err)
			}

			var out bytes.Buffer
			if err := question.CheckText(&out, checks); err != nil {
				t.Fatal(err)
			}

			if checks[0].Outcome != question.OK || strings.Contains(out.String(), "taken to be off") != tt.want {
				t.Errorf("got %s", &out)
			}
		})
	}
}

// Where it was not read whether a target group keeps the addresses of clients, the answer holds for both, or is unknown
// and names AWS's default.
func TestClientAddressesThatMayBeKept(t *testing.T) {
	t.Parallel()

	type change = func(*snapshot.Snapshot)

	nlb := func(s *snapshot.Snapshot) {
		s.LoadBalancers[0].Type, s.LoadBalancers[0].SecurityGroups = "network", nil
		s.Listeners[0].Protocol, s.TargetGroups[0].Protocol = "TCP", "TCP"
		s.TargetGroups[0].PreserveClientIP = snapshot.Unknown[bool]("denied")
	}
	grouped := func(s *snapshot.Snapshot) { s.LoadBalancers[0].SecurityGroups = []string{"sg-alb"} }
	admit := func(peers ...string) change {
		return func(s *snapshot.Snapshot) {
			rules := make([]snapshot.SecurityGroupRule, 0, len(peers)+1)
			for _, peer := range peers {
				rules = append(rules, ingress("8080", peer))
			}

			s.SecurityGroups[1] = group("sg-web", append(rules, egress())...)
		}
	}
	target := func(kind, protocol string) change {
		return func(s *snapshot.Snapshot) { s.TargetGroups[0].TargetType, s.TargetGroups[0].Protocol = kind, protocol }
	}
	denied := func(s *snapshot.Snapshot) {
		s.Gaps = []snapshot.Gap{{
			What: "elasticloadbalancing:DescribeTargetGroupAttributes", Why: "denied", Failed: true, DefaultStands: true,
			Nouns: []snapshot.Noun{snapshot.NounTargetGroup},
		}}
	}

	for name, tt := range map[string]struct {
		changes []change
		want    reach.Verdict
		text    string
	}{
		"the subnet of the load balancer": {
			asList(nlb, admit("10.0.0.0/24")), reach.Unknown, "by default one of type ip for TCP does not",
		},
		"the clients":                      {asList(nlb, admit("128.0.0.0/1")), reach.Unknown, "type ip for TCP does not"},
		"everybody":                        {asList(nlb, admit("0.0.0.0/0")), reach.Allowed, ""},
		"nobody":                           {asList(nlb, admit()), reach.Blocked, ""},
		"its group, which stands for both": {asList(nlb, grouped, admit("sg-alb")), reach.Allowed, ""},
		"UDP always keeps them":            {asList(nlb, admit("10.0.0.0/24"), target("ip", "TCP_UDP")), reach.Blocked, ""},
		"the gap alone hides no load balancer": {
			asList(nlb, grouped, admit("sg-alb"), denied), reach.Allowed, "",
		},
		"an Application Load Balancer never does": {asList(func(s *snapshot.Snapshot) {
			s.TargetGroups[0].PreserveClientIP = snapshot.Unknown[bool]("denied")
		}), reach.Allowed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ask(t, account(tt.changes...), question.Question{From: "internet", To: web})
			texts := strings.Join(got.Assumptions, "\n")

			if got.Verdict != tt.want || tt.text != "" && !strings.Contains(texts, tt.text) ||
				tt.text == "" && strings.Contains(texts, "keeps the addresses") {
				t.Errorf("got %s, %q; want %s, %q", got.Verdict, got.Assumptions, tt.want, tt.text)
			}
		})
	}
}

// A load balancer keeps the addresses of clients of the family that its targets have, and gives others its own.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func TestClientsOfTheOtherFamily(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		from, admits, family string
		want                 reach.Verdict
	}{
		"IPv4 to IPv4, the clients admitted":    {"internet4", "0.0.0.0/0", "ipv4", reach.Allowed},
		"IPv4 to IPv4, the subnet admitted":     {"internet4", "10.0.0.0/24", "ipv4", reach.Blocked},
		"IPv6 to IPv4, the subnet admitted":     {"internet6", "10.0.0.0/24", "ipv4", reach.Allowed},
		"IPv6 to IPv4, other addresses":         {"internet6", "192.168.0.0/16", "ipv4", reach.Blocked},
		"IPv6 to what says nothing, the subnet": {"internet6", "10.0.0.0/24", "", reach.Allowed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(withIPv6, func(s *snapshot.Snapshot) {
				s.LoadBalancers[0].Type, s.LoadBalancers[0].IPAddressType = "network", "dualstack"
				s.LoadBalancers[0].SecurityGroups = nil
				s.RouteTables[0].Routes = append(s.RouteTables[0].Routes, snapshot.Route{Destination: "::/0", Target: "igw-1"})
				s.Listeners[0].Protocol, s.TargetGroups[0].Protocol = "TCP", "TCP"
				s.TargetGroups[0].PreserveClientIP = snapshot.Known(true)
				s.TargetGroups[0].IPAddressType = tt.family
				s.SecurityGroups[1] = group("sg-web", ingress("8080", tt.admits), egress())
			})

			got := ask(t, s, question.Question{From: tt.from, To: web})
			if got.Verdict != tt.want {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.want, got)
			}
		})
	}
}

// A target group of instances sends to their primary interface.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
func TestTargetsThatAreInstances(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		primary, second string
		want            reach.Verdict
	}{
		"the primary interface admits it": {"sg-alb", "192.168.0.0/16", reach.Allowed},
		"another interface does":          {"192.168.0.0/16", "sg-alb", reach.Blocked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := account(func(s *snapshot.Snapshot) {
				s.SecurityGroups[2] = group("sg-hosts", ingress("80", tt.primary), egress())
				s.SecurityGroups = append(s.SecurityGroups, group("sg-second", ingress("80", tt.second), egress()))
				s.Instances[0].NetworkInterfaces = append(s.Instances[0].NetworkInterfaces, "eni-second")
				s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
					ID: "eni-second", VPC: vpc, Subnet: public, Instance: "i-1", PrivateIPs: []string{"10.0.0.21"},
					SecurityGroups: []string{"sg-second"},
				})
				s.Services[1].LoadBalancers = []snapshot.ServiceLoadBalancer{
					{TargetGroup: "tg-web", ContainerName: "agent", ContainerPort: snapshot.Known(8000)},
				}
				s.TargetGroups[0].TargetType = "instance"
			})

			got := ask(t, s, question.Question{From: "internet", To: agent, Port: "80/tcp"})
			if (len(got.Allowed) > 0) != (tt.want == reach.Allowed) {
				t.Errorf("got %+v, want %s", got, tt.want)
			}
		})
	}
}

// A matrix names what its cells rest on.
func TestMatrixNamesWhatItRestsOn(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		change func(*snapshot.Snapshot)
		want   bool
	}{
		"not read": {func(*snapshot.Snapshot) {}, true},
		"read": {func(s *snapshot.Snapshot) {
			s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{{Mode: "off"}}
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var out bytes.Buffer
			if err := question.New(account(tt.change)).Matrix().Write(&out, "md"); err != nil {
				t.Fatal(err)
			}

			if got := strings.Contains(out.String(), "not known: VPC Block Public Access"); got != tt.want {
				t.Errorf("got %s", &out)
			}
		})
	}
}
