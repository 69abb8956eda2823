package needs_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// client adds an awsvpc service of a group of its own, sg-NAME, that mentions "host:port" or "host".
func client(s *snapshot.Snapshot, name string, mentioned ...string) *snapshot.Service {
	s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
		ID: name + ":1", Family: name, NetworkMode: snapshot.Known(awsvpc),
		ContainerDefinitions: []snapshot.ContainerDefinition{{Name: "app", Mentions: mentions(mentioned...)}},
	})
	s.Services = append(s.Services, snapshot.Service{
		ID: name, Cluster: "prod", Name: name, TaskDefinition: name + ":1",
		NetworkConfiguration: &snapshot.NetworkConfiguration{
			Subnets: snapshot.Known([]string{"subnet-1"}), SecurityGroups: snapshot.Known([]string{"sg-" + name}),
		},
	})

	return &s.Services[len(s.Services)-1]
}

// registered ties the first service to Cloud Map as web.prod.local, at a container port unless that is 0.
func registered(s *snapshot.Snapshot, port int) *snapshot.Snapshot {
	registry := snapshot.ServiceRegistry{CloudMapService: "srv-web"}
	if port != 0 {
		registry.ContainerName, registry.ContainerPort = "app", snapshot.Known(port)
	}

	s.CloudMapServices = append(s.CloudMapServices, snapshot.CloudMapService{
		ID: "srv-web", Name: "web", Namespace: "prod.local", RecordTypes: []string{"A"},
	})
	s.Services[0].ServiceRegistries = append(s.Services[0].ServiceRegistries, registry)

	return s
}

func tenants(s *snapshot.Snapshot) (*needs.Model, []*placement.Tenant) {
	index := snapshot.NewIndex(s)
	p := placement.New(index)

	return needs.New(index, p, reach.New(index)), p.Tenants("prod")
}

// inbound says what the first tenant needs, declared or inferred: "tcp 80 sg-b inferred", and "unread …".
func inbound(s *snapshot.Snapshot) []string {
	m, all := tenants(s)
	found, unread := m.Inbound(all[0])

	return trusted(found, unread)
}

// outbound says what the last tenant needs: "tcp 5432 db.example.com inferred", with the group the name leads to.
func outbound(s *snapshot.Snapshot) []string {
	m, all := tenants(s)

	return trusted(m.Outbound(all[len(all)-1]), nil)
}

func trusted(all []needs.Need, unread []string) []string {
	lines := make([]string, 0, len(all)+len(unread))

	for _, n := range all {
		line := text(n)
		if n.Host != "" && n.Group != "" {
			line += " " + n.Group
		}

		if n.Drawn {
			line += " drawn"
		}

		lines = append(lines, line+" "+string(n.Trust))
	}

	for _, what := range unread {
		lines = append(lines, "unread "+what)
	}

	return lines
}

// Whoever mentions the name of a Cloud Map service needs the ports that are registered there.
func TestCloudMap(t *testing.T) {
	t.Parallel()

	const yes = "tcp 80 sg-caller inferred"

	for name, tt := range map[string]struct {
		mode     snapshot.NetworkMode
		mappings string
		port     int
		mention  string
		want     string
	}{
		"its name and port":                {awsvpc, "80", 0, "web.prod.local:80", yes},
		"its name with a dot at the end":   {awsvpc, "80", 0, "web.prod.local.:80", yes},
		"its name alone, as of an SRV":     {awsvpc, "80, 53/udp", 0, "web.prod.local", yes + ", udp 53 sg-caller inferred"},
		"its name alone, one port":         {awsvpc, "80, 81", 80, "web.prod.local", yes},
		"a port inside a range":            {awsvpc, "8000-8010", 0, "web.prod.local:8005", "tcp 8005 sg-caller inferred"},
		"a port that no mapping declares":  {awsvpc, "80", 0, "web.prod.local:9000", "tcp 9000 sg-caller inferred"},
		"a fixed host port":                {bridge, "8080:80", 80, "web.prod.local:8080", yes},
		"the container's port":             {bridge, "0:80", 80, "web.prod.local:80", yes},
		"a host port that nothing maps":    {bridge, "8080:80", 80, "web.prod.local:9000", ""},
		"a UDP port":                       {awsvpc, "53/udp", 0, "web.prod.local:53", "udp 53 sg-caller inferred"},
		"another name":                     {awsvpc, "80", 0, "api.prod.local:80", ""},
		"the same name in another domain":  {awsvpc, "80", 0, "web.test.local:80", ""},
		"a name that ends with it":         {awsvpc, "80", 0, "old-web.prod.local:80", ""},
		"its name without the namespace":   {awsvpc, "80", 0, "web:80", ""},
		"nobody mentions it":               {awsvpc, "80", 0, "", ""},
		"a port without a number, no port": {awsvpc, "", 0, "web.prod.local", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := registered(service(tt.mode, list(tt.mappings)...), tt.port)
			client(s, "caller", list(tt.mention)...)
			equal(t, inbound(s), list(tt.want))
			equal(t, declared(s), nil)
		})
	}
}

// A name is private to its account and region.
func TestCloudMapElsewhere(t *testing.T) {
	t.Parallel()

	s := registered(service(awsvpc, "80"), 0)
	client(s, "caller", "web.prod.local:80").Cluster = "test"

	for _, region := range []string{"", "eu-north-1"} {
		far := snapshot.Meta{Region: region}
		s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}, {Meta: far, ID: "test", Name: "test"}}

		want := []string{"tcp 80 sg-caller inferred"}
		if region != "" {
			want = nil
		}

		equal(t, inbound(s), want)
	}
}

func TestCloudMapServiceThatWasNotRead(t *testing.T) {
	t.Parallel()

	s := registered(service(awsvpc, "80"), 0)
	client(s, "caller", "web.prod.local:80")

	s.CloudMapServices = nil
	equal(t, inbound(s), []string{"unread Cloud Map service srv-web"})
	equal(t, outbound(s), []string{"tcp 80 web.prod.local inferred"})
}

// What is declared is not inferred again.
func TestDeclaredPrecedesInferred(t *testing.T) {
	t.Parallel()

	s := registered(rules(service(awsvpc, "80"), "tcp 80 sg-caller"), 0)
	client(s, "caller", "web.prod.local:80")
	equal(t, inbound(s), []string{"tcp 80 sg-caller declared"})
}

// connect makes the first service a server of a Service Connect namespace: its port http.
func connect(s *snapshot.Snapshot, override int, aliases ...string) *snapshot.Snapshot {
	mapping := &s.TaskDefinitions[0].ContainerDefinitions[0].PortMappings[0]
	mapping.Name = "http"

	offer := snapshot.ServiceConnectService{PortName: "http"}
	if override != 0 {
		offer.IngressPort = snapshot.Known(override)
	}

	for _, text := range aliases {
		host, port, _ := strings.Cut(text, ":")
		offer.Aliases = append(offer.Aliases, snapshot.ServiceConnectAlias{DNSName: host, Port: number(port)})
	}

	s.Services[0].ServiceConnect = &snapshot.ServiceConnect{
		Namespace: "prod", Services: []snapshot.ServiceConnectService{offer},
	}

	return s
}

func member(s *snapshot.Snapshot, name, namespace string) *snapshot.Service {
	c := client(s, name)
	c.ServiceConnect = &snapshot.ServiceConnect{Namespace: namespace}

	return c
}

// Every member of a namespace may call each endpoint, at the port where its proxy listens.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
func TestServiceConnect(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		mode     snapshot.NetworkMode
		mapping  string
		override int
		want     string
	}{
		"awsvpc":                      {awsvpc, "80", 0, "tcp 80 sg-caller declared"},
		"awsvpc, ingressPortOverride": {awsvpc, "80", 15000, "tcp 15000 sg-caller declared"},
		"bridge":                      {bridge, "80", 0, "tcp 80 sg-caller drawn declared"},
		"bridge, with a fixed port":   {bridge, "8080:80", 0, "tcp 80 sg-caller drawn declared"},
		"bridge, ingressPortOverride": {bridge, "80", 15000, "tcp 15000 sg-caller declared"},
		"an override that is no port": {awsvpc, "80", 70000, "unread port http of Service Connect"},
		"a mapping that is no port": {
			awsvpc, "70000", 0, "unread a port of container app, unread port http of Service Connect",
		},
		"the client's port is no group": {awsvpc, "80", 0, "tcp 80 sg-caller declared"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := connect(service(tt.mode, tt.mapping), tt.override, "web:8080")
			member(s, "caller", "prod")
			client(s, "stranger")
			equal(t, inbound(s), list(tt.want))
		})
	}
}

func TestServiceConnectMembers(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		edit func(*snapshot.Snapshot)
		want []string
	}{
		"nobody but itself":    {func(*snapshot.Snapshot) {}, nil},
		"of another namespace": {func(s *snapshot.Snapshot) { member(s, "caller", "test") }, nil},
		"a server too": {
			func(s *snapshot.Snapshot) {
				s.Services = append(s.Services, s.Services[0])
				s.Services[1].ID, s.Services[1].Name = "api", "api"
			},
			[]string{"tcp 80 sg-own declared"},
		},
		"two of one group": {
			func(s *snapshot.Snapshot) {
				member(s, "a", "prod").NetworkConfiguration.SecurityGroups = snapshot.Known([]string{"sg-z", "sg-both"})
				member(s, "b", "prod").NetworkConfiguration.SecurityGroups = snapshot.Known([]string{"sg-both"})
			},
			[]string{"tcp 80 sg-both declared"},
		},
		"of unknown groups": {
			func(s *snapshot.Snapshot) { member(s, "caller", "prod").NetworkConfiguration = nil },
			[]string{"unread the groups of caller, a client by Service Connect"},
		},
		"a port name that no mapping has": {
			func(s *snapshot.Snapshot) { s.Services[0].ServiceConnect.Services[0].PortName = "grpc" },
			[]string{"unread port grpc of Service Connect"},
		},
		"an override that is not known": {
			func(s *snapshot.Snapshot) {
				s.Services[0].ServiceConnect.Services[0].IngressPort = snapshot.Unknown[int]("known after apply")
			},
			[]string{"unread port http of Service Connect"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := connect(service(awsvpc, "80"), 0)
			tt.edit(s)
			equal(t, inbound(s), tt.want)
		})
	}
}

// Clients on instances are named by the groups of the instances, one of each kind.
func TestClientsOnInstances(t *testing.T) {
	t.Parallel()

	for name, tt := range map[string]struct {
		groups [][]string
		want   []string
	}{
		"one group":            {[][]string{{"sg-a"}, {"sg-a"}}, []string{"tcp 80 sg-a declared"}},
		"one of several":       {[][]string{{"sg-z", "sg-a"}, {"sg-a"}}, []string{"tcp 80 sg-a declared"}},
		"two kinds of hosts":   {[][]string{{"sg-z"}, {"sg-a"}}, []string{"tcp 80 sg-a declared", "tcp 80 sg-z declared"}},
		"an interface without": {[][]string{{}, {"sg-a"}}, []string{"tcp 80 sg-a declared"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := connect(service(awsvpc, "80"), 0)
			s.ContainerInstances, s.Instances, s.NetworkInterfaces = nil, nil, nil

			for i, groups := range tt.groups {
				id := strconv.Itoa(i)
				s.ContainerInstances = append(s.ContainerInstances, snapshot.ContainerInstance{
					ID: "ci-" + id, Cluster: "prod", Instance: "i-" + id, Status: "ACTIVE",
				})
				s.Instances = append(s.Instances, snapshot.Instance{ID: "i-" + id, NetworkInterfaces: []string{"eni-" + id}})
				s.NetworkInterfaces = append(s.NetworkInterfaces, snapshot.NetworkInterface{
					ID: "eni-" + id, SecurityGroups: groups,
				})
			}

			member(s, "caller", "prod").NetworkConfiguration = nil
			s.TaskDefinitions[1].NetworkMode = snapshot.Known(bridge)
			equal(t, inbound(s), tt.want)
		})
	}
}

// What a task calls: names stand for load balancers and services where they are theirs, and for themselves where not.
func TestOutbound(t *testing.T) {
	t.Parallel()

	const alias = "tcp 80 sg-own declared"

	for name, tt := range map[string]struct {
		mention, want string
	}{
		"a database":               {"orders.c1.rds.amazonaws.com:5432", "tcp 5432 orders.c1.rds.amazonaws.com inferred"},
		"a name without a port":    {"db.example.com", "tcp 0 db.example.com inferred"},
		"two containers, one need": {"db.example.com:1, db.example.com:1", "tcp 1 db.example.com inferred"},
		"a load balancer":          {"front-1.elb.amazonaws.com:443", "tcp 443 front-1.elb.amazonaws.com sg-lb inferred"},
		"a load balancer, both ways": {
			"dualstack.front-1.elb.amazonaws.com:443", "tcp 443 dualstack.front-1.elb.amazonaws.com sg-lb inferred",
		},
		"one without groups":       {"bare-1.elb.amazonaws.com:443", "tcp 443 bare-1.elb.amazonaws.com inferred"},
		"part of its name":         {"1.elb.amazonaws.com:443", "tcp 443 1.elb.amazonaws.com inferred"},
		"Cloud Map":                {"web.prod.local:80", "tcp 80 sg-own inferred"},
		"Service Connect by alias": {"web:8080", alias},
		"an alias without a port":  {"web", alias},
		"an alias at another port": {"web:80", "tcp 80 web inferred, " + alias},
		"nothing":                  {"", alias},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := registered(connect(service(awsvpc, "80"), 0, "web:8080"), 0)
			s.LoadBalancers = []snapshot.LoadBalancer{
				{ID: "lb/front", Name: "front", DNSName: "front-1.elb.amazonaws.com", SecurityGroups: []string{"sg-z", "sg-lb"}},
				{ID: "lb/bare", Name: "bare", DNSName: "bare-1.elb.amazonaws.com"},
				{ID: "lb/new", Name: "new"},
			}

			c := client(s, "caller", list(tt.mention)...)
			if strings.Contains(tt.want, "declared") {
				c.ServiceConnect = &snapshot.ServiceConnect{Namespace: "prod"}
			}

			equal(t, outbound(s), list(tt.want))
		})
	}
}

// An alias of Service Connect is nothing to those who are not in the namespace, and has a default.
func TestAliases(t *testing.T) {
	t.Parallel()

	type offer = snapshot.ServiceConnectService

	alias := func(host string) []snapshot.ServiceConnectAlias {
		return []snapshot.ServiceConnectAlias{{DNSName: host, Port: 9}}
	}

	for name, tt := range map[string]struct {
		offer   offer
		mention string
		want    bool
	}{
		"by default":                {offer{}, "http.prod:80", true},
		"by default, another port":  {offer{}, "http.prod:81", false},
		"by discovery name":         {offer{DiscoveryName: "api"}, "api.prod:80", true},
		"not by that of the port":   {offer{DiscoveryName: "api"}, "http.prod:80", false},
		"an alias without a name":   {offer{Aliases: alias("")}, "http.prod:9", true},
		"an alias in another case":  {offer{Aliases: alias("API")}, "api:9", true},
		"its port is not the group": {offer{IngressPort: snapshot.Known(15000)}, "http.prod:80", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := connect(service(awsvpc, "80"), 0)
			tt.offer.PortName = "http"
			s.Services[0].ServiceConnect.Services[0] = tt.offer

			member(s, "caller", "prod")
			s.TaskDefinitions[1].ContainerDefinitions[0].Mentions = mentions(tt.mention)

			unresolved := slices.ContainsFunc(outbound(s), func(line string) bool { return strings.HasSuffix(line, "inferred") })
			if unresolved == tt.want {
				t.Errorf("got %v", outbound(s))
			}

			host, port, _ := strings.Cut(tt.mention, ":")
			s.Services[1].ServiceConnect = nil
			equal(t, outbound(s), []string{"tcp " + port + " " + host + " inferred"})
		})
	}
}

// mentions reads "host:port" and "host".
func mentions(texts ...string) []snapshot.Mention {
	all := make([]snapshot.Mention, 0, len(texts))

	for _, text := range texts {
		host, port, _ := strings.Cut(text, ":")
		all = append(all, snapshot.Mention{Host: host, Port: number(port)})
	}

	return all
}

// Reasons are words, and the evidence is an id, that a person can look up.
func TestReasonsOfClients(t *testing.T) {
	t.Parallel()

	s := registered(connect(service(awsvpc, "80"), 15000), 0)
	member(s, "a", "prod").NetworkConfiguration.SecurityGroups = snapshot.Known([]string{"sg-m"})
	member(s, "b", "prod").NetworkConfiguration.SecurityGroups = snapshot.Known([]string{"sg-m"})
	member(s, "c", "prod")
	client(s, "caller", "web.prod.local:80", "db.example.com:5432", "x.example.com")

	m, all := tenants(s)
	in, _ := m.Inbound(all[0])

	both := slices.Concat(in, m.Outbound(all[len(all)-1]))

	got := make([]string, 0, len(both))
	for _, n := range both {
		got = append(got, n.Evidence+": "+n.Reason)
	}

	equal(t, got, []string{
		"web: Service Connect lets c call web at port http",
		"caller:1: container app of caller mentions web.prod.local:80, Cloud Map service web.prod.local",
		"web: Service Connect lets a and others call web at port http",
		"caller:1: container app of caller mentions db.example.com:5432",
		"caller:1: container app of caller mentions x.example.com",
		"caller:1: container app of caller mentions web.prod.local:80, Cloud Map service web.prod.local",
	})
}

// Standalone tasks call others and are called by nobody.
func TestStandaloneClient(t *testing.T) {
	t.Parallel()

	s := registered(service(awsvpc, "80"), 0)
	client(s, "job", "web.prod.local:80")
	s.TaskDefinitions[1].NetworkMode = snapshot.Known(bridge)
	s.Services = s.Services[:1]
	s.Tasks = []snapshot.Task{{ID: "task-1", Cluster: "prod", TaskDefinition: "job:1"}}

	equal(t, inbound(s), []string{"tcp 80 sg-own inferred"})
	equal(t, outbound(s), []string{"tcp 80 sg-own inferred"})

	m, all := tenants(s)
	if found, unread := m.Inbound(all[1]); len(found)+len(unread) > 0 {
		t.Errorf("got %v, %v", found, unread)
	}
}

// A task definition that was not read mentions nothing, and is called by nobody.
func TestWithoutTaskDefinition(t *testing.T) {
	t.Parallel()

	s := registered(connect(service(awsvpc, "80"), 0), 0)
	member(s, "caller", "prod")
	s.TaskDefinitions = nil

	equal(t, inbound(s), []string{"unread task definition web:1"})
	equal(t, outbound(s), nil)
}
