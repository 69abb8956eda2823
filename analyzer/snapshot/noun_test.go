package snapshot_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	arnECS = "arn:aws:ecs:eu-north-1:111122223333:"
	arnELB = "arn:aws:elasticloadbalancing:eu-north-1:111122223333:"
)

// Keys are what a live account and a file share: no account, no revision, no id that the cloud makes up.
func TestKeys(t *testing.T) {
	t.Parallel()

	for want, noun := range map[string]interface{ Key() string }{
		"cluster/prod":            &snapshot.Cluster{ID: arnECS + "cluster/prod", Name: "prod"},
		"capacity-provider/spot":  &snapshot.CapacityProvider{ID: arnECS + "capacity-provider/spot", Name: "spot"},
		"service/prod/web":        &snapshot.Service{ID: "s-1", Cluster: arnECS + "cluster/prod", Name: "web"},
		"service/prod/api":        &snapshot.Service{Cluster: "prod", Name: "api"},
		"task-definition/web":     &snapshot.TaskDefinition{ID: arnECS + "task-definition/web:7", Family: "web", Revision: 7},
		"container/app":           &snapshot.ContainerDefinition{Name: "app"},
		"port/80/tcp":             &snapshot.PortMapping{ContainerPort: snapshot.Known(80), HostPort: snapshot.Known(8080)},
		"port/53/udp":             &snapshot.PortMapping{ContainerPort: snapshot.Known(53), Protocol: snapshot.Known("udp")},
		"port/8000-8010/tcp":      &snapshot.PortMapping{ContainerPortRange: snapshot.Known("8000-8010")},
		"port/?/tcp":              &snapshot.PortMapping{ContainerPort: snapshot.Unknown[int]("known after apply")},
		"service/prod/db":         &snapshot.Task{ID: "t-1", Cluster: arnECS + "cluster/prod", Service: "db"},
		"task/prod/migrate":       &snapshot.Task{Cluster: "prod", TaskDefinition: arnECS + "task-definition/migrate:3"},
		"task/prod/backup":        &snapshot.ScheduledTask{Cluster: arnECS + "cluster/prod", TaskDefinition: "backup:3"},
		"scalable-target/prod/we": &snapshot.ScalableTarget{Cluster: "prod", Service: "we"},
		"container-instances/prod/spot": &snapshot.ContainerInstance{
			ID: "ci-1", Instance: "i-1", Cluster: arnECS + "cluster/prod", CapacityProvider: "spot",
		},
		"account-setting/awsvpcTrunking/":  &snapshot.AccountSetting{Name: snapshot.SettingTrunking},
		"account-setting/a/ecs":            &snapshot.AccountSetting{Name: "a", Principal: "arn:aws:iam::1:role/ecs"},
		"auto-scaling-group/hosts":         &snapshot.AutoScalingGroup{ID: "arn:asg", Name: "hosts"},
		"launch-template/hosts":            &snapshot.LaunchTemplate{ID: "lt-1:3", Name: "hosts"},
		"instances/hosts":                  &snapshot.Instance{ID: "i-1", AutoScalingGroup: "hosts"},
		"image/amzn2-ami":                  &snapshot.Image{ID: "ami-1", Name: "amzn2-ami"},
		"network-interface/interface/net1": &snapshot.NetworkInterface{InterfaceType: "interface", Subnet: "net1"},
		"security-group/hosts":             &snapshot.SecurityGroup{ID: "sg-1", Name: "hosts"},
		"prefix-list/office":               &snapshot.PrefixList{ID: "pl-1", Name: "office"},
		"vpc/10.0.0.0/16":                  &snapshot.VPC{ID: "vpc-1", CIDRs: []string{"10.0.0.0/16", "100.64.0.0/16"}},
		"vpc/":                             &snapshot.VPC{ID: "vpc-1"},
		"subnet/10.0.1.0/24":               &snapshot.Subnet{ID: "subnet-1", CIDR: "10.0.1.0/24"},
		"route-table/main":                 &snapshot.RouteTable{ID: "rtb-1", VPC: "main"},
		"load-balancer/front":              &snapshot.LoadBalancer{ID: arnELB + "loadbalancer/app/front/50dc", Name: "front"},
		"listener/front/443":               &snapshot.Listener{LoadBalancer: arnELB + "loadbalancer/app/front/5", Port: 443},
		"listener/front/80":                &snapshot.Listener{LoadBalancer: arnELB + "loadbalancer/net/front/5", Port: 80},
		"listener/aws_lb.front/80":         &snapshot.Listener{LoadBalancer: "aws_lb.front", Port: 80},
		"listener//80":                     &snapshot.Listener{LoadBalancer: arnELB + "loadbalancer/broken", Port: 80},
		"target-group/web":                 &snapshot.TargetGroup{ID: arnELB + "targetgroup/web/73e2", Name: "web"},
	} {
		if got := noun.Key(); got != want {
			t.Errorf("%T: got %q, want %q", noun, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()

	for id, want := range map[string][2]string{
		arnECS + "task-definition/web:7": {"web:7", "web"},
		arnECS + "cluster/prod":          {"prod", "prod"},
		"web:7":                          {"web:7", "web"},
		"web":                            {"web", "web"},
		"a/b/c:d:2":                      {"c:d:2", "c:d"},
		"ends/":                          {"", ""},
		"":                               {"", ""},
	} {
		if got := [2]string{snapshot.Name(id), snapshot.Family(id)}; got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}

	for want, definition := range map[string]snapshot.TaskDefinition{
		"web:7": {Family: "web", Revision: 7}, "api": {Family: "api"},
	} {
		if got := definition.Name(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Every protocol but udp is tcp.
func TestProto(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		protocol snapshot.Value[string]
		want     string
	}{
		"absent":  {snapshot.Value[string]{}, "tcp"},
		"tcp":     {snapshot.Known("tcp"), "tcp"},
		"udp":     {snapshot.Known("udp"), "udp"},
		"another": {snapshot.Known("sctp"), "tcp"},
		"unknown": {snapshot.Unknown[string]("known after apply"), "tcp"},
	} {
		if got := (&snapshot.PortMapping{Protocol: c.protocol}).Proto(); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestPortless(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		mapping snapshot.PortMapping
		want    bool
	}{
		"nothing":           {snapshot.PortMapping{}, true},
		"a host port alone": {snapshot.PortMapping{HostPort: snapshot.Known(80)}, true},
		"a container port":  {snapshot.PortMapping{ContainerPort: snapshot.Known(80)}, false},
		"port 0":            {snapshot.PortMapping{ContainerPort: snapshot.Known(0)}, false},
		"a range":           {snapshot.PortMapping{ContainerPortRange: snapshot.Known("80-90")}, false},
		"one that is open":  {snapshot.PortMapping{ContainerPort: snapshot.Unknown[int]("var.port")}, false},
		"a range not known": {snapshot.PortMapping{ContainerPortRange: snapshot.Unknown[string]("var.ports")}, false},
	} {
		if got := c.mapping.Portless(); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestDefaultGroupAndOwner(t *testing.T) {
	t.Parallel()

	for name, want := range map[string]bool{"default": true, "Default": false, "": false, "default-2": false} {
		if got := (&snapshot.SecurityGroup{Name: name}).Default(); got != want {
			t.Errorf("group %q is the default one: %v, want %v", name, got, want)
		}
	}

	for owner, want := range map[string]bool{"AWS": true, "111122223333": false, "": false} {
		if got := (&snapshot.PrefixList{Owner: owner}).AWSManaged(); got != want {
			t.Errorf("a list of %q is AWS's: %v, want %v", owner, got, want)
		}
	}
}

func TestOrigin(t *testing.T) {
	t.Parallel()

	place := func(line int) snapshot.Range {
		return snapshot.Range{StartLine: line, StartColumn: 3, EndLine: line, EndColumn: 9}
	}
	file := snapshot.Origin{File: "main.tf", Range: place(4), Fields: []snapshot.Field{
		{Name: "hostPort", Range: place(7)}, {Name: "protocol", Range: place(8)},
	}}

	for field, want := range map[string]snapshot.Range{
		"hostPort": place(7), "protocol": place(8), "containerPort": place(4), "": place(4), "HostPort": place(4),
	} {
		if got := file.At(field); got != want {
			t.Errorf("%q is at %+v, want %+v", field, got, want)
		}
	}

	for want, origin := range map[string]snapshot.Origin{
		"main.tf:4:3":   file,
		"main.tf":       {File: "main.tf", ARN: "arn:aws:ecs"},
		"arn:aws:ecs":   {ARN: "arn:aws:ecs"},
		"":              {Pointer: "/a"},
		"plan.json:4:3": {File: "plan.json", ARN: "arn:aws:ecs", Range: place(4)},
	} {
		if got := origin.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}

	for name, origin := range map[string]snapshot.Origin{
		"ARN": {ARN: "a"}, "file": {File: "a"}, "pointer": {Pointer: "/"}, "range": {Range: place(1)},
		"fields": {Fields: []snapshot.Field{{}}},
	} {
		if origin.IsZero() {
			t.Errorf("an origin with its %s says nothing", name)
		}
	}

	if !(snapshot.Origin{}).IsZero() {
		t.Error("an empty origin says something")
	}
}

// The nouns of gateways have keys too.
func TestGatewayKeys(t *testing.T) {
	t.Parallel()

	for want, noun := range map[string]interface{ Key() string }{
		"vpc-block-public-access": &snapshot.VPCBlockPublicAccess{Mode: "off"},
		"internet-gateway/vpc-1":  &snapshot.InternetGateway{ID: "igw-1", VPC: "vpc-1"},
		"peering/vpc-1/vpc-2": &snapshot.Peering{
			Requester: snapshot.PeeredVPC{VPC: "vpc-1"}, Accepter: snapshot.PeeredVPC{VPC: "vpc-2"},
		},
		"transit-gateway/tgw-1": &snapshot.TransitGateway{ID: "tgw-1"},
		"transit-gateway-attachment/tgw-1/vpc-1": &snapshot.TransitGatewayAttachment{
			TransitGateway: "tgw-1", Resource: "vpc-1",
		},
		"vpc-endpoint/vpc-1/s3":       &snapshot.VPCEndpoint{VPC: "vpc-1", ServiceName: "s3"},
		"cloud-map-service/local/web": &snapshot.CloudMapService{Namespace: "local", Name: "web"},
		"network-acl/vpc-1/default":   &snapshot.NetworkACL{ID: "acl-1", VPC: "vpc-1", Default: true},
		"network-acl/vpc-1/subnet-1":  &snapshot.NetworkACL{VPC: "vpc-1", Subnets: []string{"subnet-1"}},
	} {
		if got := noun.Key(); got != want {
			t.Errorf("%T: got %q, want %q", noun, got, want)
		}
	}
}

// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
func TestStale(t *testing.T) {
	t.Parallel()

	group := snapshot.Known("sg-1")

	for status, want := range map[string]bool{
		"deleted": true, "expired": true, "rejected": true, "failed": true,
		"active": false, "provisioning": false, "pending-acceptance": false, "initiating-request": false,
		"deleting": false, "": false,
	} {
		rule := snapshot.SecurityGroupRule{ReferencedGroup: group, PeeringStatus: status}
		if got := rule.Stale(); got != want {
			t.Errorf("%q: got %t", status, got)
		}
	}

	if address := (&snapshot.SecurityGroupRule{PeeringStatus: "deleted"}); address.Stale() {
		t.Error("a rule without a group is stale")
	}
}
