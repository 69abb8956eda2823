package question_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/question"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	vpc     = "vpc-1"
	public  = "subnet-public"
	private = "subnet-private"
)

// account is a VPC with a public and a private subnet, two services of cluster prod and a load balancer before one:
// web on Fargate behind the load balancer, agent in bridge mode on an instance.
func account(change ...func(*snapshot.Snapshot)) *snapshot.Snapshot {
	s := snapshot.New()
	s.VPCs = []snapshot.VPC{{ID: vpc, CIDRs: []string{"10.0.0.0/16"}}}
	s.Subnets = []snapshot.Subnet{
		{ID: public, VPC: vpc, CIDR: "10.0.0.0/24"}, {ID: private, VPC: vpc, CIDR: "10.0.1.0/24"},
	}
	s.RouteTables = []snapshot.RouteTable{
		table("rtb-public", public, "igw-1"), table("rtb-private", private, "nat-1"),
	}
	s.SecurityGroups = []snapshot.SecurityGroup{
		group("sg-alb", ingress("443", "0.0.0.0/0"), egress()),
		group("sg-web", ingress("8080", "sg-alb"), egress()),
		group("sg-hosts", ingress("9000", "10.0.1.0/24"), ingress("80", "0.0.0.0/0"), egress()),
		group("sg-nobody", ingress("22", "203.0.113.0/24")),
	}
	addServices(s)
	addBalancer(s, "application")

	for _, each := range change {
		each(s)
	}

	return s
}

func addServices(s *snapshot.Snapshot) {
	const cluster = "arn:aws:ecs:eu-north-1:111122223333:cluster/prod"

	s.Clusters = []snapshot.Cluster{{ID: cluster, Name: "prod"}}
	s.TaskDefinitions = []snapshot.TaskDefinition{
		definition("web", snapshot.ModeAWSVPC, mapping(8080, 0)),
		definition("agent", snapshot.ModeBridge, mapping(8000, 80), mapping(9000, 0)),
	}
	s.Services = []snapshot.Service{
		{
			ID: "service/prod/web", Cluster: cluster, Name: "web", TaskDefinition: "web:1",
			LaunchType: snapshot.Known(snapshot.LaunchFargate), DesiredCount: snapshot.Known(2),
			NetworkConfiguration: &snapshot.NetworkConfiguration{
				Subnets:        snapshot.Known([]string{private}),
				SecurityGroups: snapshot.Known([]string{"sg-web"}),
			},
			LoadBalancers: []snapshot.ServiceLoadBalancer{
				{TargetGroup: "tg-web", ContainerName: "web", ContainerPort: snapshot.Known(8080)},
			},
		},
		{
			ID: "service/prod/agent", Cluster: cluster, Name: "agent", TaskDefinition: "agent:1",
			LaunchType: snapshot.Known(snapshot.LaunchEC2), DesiredCount: snapshot.Known(1),
		},
	}
	s.Tasks = []snapshot.Task{{
		ID: "task/prod/t1", Cluster: cluster, Service: "web", TaskDefinition: "web:1", NetworkInterface: "eni-web",
	}}
	s.ContainerInstances = []snapshot.ContainerInstance{
		{ID: "ci-1", Cluster: cluster, Instance: "i-1", Status: "ACTIVE"},
	}
	s.Instances = []snapshot.Instance{{ID: "i-1", NetworkInterfaces: []string{"eni-host"}}}
	s.NetworkInterfaces = []snapshot.NetworkInterface{
		{ID: "eni-web", VPC: vpc, Subnet: private, PrivateIPs: []string{"10.0.1.10"}, SecurityGroups: []string{"sg-web"}},
		{
			ID: "eni-host", VPC: vpc, Subnet: public, Instance: "i-1", PrivateIPs: []string{"10.0.0.20"},
			PublicIPs: []string{"198.51.100.20"}, SecurityGroups: []string{"sg-hosts"},
		},
	}
}

func addBalancer(s *snapshot.Snapshot, kind string) {
	s.LoadBalancers = []snapshot.LoadBalancer{{
		ID: "lb-1", Name: "front", Type: kind, Scheme: "internet-facing", VPC: vpc,
		SecurityGroups: []string{"sg-alb"}, Subnets: []string{public},
	}}
	s.Listeners = []snapshot.Listener{
		{ID: "listener-1", LoadBalancer: "lb-1", Protocol: "HTTPS", Port: 443, TargetGroups: []string{"tg-web"}},
	}
	s.TargetGroups = []snapshot.TargetGroup{{
		ID: "tg-web", Name: "web", TargetType: "ip", Protocol: "HTTP", Port: 8080, LoadBalancers: []string{"lb-1"},
	}}
}

func table(id, subnet, gateway string) snapshot.RouteTable {
	return snapshot.RouteTable{
		ID: id, VPC: vpc, Subnets: []string{subnet},
		Routes: []snapshot.Route{{Destination: "0.0.0.0/0", Target: gateway}},
	}
}

func definition(name string, mode snapshot.NetworkMode, mappings ...snapshot.PortMapping) snapshot.TaskDefinition {
	return snapshot.TaskDefinition{
		ID: name + ":1", Family: name, Revision: 1, NetworkMode: snapshot.Known(mode),
		ContainerDefinitions: []snapshot.ContainerDefinition{{Name: name, PortMappings: mappings}},
	}
}

func mapping(container, host int) snapshot.PortMapping {
	m := snapshot.PortMapping{ContainerPort: snapshot.Known(container)}
	if host > 0 {
		m.HostPort = snapshot.Known(host)
	}

	return m
}

func group(id string, rules ...snapshot.SecurityGroupRule) snapshot.SecurityGroup {
	for i := range rules {
		rules[i].ID = id + "/" + string(rune('a'+i))
	}

	return snapshot.SecurityGroup{ID: id, Name: id[3:], VPC: vpc, Rules: rules}
}

// ask answers a question, which must be readable.
func ask(t *testing.T, s *snapshot.Snapshot, q question.Question) *question.Answer {
	t.Helper()

	answer, err := question.New(s).Ask(q)
	if err != nil {
		t.Fatal(err)
	}

	return answer
}
