package suggest_test

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

const (
	awsvpc = snapshot.ModeAWSVPC
	bridge = snapshot.ModeBridge
	host   = snapshot.ModeHost
	nat    = snapshot.ModeDefault

	later = "known after apply"
)

// fleet is cluster prod with two instances of group hosts, in a private subnet whose routes lead to the VPC, to a peer
// and to a NAT gateway.
func fleet() *snapshot.Snapshot {
	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}}
	s.VPCs = []snapshot.VPC{{ID: "vpc-1", CIDRs: []string{"10.0.0.0/16"}}}
	s.Subnets = []snapshot.Subnet{
		{ID: "subnet-1", VPC: "vpc-1", CIDR: "10.0.1.0/24"}, {ID: "subnet-2", VPC: "vpc-1", CIDR: "10.0.2.0/24"},
	}
	s.RouteTables = []snapshot.RouteTable{{ID: "rtb-1", VPC: "vpc-1", Main: true}}
	routes(s, "10.0.0.0/16 local", "10.9.0.0/16 pcx-1", "0.0.0.0/0 nat-1")
	group(s, "hosts")

	for _, n := range []string{"1", "2"} {
		s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
			ID: "ci-" + n, Cluster: "prod", Instance: "i-" + n, Status: "ACTIVE",
		})
		s.Instances = append(s.Instances, snapshot.Instance{ID: "i-" + n, NetworkInterfaces: []string{"eni-" + n}})
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			ID: "eni-" + n, Subnet: "subnet-" + n, Instance: "i-" + n, SecurityGroups: []string{"sg-hosts"},
		})
	}

	return s
}

func routes(s *snapshot.Snapshot, texts ...string) {
	s.RouteTables[0].Routes = nil

	for _, text := range texts {
		destination, target, _ := strings.Cut(text, " ")
		s.RouteTables[0].Routes = append(s.RouteTables[0].Routes, snapshot.Route{Destination: destination, Target: target})
	}
}

// published gives the instances public addresses, and the default route to an internet gateway.
func published(s *snapshot.Snapshot) {
	routes(s, "10.0.0.0/16 local", "2001:db8:1::/56 local", "10.9.0.0/16 pcx-1", "0.0.0.0/0 igw-1", "::/0 igw-1")

	for i := range s.NetworkInterfaces {
		s.NetworkInterfaces[i].PublicIPs = []string{"198.51.100.1"}
		s.NetworkInterfaces[i].IPv6s = []string{"2001:db8:1::1"}
	}
}

// group adds a group, or rules to it: "tcp 80-443 sg-b", "out -1 0.0.0.0/0".
func group(s *snapshot.Snapshot, name string, rules ...string) {
	i := slices.IndexFunc(s.SecurityGroups, func(g snapshot.SecurityGroup) bool { return g.Name == name })
	if i < 0 {
		i = len(s.SecurityGroups)
		s.SecurityGroups = append(s.SecurityGroups, snapshot.SecurityGroup{ID: "sg-" + name, Name: name, VPC: "vpc-1"})
	}

	g := &s.SecurityGroups[i]
	for _, text := range rules {
		g.Rules = append(g.Rules, rule("sgr-"+name+"-"+strconv.Itoa(len(g.Rules)), text))
	}
}

func rule(id, text string) snapshot.SecurityGroupRule {
	f := strings.Fields(text)
	r := snapshot.SecurityGroupRule{ID: id}

	if f[0] == "out" {
		r.Egress, f = true, f[1:]
	}

	r.Protocol = snapshot.Known(f[0])

	if len(f) == 3 {
		from, to := span(f[1])
		r.FromPort, r.ToPort = snapshot.Known(from), snapshot.Known(to)
	}

	switch peer := f[len(f)-1]; {
	case strings.HasPrefix(peer, "sg-"):
		r.ReferencedGroup = snapshot.Known(peer)
	case strings.HasPrefix(peer, "pl-"):
		r.PrefixList = snapshot.Known(peer)
	case strings.Contains(peer, ":"):
		r.CIDRIPv6 = snapshot.Known(peer)
	default:
		r.CIDRIPv4 = snapshot.Known(peer)
	}

	return r
}

func span(text string) (from, to int) {
	first, second, found := strings.Cut(text, "/")
	if !found {
		first, second, found = strings.Cut(text, "-")
	}

	if !found {
		second = first
	}

	return number(first), number(second)
}

func number(text string) int {
	n, _ := strconv.Atoi(text)

	return n
}

// service adds a service of one container: mappings are "80", "8080:80", "8000-8010", "53/udp".
func service(s *snapshot.Snapshot, name string, mode snapshot.NetworkMode, mappings ...string) *snapshot.Service {
	container := snapshot.ContainerDefinition{Name: "app"}
	for _, text := range mappings {
		container.PortMappings = append(container.PortMappings, mapping(text))
	}

	definition := snapshot.TaskDefinition{
		ID: name + ":1", Family: name, Revision: 1, ContainerDefinitions: []snapshot.ContainerDefinition{container},
		NetworkMode: snapshot.Known(mode),
	}
	if mode == nat {
		definition.NetworkMode = snapshot.Value[snapshot.NetworkMode]{}
		definition.OperatingSystemFamily = snapshot.Known("WINDOWS_SERVER_2022_CORE")
	}

	s.TaskDefinitions = append(s.TaskDefinitions, definition)
	s.Services = append(s.Services, snapshot.Service{
		ID: s.Clusters[0].ID + "/" + name, Cluster: s.Clusters[0].ID, Name: name, TaskDefinition: definition.ID,
	})

	return &s.Services[len(s.Services)-1]
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

// balanced puts container port 80 of a service behind a load balancer with the given groups, or without, one that is
// in the first subnet.
func balanced(s *snapshot.Snapshot, service *snapshot.Service, groups ...string) {
	lb := snapshot.LoadBalancer{ID: "lb/front", Name: "front", SecurityGroups: groups}
	if len(groups) == 0 {
		lb.Subnets = []string{"subnet-1"}
	}

	if len(s.LoadBalancers) == 0 {
		s.LoadBalancers = append(s.LoadBalancers, lb)
	}

	id := "tg/" + service.Name
	s.TargetGroups = append(s.TargetGroups, snapshot.TargetGroup{
		ID: id, Name: service.Name, LoadBalancers: []string{"lb/front"}, TargetType: "instance", Protocol: "TCP",
	})
	service.LoadBalancers = []snapshot.ServiceLoadBalancer{{
		TargetGroup: id, ContainerName: "app", ContainerPort: snapshot.Known(80),
	}}
}

func first(t *testing.T, p *suggest.Plan) suggest.Service {
	t.Helper()

	if len(p.Services) == 0 {
		t.Fatalf("no service: %v", p.NotApplicable)
	}

	return p.Services[0]
}

// lines writes rules as "tcp/80 hosts (sg-hosts)", with the flag if there is one.
func lines(rules []suggest.Rule) []string {
	all := make([]string, 0, len(rules))
	for _, r := range rules {
		all = append(all, strings.TrimSpace(r.Ports()+" "+r.Peer()+" "+r.Flag))
	}

	return all
}

func unexplained(s suggest.Service) []string {
	if s.Unexplained == nil {
		return nil
	}

	return lines(s.Unexplained.Ingress)
}

func additions(p *suggest.Plan) []string {
	var all []string

	for _, d := range p.Downstream {
		for _, line := range lines(d.Add) {
			all = append(all, d.Rule+": "+line)
		}

		if d.Undecided != "" {
			all = append(all, d.Rule+"? "+d.Undecided)
		}
	}

	return all
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

func written(t interface{ Fatal(args ...any) }, write func(io.Writer) error) string {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}

	return b.String()
}
