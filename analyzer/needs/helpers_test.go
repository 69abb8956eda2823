package needs_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	awsvpc = snapshot.ModeAWSVPC
	bridge = snapshot.ModeBridge
	host   = snapshot.ModeHost
	nat    = snapshot.ModeDefault
)

// The group of what filters the tasks of the usual service: of its instance, or of the tasks in awsvpc mode.
const own = "sg-own"

// service is an account with one service, web, in the given mode, of one container with the given mappings. A mapping
// is "80", "8080:80" with a host port, "8000-8010" for a range, and may end in "/udp".
func service(mode snapshot.NetworkMode, mappings ...string) *snapshot.Snapshot {
	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}}
	s.TaskDefinitions = []snapshot.TaskDefinition{{
		ID: "web:1", Family: "web", NetworkMode: snapshot.Known(mode),
		ContainerDefinitions: []snapshot.ContainerDefinition{{Name: "app"}},
	}}
	s.Services = []snapshot.Service{{ID: "web", Cluster: "prod", Name: "web", TaskDefinition: "web:1"}}
	s.ContainerInstances = []snapshot.ContainerInstance{{ID: "ci-1", Cluster: "prod", Instance: "i-1", Status: "ACTIVE"}}
	s.Instances = []snapshot.Instance{{ID: "i-1", NetworkInterfaces: []string{"eni-1"}}}
	s.NetworkInterfaces = []snapshot.NetworkInterface{{ID: "eni-1", Subnet: "subnet-1", SecurityGroups: []string{own}}}
	s.SecurityGroups = []snapshot.SecurityGroup{{ID: own, Name: "own"}}
	s.Subnets = []snapshot.Subnet{
		{ID: "subnet-1", VPC: "vpc-1", CIDR: "10.0.1.0/24"}, {ID: "subnet-2", VPC: "vpc-1", CIDR: "10.0.2.0/24"},
	}

	if mode == awsvpc {
		s.Services[0].NetworkConfiguration = &snapshot.NetworkConfiguration{
			Subnets: snapshot.Known([]string{"subnet-1"}), SecurityGroups: snapshot.Known([]string{own}),
		}
	}

	for _, text := range mappings {
		container := &s.TaskDefinitions[0].ContainerDefinitions[0]
		container.PortMappings = append(container.PortMappings, mapping(text))
	}

	return s
}

func mapping(text string) snapshot.PortMapping {
	var m snapshot.PortMapping

	ports, protocol, _ := strings.Cut(text, "/")
	if protocol != "" {
		m.Protocol = snapshot.Known(protocol)
	}

	if first, second, ok := strings.Cut(ports, ":"); ok {
		m.HostPort, ports = snapshot.Known(number(first)), second
	}

	if strings.Contains(ports, "-") {
		m.ContainerPortRange = snapshot.Known(ports)
	} else {
		m.ContainerPort = snapshot.Known(number(ports))
	}

	return m
}

// list reads "a, b"; nothing is in "".
func list(text string) []string {
	if text == "" {
		return nil
	}

	return strings.Split(text, ", ")
}

func number(text string) int {
	n, _ := strconv.Atoi(text)

	return n
}

// balanced puts the service behind a load balancer: its container port 80 is registered with the target group.
func balanced(s *snapshot.Snapshot, group snapshot.TargetGroup, lb snapshot.LoadBalancer) *snapshot.Snapshot {
	group.ID, group.Name, group.LoadBalancers = "tg/web", "web", []string{"lb/" + lb.Name}
	lb.ID = "lb/" + lb.Name
	s.TargetGroups = append(s.TargetGroups, group)
	s.LoadBalancers = append(s.LoadBalancers, lb)
	s.Services[0].LoadBalancers = []snapshot.ServiceLoadBalancer{
		{TargetGroup: "tg/web", ContainerName: "app", ContainerPort: snapshot.Known(80)},
	}

	return s
}

func alb() snapshot.LoadBalancer {
	return snapshot.LoadBalancer{Name: "front", Type: "application", SecurityGroups: []string{"sg-lb"}}
}

func nlb(subnets ...string) snapshot.LoadBalancer {
	return snapshot.LoadBalancer{Name: "dns", Type: "network", Subnets: subnets}
}

// rules gives the own group ingress rules like "tcp 80-443 sg-b".
func rules(s *snapshot.Snapshot, texts ...string) *snapshot.Snapshot {
	for i, text := range texts {
		s.SecurityGroups[0].Rules = append(s.SecurityGroups[0].Rules, rule("sgr-"+strconv.Itoa(i), text))
	}

	return s
}

func rule(id, text string) snapshot.SecurityGroupRule {
	f := strings.Fields(text)
	r := snapshot.SecurityGroupRule{ID: id}

	if f[0] == "out" {
		r.Egress, f = true, f[1:]
	}

	r.Protocol = snapshot.Known(f[0])

	if len(f) == 3 {
		from, to, found := strings.Cut(f[1], "-")
		if !found {
			to = from
		}

		r.FromPort, r.ToPort = snapshot.Known(number(from)), snapshot.Known(number(to))
	}

	switch peer := f[len(f)-1]; {
	case strings.HasPrefix(peer, "sg-"):
		r.ReferencedGroup = snapshot.Known(peer)
	case strings.HasPrefix(peer, "pl-"):
		r.PrefixList = snapshot.Known(peer)
	default:
		r.CIDRIPv4 = snapshot.Known(peer)
	}

	return r
}

func model(s *snapshot.Snapshot) (*needs.Model, *placement.Tenant) {
	index := snapshot.NewIndex(s)
	p := placement.New(index)

	return needs.New(index, p, reach.New(index)), p.Tenants("prod")[0]
}

// declared says what the first tenant needs: "tcp 80 sg-lb", and "unread …".
func declared(s *snapshot.Snapshot) []string {
	m, tenant := model(s)
	all, unread := m.Declared(tenant)

	lines := make([]string, 0, len(all)+len(unread))
	for _, n := range all {
		lines = append(lines, text(n))
	}

	for _, what := range unread {
		lines = append(lines, "unread "+what)
	}

	return lines
}

func text(n needs.Need) string {
	if n.From == n.To {
		return fmt.Sprintf("%s %d %s", n.Protocol, n.From, n.Peer())
	}

	return fmt.Sprintf("%s %d-%d %s", n.Protocol, n.From, n.To, n.Peer())
}

func equal(t *testing.T, got, want []string) {
	t.Helper()

	if len(got)+len(want) == 0 {
		return
	}

	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
