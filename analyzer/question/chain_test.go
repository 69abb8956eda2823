package question_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/question"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// chained puts an internet-facing Network Load Balancer before the load balancer of the account, which becomes internal
// and admits whom its rules name.
func chained(admits string, change ...func(*snapshot.Snapshot)) *snapshot.Snapshot {
	s := account(func(s *snapshot.Snapshot) {
		s.LoadBalancers[0].Scheme, s.LoadBalancers[0].Subnets = "internal", []string{private}
		s.SecurityGroups[0] = group("sg-alb", ingress("443", admits), egress())
		s.SecurityGroups = append(s.SecurityGroups, group("sg-nlb", ingress("80", "0.0.0.0/0"), egress()))
		s.LoadBalancers = append(s.LoadBalancers, snapshot.LoadBalancer{
			ID: "nlb-1", Name: "edge", Type: "network", Scheme: "internet-facing", VPC: vpc,
			SecurityGroups: []string{"sg-nlb"}, Subnets: []string{public},
		})
		s.Listeners = append(s.Listeners, snapshot.Listener{
			ID: "listener-nlb", LoadBalancer: "nlb-1", Protocol: "TCP", Port: 80, TargetGroups: []string{"tg-alb"},
		})
		s.TargetGroups = append(s.TargetGroups, snapshot.TargetGroup{
			ID: "tg-alb", Name: "to-front", TargetType: "alb", Protocol: "TCP", Port: 443,
			LoadBalancers: []string{"nlb-1"}, Targets: []snapshot.Target{{ID: "lb-1", Port: 443}},
		})
	})

	for _, each := range change {
		each(s)
	}

	return s
}

// What a Network Load Balancer sends to an Application Load Balancer goes on to its tasks. The groups of the second see
// the client, whose address the first keeps, or the group of the first.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func TestALBBehindNLB(t *testing.T) {
	t.Parallel()

	type change = func(*snapshot.Snapshot)

	groupless := func(s *snapshot.Snapshot) { s.LoadBalancers[1].SecurityGroups = nil }
	target := func(set func(*snapshot.TargetGroup)) change {
		return func(s *snapshot.Snapshot) { set(&s.TargetGroups[1]) }
	}
	rules := func(at int, g snapshot.SecurityGroup) change {
		return func(s *snapshot.Snapshot) { s.SecurityGroups[at] = g }
	}

	for name, tt := range map[string]struct {
		admits  string
		changes []change
		want    reach.Verdict
	}{
		"the ALB admits the clients":         {"0.0.0.0/0", nil, reach.Allowed},
		"some of them":                       {"203.0.113.0/24", []change{groupless}, reach.Partly},
		"the group of the NLB":               {"sg-nlb", nil, reach.Allowed},
		"the subnet of the NLB":              {"10.0.0.0/24", []change{groupless}, reach.Blocked},
		"an NLB without groups, the clients": {"0.0.0.0/0", []change{groupless}, reach.Allowed},
		"nobody":                             {"192.168.0.0/16", []change{groupless}, reach.Blocked},
		"the NLB lets nothing in": {
			"0.0.0.0/0", []change{rules(4, group("sg-nlb", egress()))}, reach.Blocked,
		},
		"the NLB lets nothing out": {
			"0.0.0.0/0", []change{rules(4, group("sg-nlb", ingress("80", "0.0.0.0/0")))}, reach.Blocked,
		},
		"the ALB lets nothing out": {
			"0.0.0.0/0", []change{rules(0, group("sg-alb", ingress("443", "0.0.0.0/0")))}, reach.Blocked,
		},
		"the tasks do not admit the ALB": {
			"0.0.0.0/0", []change{rules(1, group("sg-web", egress()))}, reach.Blocked,
		},
		"the tasks admit the NLB, not the ALB": {
			"0.0.0.0/0", []change{rules(1, group("sg-web", ingress("8080", "sg-nlb")))}, reach.Blocked,
		},
		"an internal NLB": {
			"0.0.0.0/0", []change{func(s *snapshot.Snapshot) { s.LoadBalancers[1].Scheme = "internal" }}, reach.Blocked,
		},
		"a port that the ALB does not listen on": {
			"0.0.0.0/0", []change{target(func(g *snapshot.TargetGroup) { g.Targets[0].Port = 80 })}, reach.Blocked,
		},
		"the port of the group": {
			"0.0.0.0/0", []change{target(func(g *snapshot.TargetGroup) { g.Targets[0].Port = 0 })}, reach.Allowed,
		},
		"another ALB": {
			"0.0.0.0/0", []change{target(func(g *snapshot.TargetGroup) { g.Targets[0].ID = "lb-9" })}, reach.Blocked,
		},
		"no target": {
			"0.0.0.0/0", []change{target(func(g *snapshot.TargetGroup) { g.Targets = nil })}, reach.Blocked,
		},
		"a group of addresses is none of an ALB": {
			"0.0.0.0/0", []change{target(func(g *snapshot.TargetGroup) { g.TargetType = "ip" })}, reach.Blocked,
		},
		"an attribute that the group cannot have": {
			"sg-nlb",
			[]change{groupless, target(func(g *snapshot.TargetGroup) { g.PreserveClientIP = snapshot.Known(false) })},
			reach.Blocked,
		},
		"a load balancer that was not read": {
			"0.0.0.0/0", []change{func(s *snapshot.Snapshot) { s.LoadBalancers = s.LoadBalancers[:1] }}, reach.Unknown,
		},
		"one that the group names was not read": {
			"0.0.0.0/0", []change{func(s *snapshot.Snapshot) { s.Listeners = s.Listeners[:1] }}, reach.Unknown,
		},
		"a load balancer before itself": {
			"0.0.0.0/0", []change{func(s *snapshot.Snapshot) { s.Listeners[1].LoadBalancer = "lb-1" }}, reach.Unknown,
		},
		"two load balancers before each other": {"0.0.0.0/0", []change{around}, reach.Unknown},
		"targets that were not read may be the ALB": {
			"0.0.0.0/0", []change{unread(snapshot.NounTargetHealth)}, reach.Unknown,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ask(t, chained(tt.admits, tt.changes...), question.Question{From: "internet", To: web})
			if got.Verdict != tt.want {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.want, got)
			}

			if tt.want == reach.Unknown && len(got.Assumptions) == 0 {
				t.Error("the answer does not say what is not known")
			}

			direct := ask(t, chained(tt.admits, tt.changes...), question.Question{From: "internet", To: web, Direct: true})
			if direct.Verdict != reach.Blocked {
				t.Errorf("directly: got %s", direct.Verdict)
			}
		})
	}
}

// around makes each of the two load balancers the target of the other, beside the internet.
func around(s *snapshot.Snapshot) {
	s.LoadBalancers[1].Scheme = "internal"
	s.TargetGroups = append(s.TargetGroups, snapshot.TargetGroup{
		ID: "tg-nlb", Name: "back", TargetType: "alb", Protocol: "TCP", Port: 80,
		LoadBalancers: []string{"lb-1"}, Targets: []snapshot.Target{{ID: "nlb-1", Port: 80}},
	})
	s.Listeners[0].TargetGroups = append(s.Listeners[0].TargetGroups, "tg-nlb")
}

func unread(noun snapshot.Noun) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) {
		s.TargetGroups[1].Targets = nil
		s.Gaps = append(s.Gaps, snapshot.Gap{What: string(noun), Why: "denied", Nouns: []snapshot.Noun{noun}})
	}
}

// The path names both load balancers, in the order in which a packet meets them.
func TestPathOverTwoLoadBalancers(t *testing.T) {
	t.Parallel()

	got := ask(t, chained("0.0.0.0/0"), question.Question{From: "internet", To: web})

	var listeners []string

	all := make([]string, 0, len(got.Paths[0]))

	for _, step := range got.Paths[0] {
		if step.Kind == "listener" || step.Kind == "targetGroup" {
			listeners = append(listeners, step.ID)
		}

		all = append(all, step.Text)
	}

	want := []string{"listener-nlb", "tg-alb", "listener-1", "tg-web"}
	if !slices.Equal(listeners, want) || got.Allowed[0].Via != "edge and front" {
		t.Errorf("got %q by %q, want %q", listeners, got.Allowed[0].Via, want)
	}

	text := strings.Join(all, "\n")
	if strings.Count(text, "from internet\n") != 1 || !strings.Contains(text, "group alb: tcp 443 from 0.0.0.0/0") {
		t.Errorf("got\n%s", text)
	}
}

// A load balancer is reached through the one before it too, and not directly.
func TestToALoadBalancerThroughAnother(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		admits string
		direct bool
		change func(*snapshot.Snapshot)
		want   reach.Verdict
	}{
		"through":  {"0.0.0.0/0", false, func(*snapshot.Snapshot) {}, reach.Allowed},
		"directly": {"0.0.0.0/0", true, func(*snapshot.Snapshot) {}, reach.Blocked},
		"not admitted": {
			"192.168.0.0/16", false, func(s *snapshot.Snapshot) { s.LoadBalancers[1].SecurityGroups = nil }, reach.Blocked,
		},
		"what was not read": {
			"0.0.0.0/0", false, func(s *snapshot.Snapshot) { s.Listeners = s.Listeners[:1] }, reach.Unknown,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			q := question.Question{From: "internet", To: "lb:front", Direct: tt.direct}
			if got := ask(t, chained(tt.admits, tt.change), q); got.Verdict != tt.want {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.want, got)
			}
		})
	}
}
