package suggest_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

// Every rule that names the instances' group is followed by the new groups, before anything moves.
func TestDownstream(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		group string
		rules []string
		want  []string
	}{
		"a database, with its port": {"db", []string{"tcp 5432 sg-hosts"}, []string{
			"sgr-db-0: tcp/5432 web-task (new)", "sgr-db-0: tcp/5432 dns-task (new)",
		}},
		"everything": {"db", []string{"-1 sg-hosts"}, []string{
			"sgr-db-0: all traffic web-task (new)", "sgr-db-0: all traffic dns-task (new)",
		}},
		"all ports": {"db", []string{"6 sg-hosts"}, []string{
			"sgr-db-0: tcp/0-65535 web-task (new)", "sgr-db-0: tcp/0-65535 dns-task (new)",
		}},
		"each rule": {"db", []string{"tcp 5432 sg-hosts", "tcp 5432 10.0.0.0/16", "icmp 8/-1 sg-hosts"}, []string{
			"sgr-db-0: tcp/5432 web-task (new)", "sgr-db-0: tcp/5432 dns-task (new)",
			"sgr-db-2: icmp type 8 web-task (new)", "sgr-db-2: icmp type 8 dns-task (new)",
		}},
		"another group": {"db", []string{"tcp 5432 sg-b"}, nil},
		"addresses":     {"db", []string{"tcp 5432 10.0.0.0/16"}, nil},
		"a rule of its own": {"hosts", []string{"tcp 8080 sg-hosts"}, []string{
			"sgr-hosts-0: tcp/8080 web-task (new)", "sgr-hosts-0: tcp/8080 dns-task (new)",
		}},
		"egress to the tasks meets the container's port": {"lb", []string{"out tcp 8080 sg-hosts"}, []string{
			"sgr-lb-0: tcp/80 web-task (new)",
		}},
		"egress to the whole ephemeral range": {"lb", []string{"out udp 32768-60999 sg-hosts"}, []string{
			"sgr-lb-0: udp/53 dns-task (new)",
		}},
		"egress to a port that no task answers at": {"lb", []string{"out tcp 22 sg-hosts"}, nil},
		"egress of everything": {"lb", []string{"out -1 sg-hosts"}, []string{
			"sgr-lb-0: all traffic web-task (new)", "sgr-lb-0: all traffic dns-task (new)",
		}},
		"a rule that cannot be read": {"db", []string{"sctp 80 sg-hosts"}, []string{
			`sgr-db-0? protocol "sctp" is none that EC2 knows`,
		}},
		"a rule that cannot be read and names another": {"db", []string{"sctp 80 sg-b"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			group(s, tt.group, tt.rules...)
			service(s, "web", bridge, "8080:80")
			service(s, "dns", bridge, "53/udp")
			equal(t, additions(suggest.Make(s, nil)), tt.want)
		})
	}
}

func TestUnknownDownstream(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "db", "tcp 5432 sg-hosts")
	s.SecurityGroups[1].Rules[0].ReferencedGroup = snapshot.Unknown[string](later)
	equal(t, additions(suggest.Make(s, nil)), nil)

	service(s, "web", bridge, "80")
	plan := suggest.Make(s, nil)
	equal(t, additions(plan), []string{"sgr-db-0? peer: " + later})

	for _, text := range []string{written(t, plan.Text), written(t, plan.Terraform)} {
		if !strings.Contains(text, "cannot be judged (peer: known after apply); see to it by hand") {
			t.Errorf("not said in\n%s", text)
		}
	}
}

// Only services that are asked for leave their group.
func TestSelectedServices(t *testing.T) {
	t.Parallel()

	s := fleet()
	group(s, "db", "tcp 5432 sg-hosts")
	service(s, "web", bridge, "8080:80")
	service(s, "api", bridge, "9090:80")
	service(s, "task", awsvpc, "80")

	plan := suggest.Make(s, []string{"api", "task"})
	equal(t, additions(plan), []string{"sgr-db-0: tcp/5432 api-task (new)"})

	if len(plan.Services) != 1 || len(plan.NotApplicable) != 0 || plan.Missing([]string{"web", "api", "task"}) != "" {
		t.Errorf("got %v %v", plan.Services, plan.NotApplicable)
	}

	if got := plan.Missing([]string{"web", "nobody"}); got != "nobody" {
		t.Errorf("got %q", got)
	}
}

// A service for which there is nothing to suggest says why; one that is awsvpc already says nothing.
func TestNotApplicable(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		mode snapshot.NetworkMode
		edit func(*snapshot.Snapshot, *snapshot.Service)
		want string
	}{
		"awsvpc": {awsvpc, func(*snapshot.Snapshot, *snapshot.Service) {}, ""},
		"none":   {snapshot.ModeNone, func(*snapshot.Snapshot, *snapshot.Service) {}, ""},
		"ECS Anywhere": {bridge, func(s *snapshot.Snapshot, v *snapshot.Service) {
			v.LaunchType = snapshot.Known(snapshot.LaunchExternal)
			s.ContainerInstances[0].Instance = "mi-1"
		}, "not applicable: ECS Anywhere has no awsvpc mode"},
		"task definition": {bridge, func(s *snapshot.Snapshot, _ *snapshot.Service) {
			s.TaskDefinitions = nil
		}, "its task definition was not read"},
		"network mode": {bridge, func(s *snapshot.Snapshot, _ *snapshot.Service) {
			s.TaskDefinitions[0].NetworkMode = snapshot.Unknown[snapshot.NetworkMode](later)
		}, "its network mode is not known: " + later},
		"launch type": {bridge, func(_ *snapshot.Snapshot, v *snapshot.Service) {
			v.LaunchType = snapshot.Unknown[snapshot.LaunchType](later)
		}, "launch type: " + later},
		"no instance": {bridge, func(s *snapshot.Snapshot, _ *snapshot.Service) {
			s.ContainerInstances = nil
		}, "no instance takes its tasks today, so nothing says what reaches them"},
		"interfaces": {bridge, func(s *snapshot.Snapshot, _ *snapshot.Service) {
			s.NetworkInterfaces = nil
		}, "the network interfaces of i-1 were not read"},
		"interfaces of one instance": {bridge, func(s *snapshot.Snapshot, _ *snapshot.Service) {
			s.NetworkInterfaces = s.NetworkInterfaces[:1]
		}, "the network interfaces of i-2 were not read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			tt.edit(s, service(s, "web", tt.mode, "8080:80"))

			plan := suggest.Make(s, nil)
			if len(plan.Services) > 0 || len(plan.Downstream) > 0 {
				t.Errorf("got %v", plan.Services)
			}

			switch {
			case tt.want == "" && len(plan.NotApplicable) > 0:
				t.Errorf("got %v", plan.NotApplicable)
			case tt.want == "":
				if text := written(t, plan.Text); text != "nothing to suggest: no service is in host or bridge mode\n" {
					t.Errorf("got %q", text)
				}
			case !slices.Equal(plan.NotApplicable, []suggest.NotApplicable{{"prod", "web", tt.want}}):
				t.Errorf("got %v, want %s", plan.NotApplicable, tt.want)
			default:
				if text := written(t, plan.Text); text != "cluster prod, service web: "+tt.want+"\n" {
					t.Errorf("got %q", text)
				}
			}
		})
	}
}

// A standalone task has no service to move.
func TestStandaloneTask(t *testing.T) {
	t.Parallel()

	s := fleet()
	service(s, "web", bridge, "8080:80")
	s.Services = nil
	s.Tasks = []snapshot.Task{{ID: "task-1", Cluster: "prod", TaskDefinition: "web:1"}}

	plan := suggest.Make(s, nil)
	if len(plan.Services)+len(plan.NotApplicable) > 0 || plan.Missing([]string{"web"}) == "" {
		t.Errorf("got %v", plan)
	}
}

// What cannot be told is noted, and never widened to what might be.
func TestNotes(t *testing.T) {
	t.Parallel()

	const (
		onBridge = "tasks on one instance reach each other over its bridge today, which no group sees; " +
			"that ends, and only what the groups admit stays"
		onHost     = "what the task does over the instance's loopback address or network ends with host mode"
		undeclared = "ports that the task listens on without declaring them are not known; " +
			"what reaches them is not carried over"
	)

	hosts := func(s *snapshot.Snapshot) *snapshot.SecurityGroupRule { return &s.SecurityGroups[0].Rules[0] }

	for name, tt := range map[string]struct {
		mode  snapshot.NetworkMode
		edit  func(*snapshot.Snapshot)
		notes []string
	}{
		"bridge":      {bridge, func(*snapshot.Snapshot) {}, []string{onBridge}},
		"host":        {host, func(*snapshot.Snapshot) {}, []string{onHost, undeclared}},
		"Windows NAT": {nat, func(*snapshot.Snapshot) {}, []string{onBridge}},
		"target group of instances": {bridge, func(s *snapshot.Snapshot) {
			balanced(s, &s.Services[0], "sg-lb")
		}, []string{"target group web is of type instance; awsvpc needs one of type ip", onBridge}},
		"target group of addresses": {bridge, func(s *snapshot.Snapshot) {
			balanced(s, &s.Services[0], "sg-lb")
			s.TargetGroups[0].TargetType = "ip"
		}, []string{onBridge}},
		"group that was not read": {bridge, func(s *snapshot.Snapshot) {
			s.SecurityGroups = nil
		}, []string{
			onBridge, "not known, and may declare more: security group sg-hosts",
			"security group sg-hosts was not read; what it lets out is not carried over",
			"security group sg-hosts was not read; what it admits is not carried over",
		}},
		"port": {bridge, func(s *snapshot.Snapshot) {
			s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[0].ContainerPort = snapshot.Unknown[int](later)
		}, []string{onBridge, "not known, and may declare more: a port of container app"}},
		"ingress rule": {bridge, func(s *snapshot.Snapshot) {
			hosts(s).ToPort = snapshot.Unknown[int](later)
		}, []string{onBridge, "rule sgr-hosts-0 cannot be judged (to port: known after apply) and is not carried over"}},
		"egress rule, protocol": {bridge, func(s *snapshot.Snapshot) {
			hosts(s).Egress, hosts(s).Protocol = true, snapshot.Unknown[string](later)
		}, []string{
			onBridge,
			"egress rule sgr-hosts-0 cannot be judged (protocol: known after apply) and is not carried over",
		}},
		"egress rule, peer": {bridge, func(s *snapshot.Snapshot) {
			hosts(s).Egress, hosts(s).CIDRIPv4 = true, snapshot.Unknown[string](later)
		}, []string{onBridge, "egress rule sgr-hosts-0 cannot be judged (peer: known after apply) and is not carried over"}},
		"egress rule, no peer": {bridge, func(s *snapshot.Snapshot) {
			hosts(s).Egress, hosts(s).CIDRIPv4 = true, snapshot.Value[string]{}
		}, []string{
			onBridge,
			"egress rule sgr-hosts-0 cannot be judged (peer: no peer is no CIDR) and is not carried over",
		}},
		"clients of a load balancer": {bridge, func(s *snapshot.Snapshot) {
			balanced(s, &s.Services[0])
			s.TargetGroups[0].Protocol, s.TargetGroups[0].TargetType = "UDP", "ip"
		}, []string{onBridge, "not known, and may declare more: the clients of load balancer front"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := fleet()
			group(s, "hosts", "tcp 1 10.0.0.0/16")
			service(s, "web", tt.mode, "8080:80")
			tt.edit(s)

			got := first(t, suggest.Make(s, nil))
			equal(t, got.Notes, tt.notes)
			equal(t, lines(got.Group.Egress), nil)

			if got.Group.VPC != "vpc-1" {
				t.Errorf("VPC %q", got.Group.VPC)
			}
		})
	}
}

// EC2 takes 60 rules in a direction: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
func TestQuota(t *testing.T) {
	t.Parallel()

	for n, want := range map[int]string{
		60: "", 61: "group web-unexplained has 61 rules; EC2 takes 60 unless the quota was raised",
	} {
		s := fleet()
		for i := range n {
			group(s, "hosts", "tcp 0-65535 10.0.1."+strconv.Itoa(2*i)+"/32")
		}

		service(s, "web", bridge, "80")

		notes := first(t, suggest.Make(s, nil)).Notes
		if got := strings.Join(notes[1:], "; "); got != want {
			t.Errorf("%d: got %q", n, got)
		}
	}
}
