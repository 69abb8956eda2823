package analyzer_test

import (
	"fmt"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The two estates that the noise budget is held against, as large and as ordinary as real ones are: twelve services
// behind a load balancer with a database and a cache, an agent on every host, a deployment in flight, default
// outbound rules, the default metadata settings of the ECS-optimised image.
const (
	estateVPC = "vpc-0e57a7e0000000001"

	estateAccount = "111122223333"
	estateRegion  = "eu-north-1"
	estateCluster = "arn:aws:ecs:eu-north-1:111122223333:cluster/prod"

	services = 12
)

func estateMeta(arn string) snapshot.Meta {
	return snapshot.Meta{Account: estateAccount, Region: estateRegion, Origin: snapshot.Origin{ARN: arn}}
}

// estateNetwork is a VPC with public and private subnets in three zones, in both families, NAT and an ALB.
func estateNetwork() *snapshot.Snapshot {
	s := snapshot.New()
	s.VPCs = []snapshot.VPC{{
		Meta: estateMeta(""), ID: estateVPC, CIDRs: []string{"10.40.0.0/16"}, IPv6CIDRs: []string{"2001:db8:40::/56"},
	}}
	s.InternetGateways = []snapshot.InternetGateway{{Meta: estateMeta(""), ID: "igw-1", VPC: estateVPC}}
	s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{{Meta: estateMeta(""), Mode: "off"}}

	public := snapshot.RouteTable{Meta: estateMeta(""), ID: "rtb-public", VPC: estateVPC, Routes: []snapshot.Route{
		{Destination: "10.40.0.0/16", Target: "local"},
		{Destination: "0.0.0.0/0", Target: "igw-1"},
		{Destination: "::/0", Target: "igw-1"},
	}}
	private := snapshot.RouteTable{Meta: estateMeta(""), ID: "rtb-private", VPC: estateVPC, Main: true}
	private.Routes = []snapshot.Route{
		{Destination: "10.40.0.0/16", Target: "local"},
		{Destination: "0.0.0.0/0", Target: "nat-1"},
		{Destination: "::/0", Target: "eigw-1"},
	}

	for i, zone := range []string{"a", "b", "c"} {
		s.Subnets = append(s.Subnets,
			snapshot.Subnet{
				Meta: estateMeta(""), ID: "subnet-public-" + zone, VPC: estateVPC, AvailabilityZone: estateRegion + zone,
				CIDR: fmt.Sprintf("10.40.%d.0/24", i), IPv6CIDRs: []string{fmt.Sprintf("2001:db8:40:%d::/64", i)},
			},
			snapshot.Subnet{
				Meta: estateMeta(""), ID: "subnet-private-" + zone, VPC: estateVPC, AvailabilityZone: estateRegion + zone,
				CIDR: fmt.Sprintf("10.40.%d.0/24", 10+i), IPv6CIDRs: []string{fmt.Sprintf("2001:db8:40:%x::/64", 16+i)},
			})
		public.Subnets = append(public.Subnets, "subnet-public-"+zone)
		private.Subnets = append(private.Subnets, "subnet-private-"+zone)
	}

	s.RouteTables = []snapshot.RouteTable{public, private}
	s.NetworkACLs = []snapshot.NetworkACL{{
		Meta: estateMeta(""), ID: "acl-1", VPC: estateVPC, Default: true, Entries: []snapshot.NetworkACLEntry{
			estateEntry(100, false, true), estateEntry(100, true, true),
		},
	}}
	s.LoadBalancers = []snapshot.LoadBalancer{{
		Meta: estateMeta(""), ID: "arn:aws:elasticloadbalancing:eu-north-1:111122223333:loadbalancer/app/front/1",
		Name: "front", Type: "application", Scheme: "internet-facing", VPC: estateVPC, SecurityGroups: []string{"sg-alb"},
		Subnets: public.Subnets,
	}}

	return s
}

func estateEntry(number int, egress, allow bool) snapshot.NetworkACLEntry {
	return snapshot.NetworkACLEntry{
		Number: number, Egress: egress, Allow: allow,
		Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("0.0.0.0/0"),
	}
}

func estateRule(id, peer string, from, to int) snapshot.SecurityGroupRule {
	r := snapshot.SecurityGroupRule{
		ID: id, Protocol: snapshot.Known("tcp"), FromPort: snapshot.Known(from), ToPort: snapshot.Known(to),
	}

	switch peer {
	case "0.0.0.0/0":
		r.CIDRIPv4 = snapshot.Known(peer)
	case "::/0":
		r.CIDRIPv6 = snapshot.Known(peer)
	default:
		r.ReferencedGroup = snapshot.Known(peer)
	}

	return r
}

// estateGroup has the rules given, and the outbound rule that EC2 makes.
func estateGroup(id string, rules ...snapshot.SecurityGroupRule) snapshot.SecurityGroup {
	rules = append(rules, snapshot.SecurityGroupRule{
		ID: "sgr-out-" + id, Egress: true, Protocol: snapshot.Known("-1"), CIDRIPv4: snapshot.Known("0.0.0.0/0"),
	})

	return snapshot.SecurityGroup{Meta: estateMeta(""), ID: id, Name: id[len("sg-"):], VPC: estateVPC, Rules: rules}
}

// wellRunFargate is twelve services with a group each, which admits the load balancer on one port; database and
// cache admit those that use them.
func wellRunFargate() *snapshot.Snapshot {
	s := estateNetwork()
	s.Clusters = []snapshot.Cluster{{
		Meta: estateMeta(estateCluster), ID: estateCluster, Name: "prod", ContainerInsights: snapshot.Known("enhanced"),
	}}
	alb := estateGroup("sg-alb",
		estateRule("sgr-alb-4", "0.0.0.0/0", 443, 443), estateRule("sgr-alb-6", "::/0", 443, 443))
	database := estateGroup("sg-db")
	cache := estateGroup("sg-cache")

	for i := range services {
		own := fmt.Sprintf("sg-task-%d", i)
		s.SecurityGroups = append(s.SecurityGroups, estateGroup(own, estateRule("sgr-"+own, "sg-alb", 8080, 8080)))
		database.Rules = append(database.Rules, estateRule(fmt.Sprintf("sgr-db-%d", i), own, 5432, 5432))
		cache.Rules = append(cache.Rules, estateRule(fmt.Sprintf("sgr-cache-%d", i), own, 6379, 6379))

		addEstateService(s, i, snapshot.ModeAWSVPC)
		service := &s.Services[i]
		service.LaunchType = snapshot.Known(snapshot.LaunchFargate)
		service.NetworkConfiguration = &snapshot.NetworkConfiguration{
			Subnets:        snapshot.Known([]string{"subnet-private-a", "subnet-private-b", "subnet-private-c"}),
			SecurityGroups: snapshot.Known([]string{own}),
		}

		for j := range 2 {
			addEstateTask(s, service, j, fmt.Sprintf("10.40.%d.%d", 10+j, 10+i), own)
		}
	}

	s.SecurityGroups = append(s.SecurityGroups, alb, database, cache)
	addEstateStores(s)

	// One deployment is in flight: the old revision runs beside the new one.
	s.Services[0].Deployments = []snapshot.Deployment{{Status: "ACTIVE", TaskDefinition: s.TaskDefinitions[1].ID}}

	return s
}

func addEstateService(s *snapshot.Snapshot, i int, mode snapshot.NetworkMode) {
	name := fmt.Sprintf("service-%d", i)
	definition := "arn:aws:ecs:eu-north-1:111122223333:task-definition/" + name + ":3"
	group := "arn:aws:elasticloadbalancing:eu-north-1:111122223333:targetgroup/" + name + "/1"
	lb := s.LoadBalancers[0].ID

	s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
		Meta: estateMeta(definition), ID: definition, Family: name, Revision: 3, NetworkMode: snapshot.Known(mode),
		RequiresCompatibilities: []snapshot.LaunchType{estateLaunch(mode)},
		ContainerDefinitions: []snapshot.ContainerDefinition{
			estateApp(), estateContainer("log-router"),
		},
	})
	s.Services = append(s.Services, snapshot.Service{
		Meta: estateMeta("arn:aws:ecs:eu-north-1:111122223333:service/prod/" + name),
		ID:   "arn:aws:ecs:eu-north-1:111122223333:service/prod/" + name, Cluster: estateCluster, Name: name,
		TaskDefinition: definition, DesiredCount: snapshot.Known(2),
		LoadBalancers: []snapshot.ServiceLoadBalancer{
			{TargetGroup: group, ContainerName: "app", ContainerPort: snapshot.Known(8080)},
		},
	})

	kind := "ip"
	if mode != snapshot.ModeAWSVPC {
		kind = "instance"
	}

	s.TargetGroups = append(s.TargetGroups, snapshot.TargetGroup{
		Meta: estateMeta(group), ID: group, Name: name, LoadBalancers: []string{lb}, TargetType: kind, Protocol: "HTTP",
		Port: 8080, HealthCheckPort: snapshot.Known("traffic-port"), VPC: estateVPC,
	})

	if i == 0 {
		s.Listeners = []snapshot.Listener{
			{Meta: estateMeta(""), ID: lb + "/443", LoadBalancer: lb, Protocol: "HTTPS", Port: 443},
		}
	}

	s.Listeners[0].TargetGroups = append(s.Listeners[0].TargetGroups, group)
}

// estateApp is a web server that uses the database and the cache.
func estateApp() snapshot.ContainerDefinition {
	app := estateContainer("app")
	app.PortMappings = []snapshot.PortMapping{{ContainerPort: snapshot.Known(8080)}}
	app.Environment = []snapshot.Variable{{Name: "DATABASE_HOST"}, {Name: "CACHE_HOST"}}
	app.Mentions = []snapshot.Mention{
		{Host: "prod.cluster-c1.eu-north-1.rds.amazonaws.com", Port: 5432},
		{Host: "prod.abc.0001.eun1.cache.amazonaws.com", Port: 6379},
	}

	return app
}

// estateContainer is set up as the guides of AWS ask for.
func estateContainer(name string) snapshot.ContainerDefinition {
	return snapshot.ContainerDefinition{
		Name: name, User: snapshot.Known(snapshot.UserOther), ReadonlyRootFilesystem: snapshot.Known(true),
		HasMemory: snapshot.Known(true), LogDriver: snapshot.Known("awslogs"),
	}
}

func estateLaunch(mode snapshot.NetworkMode) snapshot.LaunchType {
	if mode == snapshot.ModeAWSVPC {
		return snapshot.LaunchFargate
	}

	return snapshot.LaunchEC2
}

func addEstateTask(s *snapshot.Snapshot, service *snapshot.Service, n int, address, group string) {
	id := fmt.Sprintf("arn:aws:ecs:eu-north-1:111122223333:task/prod/%s-%d", service.Name, n)
	eni := fmt.Sprintf("eni-%s-%d", service.Name, n)
	s.Tasks = append(s.Tasks, snapshot.Task{
		Meta: estateMeta(id), ID: id, Cluster: estateCluster, TaskDefinition: service.TaskDefinition, Service: service.Name,
		LaunchType: snapshot.Known(snapshot.LaunchFargate), NetworkInterface: eni,
	})
	s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
		Meta: estateMeta(""), ID: eni, VPC: estateVPC, Subnet: "subnet-private-" + string(rune('a'+n)),
		InterfaceType: "interface",
		PrivateIPs:    []string{address}, SecurityGroups: []string{group},
	})
}

// addEstateStores are a database and a cache.
func addEstateStores(s *snapshot.Snapshot) {
	for i, group := range []string{"sg-db", "sg-cache"} {
		s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
			Meta: estateMeta(""), ID: "eni-" + group, VPC: estateVPC, Subnet: "subnet-private-a", InterfaceType: "interface",
			PrivateIPs: []string{fmt.Sprintf("10.40.10.%d", 200+i)}, SecurityGroups: []string{group},
		})
	}
}

// wellRunBridge is the same services in bridge mode with dynamic host ports, which the hosts admit from the load
// balancer only, and an agent on every host.
func wellRunBridge() *snapshot.Snapshot {
	s := estateNetwork()
	s.Clusters = []snapshot.Cluster{{
		Meta: estateMeta(estateCluster), ID: estateCluster, Name: "prod", ContainerInsights: snapshot.Known("enhanced"),
	}}
	s.SecurityGroups = []snapshot.SecurityGroup{
		estateGroup("sg-alb", estateRule("sgr-alb-4", "0.0.0.0/0", 443, 443)),
		estateGroup("sg-hosts", estateRule("sgr-hosts", "sg-alb", 32768, 60999)),
		estateGroup("sg-db", estateRule("sgr-db", "sg-hosts", 5432, 5432)),
		estateGroup("sg-cache", estateRule("sgr-cache", "sg-hosts", 6379, 6379)),
	}

	for i := range 6 {
		addEstateHost(s, i)
	}

	for i := range services {
		addEstateService(s, i, snapshot.ModeBridge)
		service := &s.Services[i]
		service.LaunchType = snapshot.Known(snapshot.LaunchEC2)

		for j := range 2 {
			id := fmt.Sprintf("arn:aws:ecs:eu-north-1:111122223333:task/prod/%s-%d", service.Name, j)
			s.Tasks = append(s.Tasks, snapshot.Task{
				Meta: estateMeta(id), ID: id, Cluster: estateCluster, TaskDefinition: service.TaskDefinition,
				Service: service.Name, LaunchType: service.LaunchType,
				ContainerInstance: s.ContainerInstances[(i+j)%6].ID,
				NetworkBindings: []snapshot.NetworkBinding{
					{Container: "app", ContainerPort: 8080, HostPort: 33000 + i, Protocol: "tcp"},
				},
			})
		}
	}

	addEstateAgent(s)
	addEstateStores(s)
	s.Services[0].Deployments = []snapshot.Deployment{{Status: "ACTIVE", TaskDefinition: s.TaskDefinitions[1].ID}}

	return s
}

func addEstateHost(s *snapshot.Snapshot, i int) {
	zone := string(rune('a' + i%3))
	instance := fmt.Sprintf("i-0e57a7e%09d", i)
	id := fmt.Sprintf("arn:aws:ecs:eu-north-1:111122223333:container-instance/prod/%d", i)

	s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
		Meta: estateMeta(id), ID: id, Cluster: estateCluster, Instance: instance, Status: "ACTIVE", AgentVersion: "1.105.1",
		ReservedPorts: []int{22, 2375, 2376, 51678, 51679},
	})
	s.Instances = append(s.Instances, snapshot.Instance{
		Meta: estateMeta(""), ID: instance, InstanceType: "m7g.large", Architecture: "arm64",
		AvailabilityZone: estateRegion + zone, NetworkInterfaces: []string{"eni-" + instance},
		MetadataOptions: &snapshot.MetadataOptions{ // those of the ECS-optimised image
			HTTPEndpoint: snapshot.Known("enabled"), HTTPTokens: snapshot.Known("required"),
			HTTPPutResponseHopLimit: snapshot.Known(2),
		},
	})
	s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
		Meta: estateMeta(""), ID: "eni-" + instance, VPC: estateVPC, Subnet: "subnet-private-" + zone, Instance: instance,
		InterfaceType: "interface", PrivateIPs: []string{fmt.Sprintf("10.40.%d.%d", 10+i%3, 100+i)},
		SecurityGroups: []string{"sg-hosts"},
	})
}

// addEstateAgent is a monitoring agent in host mode on every host, without ports.
func addEstateAgent(s *snapshot.Snapshot) {
	definition := "arn:aws:ecs:eu-north-1:111122223333:task-definition/agent:1"
	service := "arn:aws:ecs:eu-north-1:111122223333:service/prod/agent"

	s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
		Meta: estateMeta(definition), ID: definition, Family: "agent", Revision: 1,
		NetworkMode:             snapshot.Known(snapshot.ModeHost),
		RequiresCompatibilities: []snapshot.LaunchType{snapshot.LaunchEC2},
		ContainerDefinitions:    []snapshot.ContainerDefinition{estateContainer("agent")},
	})
	s.Services = append(s.Services, snapshot.Service{
		Meta: estateMeta(service), ID: service, Cluster: estateCluster, Name: "agent", TaskDefinition: definition,
		LaunchType: snapshot.Known(snapshot.LaunchEC2), SchedulingStrategy: snapshot.Known("DAEMON"),
	})
}
