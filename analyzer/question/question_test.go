package question_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/question"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func ingress(port, peer string) snapshot.SecurityGroupRule {
	n, _ := strconv.Atoi(port)
	r := snapshot.SecurityGroupRule{
		Protocol: snapshot.Known("tcp"), FromPort: snapshot.Known(n), ToPort: snapshot.Known(n),
	}

	if strings.HasPrefix(peer, "sg-") {
		r.ReferencedGroup = snapshot.Known(peer)
	} else {
		r.CIDRIPv4 = snapshot.Known(peer)
	}

	return r
}

// egress is the rule that EC2 makes.
func egress() snapshot.SecurityGroupRule {
	return snapshot.SecurityGroupRule{
		Egress: true, Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("0.0.0.0/0"),
	}
}

const (
	web   = "service:prod/web"
	agent = "service:prod/agent"
)

func TestVerdicts(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		from, to, port string
		direct         bool
		want           reach.Verdict
	}{
		"through the load balancer":                    {"internet", web, "", false, reach.Allowed},
		"not around it":                                {"internet", web, "", true, reach.Blocked},
		"a fixed host port":                            {"internet", agent, "80/tcp", false, reach.Allowed},
		"the container port behind it":                 {"internet", agent, "8000/tcp", false, reach.Allowed},
		"a drawn host port":                            {"internet", agent, "40000/tcp", false, reach.Blocked},
		"all ports of a service, of which one is open": {"internet", agent, "", false, reach.Partly},
		"nothing listens behind a bridge":              {"10.0.1.7", agent, "9000/tcp", false, reach.Blocked},
		"but the interface admits it":                  {"10.0.1.7", "eni-host", "9000/tcp", false, reach.Allowed},
		"an instance is its interfaces":                {"10.0.1.7", "i-1", "9000/tcp", false, reach.Allowed},
		"an address of the account is its interface":   {"10.0.1.7", "10.0.0.20", "9000/tcp", false, reach.Allowed},
		"a public address too": {
			"internet", "198.51.100.20", "80/tcp", false, reach.Allowed,
		},
		"a port that no rule admits":                         {"internet", "i-1", "22/tcp", false, reach.Blocked},
		"from a task, by the NAT gateway":                    {web, "203.0.113.9", "443/tcp", false, reach.Allowed},
		"not to a task from another's group":                 {agent, web, "", true, reach.Blocked},
		"a task":                                             {"lb:front", "task:t1", "", false, reach.Allowed},
		"a load balancer's own ports":                        {"internet", "lb:front", "", false, reach.Allowed},
		"and no other":                                       {"internet", "lb:front", "80/tcp", false, reach.Blocked},
		"members of a group":                                 {"sg-web", "sg-hosts", "80/tcp", false, reach.Allowed},
		"a half of all addresses, of which some are private": {"128.0.0.0/1", "i-1", "80/tcp", false, reach.Partly},
		"everything is the internet":                         {"0.0.0.0/0", "i-1", "80/tcp", false, reach.Allowed},
		"part of a CIDR":                                     {"10.0.0.0/16", "i-1", "9000/tcp", false, reach.Partly},
		"addresses there may have a named group":             {"10.0.0.0/16", "eni-web", "8080/tcp", false, reach.Unknown},
		"an address too":                                     {"10.0.1.7", web, "", true, reach.Unknown},
		"not those of elsewhere":                             {"10.9.0.0/16", "eni-web", "8080/tcp", false, reach.Blocked},
		"not on another port":                                {"10.0.0.0/16", "eni-web", "22/tcp", false, reach.Blocked},
		"nobody knows what filters there":                    {web, "10.0.1.0/24", "80/tcp", false, reach.Unknown},
		"a CIDR of one address": {
			"10.0.1.7/32", "10.0.0.20/32", "9000/tcp", false, reach.Allowed,
		},
		"IPv4 written as IPv6": {
			"::ffff:10.0.1.7", "::ffff:10.0.0.20", "9000/tcp", false, reach.Allowed,
		},
		"no IPv6 here": {"internet6", "i-1", "80/tcp", false, reach.Blocked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			q := question.Question{From: tt.from, To: tt.to, Port: tt.port, Direct: tt.direct}
			if got := ask(t, account(), q); got.Verdict != tt.want {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.want, got)
			}
		})
	}
}

// What was not read makes an answer unknown where it may change it, and no other.
func TestUnreadEndsAreUnknown(t *testing.T) {
	t.Parallel()

	gap := func(noun snapshot.Noun) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.Gaps = []snapshot.Gap{{What: "a:Call", Why: "AccessDenied", Nouns: []snapshot.Noun{noun}}}
		}
	}
	noListener := func(s *snapshot.Snapshot) { s.Listeners = nil }
	noGroup := func(s *snapshot.Snapshot) { s.TargetGroups, s.Listeners = nil, nil }
	unused := func(s *snapshot.Snapshot) { s.TargetGroups[0].LoadBalancers, s.Listeners = nil, nil }
	noAddress := func(s *snapshot.Snapshot) {
		s.Tasks = nil
		s.Services[0].NetworkConfiguration.AssignPublicIP = snapshot.Unknown[string]("not in this source")
	}
	outside := func(s *snapshot.Snapshot) {
		s.Services[0].NetworkConfiguration.Subnets = snapshot.Known([]string{public})
		s.SecurityGroups[1] = group("sg-web", ingress("8080", "0.0.0.0/0"), egress())
	}
	silent := func(s *snapshot.Snapshot) { s.SecurityGroups[2] = group("sg-hosts") }
	refused := func(s *snapshot.Snapshot) { s.SecurityGroups[0] = group("sg-alb", egress()) }

	for name, tt := range map[string]struct {
		change         []func(*snapshot.Snapshot)
		from, to, port string
		direct         bool
		want           reach.Verdict
		note           string
	}{
		"a public address": {
			asList(noAddress, outside), "internet", web, "", true, reach.Unknown, "has a public address is not known",
		},
		"a public address where nobody comes in": {asList(noAddress), "internet", web, "", true, reach.Blocked, ""},
		"members to come": {
			nil, "sg-alb", "sg-web", "8080/tcp", false, reach.Unknown, "no interface has",
		},
		"no member": {
			nil, "203.0.113.9", "sg-nobody", "22/tcp", false, reach.Unknown, "no interface has",
		},
		"some members": {
			asList(gap(snapshot.NounNetworkInterface)), "i-1", "sg-web", "", false, reach.Unknown, "a:Call",
		},
		"no listener": {
			asList(noListener), "internet", web, "", false, reach.Unknown, "listener that leads to",
		},
		"not asked about": {asList(noListener), "internet", web, "", true, reach.Blocked, ""},
		"another port":    {asList(noListener), "internet", web, "22/tcp", false, reach.Blocked, ""},
		"no target group": {
			asList(noGroup), "internet", web, "", false, reach.Unknown, "target group tg-web",
		},
		"no load balancer": {asList(unused), "internet", web, "", false, reach.Blocked, ""},
		"another one": {
			asList(gap(snapshot.NounLoadBalancer), refused), "internet", web, "", false, reach.Unknown, "a:Call",
		},
		"all were read": {asList(refused), "internet", web, "", false, reach.Blocked, ""},
		"one is enough": {
			asList(gap(snapshot.NounListener)), "internet", web, "", false, reach.Allowed, "",
		},
		"what filters at addresses of the VPC": {
			nil, "i-1", "10.0.1.7", "80/tcp", false, reach.Unknown, "what filters at",
		},
		"lets out nothing, whatever is there": {asList(silent), "i-1", "10.0.1.7", "80/tcp", false, reach.Blocked, ""},
		"listeners of a load balancer": {
			asList(gap(snapshot.NounListener)), "internet", "lb:front", "80/tcp", false, reach.Unknown, "listeners of",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			q := question.Question{From: tt.from, To: tt.to, Port: tt.port, Direct: tt.direct}

			got := ask(t, account(tt.change...), q)
			if got.Verdict != tt.want || !strings.Contains(strings.Join(got.Assumptions, "\n"), tt.note) {
				t.Errorf("got %s, want %s with %q: %+v", got.Verdict, tt.want, tt.note, got)
			}
		})
	}
}

func asList[T any](all ...T) []T { return all }

// A group that no interface has says what its next member could do, and that there is none today.
func TestGroupWithoutMembers(t *testing.T) {
	t.Parallel()

	s := account()
	got := ask(t, s, question.Question{From: "203.0.113.9", To: "sg-nobody", Port: "22/tcp"})

	if len(got.Assumptions) == 0 || !strings.Contains(got.Assumptions[0], "no interface has security group sg-nobody") {
		t.Errorf("got %v", got.Assumptions)
	}
}

// Without the routes nobody knows: what may pass is shown, and why it is not sure.
func TestUnreadRoutesAreUnknown(t *testing.T) {
	t.Parallel()

	s := account(func(s *snapshot.Snapshot) { s.RouteTables = nil })
	got := ask(t, s, question.Question{From: "internet", To: "i-1", Port: "80/tcp"})

	if got.Verdict != reach.Unknown || len(got.Paths) == 0 || len(got.Assumptions) == 0 {
		t.Errorf("got %s, %d paths, %v", got.Verdict, len(got.Paths), got.Assumptions)
	}
}

// Everything that stops a packet is said at once, so that one change does not lead to the next surprise.
func TestAllBlockersAtOnce(t *testing.T) {
	t.Parallel()

	got := ask(t, account(), question.Question{From: "internet", To: "eni-web", Port: "22/tcp"})

	kinds := make([]string, 0, len(got.Blockers))
	for _, step := range got.Blockers {
		kinds = append(kinds, step.Kind)
	}

	if want := []string{"publicAddress", "route", "securityGroup"}; !slices.Equal(kinds, want) {
		t.Errorf("got %v, want %v: %+v", kinds, want, got.Blockers)
	}
}

// What passes in part is shown with what stops the rest: of the ports, and of the addresses.
func TestPartlyHasBlockers(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct{ from, port, want string }{
		"ports":             {"internet", "80-81/tcp", "admits tcp 81 from the internet"},
		"addresses":         {"10.0.0.0/16", "9000/tcp", "admits tcp 9000 from 10.0.0.0"},
		"none where all do": {"internet", "80/tcp", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ask(t, account(), question.Question{From: tt.from, To: "i-1", Port: tt.port})
			if (tt.want == "") != (len(got.Blockers) == 0) {
				t.Fatalf("got %s, %+v", got.Verdict, got.Blockers)
			}

			if tt.want != "" && (got.Verdict != reach.Partly || !strings.Contains(got.Blockers[0].Text, tt.want)) {
				t.Errorf("got %s, %+v, want %q", got.Verdict, got.Blockers, tt.want)
			}
		})
	}
}

// What stops the way through a load balancer is shown, before it and behind it, and not where that way is open.
func TestBlockersOnTheWayThroughALoadBalancer(t *testing.T) {
	t.Parallel()

	set := func(at int, g snapshot.SecurityGroup) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { s.SecurityGroups[at] = g }
	}

	for name, tt := range map[string]struct {
		change []func(*snapshot.Snapshot)
		want   string
	}{
		"before": {
			asList(set(0, group("sg-alb", egress()))), "no inbound rule of security group alb (sg-alb) of load balancer front",
		},
		"behind": {
			asList(set(1, group("sg-web", egress()))), "no inbound rule of security group web (sg-web) admits tcp 8080",
		},
		"open": {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			var through []string

			for _, step := range ask(t, account(tt.change...), question.Question{From: "internet", To: web}).Blockers {
				if strings.HasSuffix(step.Text, ", on the way through load balancer front") {
					through = append(through, step.Text)
				}
			}

			found := len(through) == 1 && tt.want != "" && strings.HasPrefix(through[0], tt.want)
			if tt.want == "" && len(through) > 0 || tt.want != "" && !found {
				t.Errorf("got %q, want %q", through, tt.want)
			}
		})
	}
}

// A Network Load Balancer keeps the clients' addresses for targets that are instances, and for addresses where that
// is switched on; then the target's group must admit the clients, or the group of the load balancer.
func TestNetworkLoadBalancer(t *testing.T) {
	t.Parallel()

	type change = func(*snapshot.Snapshot)

	nlb := func(s *snapshot.Snapshot) {
		s.LoadBalancers[0].Type, s.Listeners[0].Protocol, s.TargetGroups[0].Protocol = "network", "TCP", "TCP"
	}
	keep := func(s *snapshot.Snapshot) { s.TargetGroups[0].PreserveClientIP = snapshot.Known(true) }
	groupless := func(s *snapshot.Snapshot) { s.LoadBalancers[0].SecurityGroups = nil }
	admit := func(peer string) change {
		return func(s *snapshot.Snapshot) {
			s.SecurityGroups[1] = group("sg-web", ingress("8080", peer), egress())
		}
	}

	for name, tt := range map[string]struct {
		changes []change
		want    reach.Verdict
	}{
		"its group": {[]change{nlb}, reach.Allowed},
		"its group, though clients keep their address": {[]change{nlb, keep}, reach.Allowed},
		"without groups its subnet":                    {[]change{nlb, groupless, admit("10.0.0.0/24")}, reach.Allowed},
		"without groups, nobody admitted":              {[]change{nlb, groupless}, reach.Blocked},
		"kept addresses and the subnet only": {
			[]change{nlb, groupless, keep, admit("10.0.0.0/24")}, reach.Blocked,
		},
		"kept addresses and the internet": {
			[]change{nlb, groupless, keep, admit("0.0.0.0/0")}, reach.Allowed,
		},
		"kept addresses, part of the internet": {
			[]change{nlb, groupless, keep, admit("203.0.113.0/24")}, reach.Partly,
		},
		"the load balancer lets nothing out": {[]change{nlb, keep, func(s *snapshot.Snapshot) {
			s.SecurityGroups[0] = group("sg-alb", ingress("443", "0.0.0.0/0"))
		}}, reach.Blocked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ask(t, account(tt.changes...), question.Question{From: "internet", To: web})
			if got.Verdict != tt.want {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.want, got)
			}
		})
	}
}

// A port that no mapping declares may be open all the same where containers share a network: nobody knows, and the
// answer says so.
func TestUndeclaredPortsArePossible(t *testing.T) {
	t.Parallel()

	s := account(func(s *snapshot.Snapshot) {
		s.SecurityGroups[1] = group("sg-web", ingress("9999", "10.0.0.0/16"))
	})
	got := ask(t, s, question.Question{From: "10.0.0.7", To: web, Port: "9999/tcp"})

	if got.Verdict != reach.Unknown || !strings.Contains(strings.Join(got.Assumptions, " "), "may listen on tcp 9999") {
		t.Errorf("got %s, %v", got.Verdict, got.Assumptions)
	}

	got = ask(t, account(), question.Question{From: "10.0.0.7", To: web, Port: "9999/tcp"})
	if got.Verdict != reach.Blocked || len(got.Assumptions) > 0 {
		t.Errorf("what no rule admits is blocked, whatever listens: got %s, %v", got.Verdict, got.Assumptions)
	}
}

// A name that several accounts or regions have is none to ask about; the ARN is.
func TestNamesThatAreNotUnique(t *testing.T) {
	t.Parallel()

	m := question.New(account(func(s *snapshot.Snapshot) {
		cluster, service, lb := s.Clusters[0], s.Services[0], s.LoadBalancers[0]
		cluster.ID, service.ID, lb.ID = "cluster/other", "service/other/web", "lb-2"
		service.Cluster, service.Account, service.Region = cluster.ID, "444455556666", "us-east-1"
		s.Clusters = append(s.Clusters, cluster)
		s.Services = append(s.Services, service)
		s.LoadBalancers = append(s.LoadBalancers, lb)
	}))

	for to, want := range map[string]string{
		web:                         "service/other/web, service/prod/web",
		"lb:front":                  "lb-1, lb-2",
		"service:service/other/web": "",
		"lb:lb-2":                   "",
		agent:                       "",
	} {
		_, err := m.Ask(question.Question{From: "internet", To: to})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", to, err, want)
		}
	}

	targets := m.Matrix().Targets
	if !slices.Contains(targets, "444455556666/us-east-1/prod/web") || !slices.Contains(targets, "prod/agent") {
		t.Errorf("got %q", targets)
	}
}

// Between tasks on one instance no group looks: for certain where they run there, perhaps where they could.
func TestTasksOnOneInstance(t *testing.T) {
	t.Parallel()

	other := func(s *snapshot.Snapshot) {
		s.TaskDefinitions = append(s.TaskDefinitions, definition("other", snapshot.ModeBridge, mapping(7000, 7000)))
		service := s.Services[1]
		service.ID, service.Name, service.TaskDefinition = "service/prod/other", "other", "other:1"
		s.Services = append(s.Services, service)
	}
	runs := func(s *snapshot.Snapshot) {
		for _, name := range []string{"other", "agent"} {
			s.Tasks = append(s.Tasks, snapshot.Task{
				ID: "task/prod/" + name, Cluster: s.Clusters[0].ID, Service: name, TaskDefinition: name + ":1",
				ContainerInstance: "ci-1",
			})
		}
	}

	for name, tt := range map[string]struct {
		change   []func(*snapshot.Snapshot)
		from, to string
		want     reach.Verdict
		step     bool
	}{
		"both run":     {asList(other, runs), agent, "service:prod/other", reach.Allowed, true},
		"both could":   {asList(other), agent, "service:prod/other", reach.Unknown, true},
		"from outside": {asList(other, runs), web, "service:prod/other", reach.Blocked, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ask(t, account(tt.change...), question.Question{From: tt.from, To: tt.to})
			step := len(got.Paths) > 0 && got.Paths[0][1].Text == "on one instance, where no group looks"

			if got.Verdict != tt.want || step != tt.step {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.want, got)
			}
		})
	}
}

func TestErrorsSayWhatToWrite(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		q    question.Question
		want string
	}{
		"no endpoint":      {question.Question{From: "intranet", To: "i-1"}, "service:CLUSTER/NAME"},
		"no port":          {question.Question{From: "internet", To: "i-1", Port: "http"}, "write 8080/tcp"},
		"no such service":  {question.Question{From: "internet", To: "service:prod/x"}, agent + ", " + web},
		"no such instance": {question.Question{From: "internet", To: "i-9"}, "no instance i-9 was read"},
		"nothing inside":   {question.Question{From: "internet", To: "203.0.113.9"}, "one end must be"},
		"no such group":    {question.Question{From: "internet", To: "sg-9"}, "no security group sg-9"},
		"no such balancer": {question.Question{From: "internet", To: "lb:back"}, "no load balancer back"},
		"no such task":     {question.Question{From: "internet", To: "task:t9"}, "no task t9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, err := question.New(account()).Ask(tt.q)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
