package placement_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	account = "111122223333"
	region  = "eu-north-1"
	arnECS  = "arn:aws:ecs:" + region + ":" + account + ":"
	prod    = arnECS + "cluster/prod"
)

type option = func(*snapshot.Snapshot)

func meta() snapshot.Meta { return snapshot.Meta{Account: account, Region: region} }

// estate is the cluster prod with the definition web:1, changed by options.
func estate(options ...option) *snapshot.Snapshot {
	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{Meta: meta(), ID: prod, Name: "prod"}}
	s.TaskDefinitions = []snapshot.TaskDefinition{{Meta: meta(), ID: "web:1", Family: "web"}}

	for _, o := range options {
		o(s)
	}

	return s
}

func modelOf(options ...option) *placement.Model {
	return placement.New(snapshot.NewIndex(estate(options...)))
}

func tenants(options ...option) []*placement.Tenant { return modelOf(options...).Tenants(prod) }

// only is the only tenant.
func only(t *testing.T, options ...option) *placement.Tenant {
	t.Helper()

	all := tenants(options...)
	if len(all) != 1 {
		t.Fatalf("got %d tenants, want 1", len(all))
	}

	return all[0]
}

// instance adds the container instance ci/n on the EC2 instance i-n.
func instance(change ...func(*snapshot.ContainerInstance)) option {
	return func(s *snapshot.Snapshot) {
		n := len(s.ContainerInstances) + 1
		c := snapshot.ContainerInstance{
			Meta: meta(), ID: fmt.Sprintf("ci/%d", n), Cluster: prod, Instance: fmt.Sprintf("i-%d", n), Status: "ACTIVE",
		}

		for _, f := range change {
			f(&c)
		}

		s.ContainerInstances = append(s.ContainerInstances, c)
	}
}

func instances(n int, change ...func(*snapshot.ContainerInstance)) option {
	return func(s *snapshot.Snapshot) {
		for range n {
			instance(change...)(s)
		}
	}
}

func of(provider string) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) { c.CapacityProvider = provider }
}

func having(name, value string) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) {
		c.Attributes = append(c.Attributes, snapshot.Attribute{Name: name, Value: value})
	}
}

// keeping lets the agent register tcp ports that it keeps for itself.
func keeping(ports ...int) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) { c.ReservedPorts = ports }
}

func keepingUDP(ports ...int) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) { c.ReservedPortsUDP = ports }
}

func external(c *snapshot.ContainerInstance) { c.Instance = "mi-0a1" }

func status(s string) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) { c.Status = s }
}

func connected(is snapshot.Value[bool]) func(*snapshot.ContainerInstance) {
	return func(c *snapshot.ContainerInstance) { c.AgentConnected = is }
}

// service adds the service web-n with one task of web:1. Without a change it says nothing of capacity.
func service(change ...func(*snapshot.Service)) option {
	return func(s *snapshot.Snapshot) {
		name := fmt.Sprintf("web-%d", len(s.Services)+1)
		v := snapshot.Service{
			Meta: meta(), ID: "service/" + name, Cluster: prod, Name: name, TaskDefinition: "web:1",
			DesiredCount: snapshot.Known(1),
		}

		for _, f := range change {
			f(&v)
		}

		s.Services = append(s.Services, v)
	}
}

func launch(l snapshot.LaunchType) func(*snapshot.Service) {
	return func(s *snapshot.Service) { s.LaunchType = snapshot.Known(l) }
}

func strategy(items ...snapshot.CapacityProviderStrategyItem) func(*snapshot.Service) {
	return func(s *snapshot.Service) { s.CapacityProviderStrategy = items }
}

func item(provider string) snapshot.CapacityProviderStrategyItem {
	return snapshot.CapacityProviderStrategyItem{CapacityProvider: provider, Weight: 1}
}

func through(providers ...string) func(*snapshot.Service) {
	items := make([]snapshot.CapacityProviderStrategyItem, 0, len(providers))
	for _, p := range providers {
		items = append(items, item(p))
	}

	return strategy(items...)
}

func memberOf(expressions ...string) func(*snapshot.Service) {
	return func(s *snapshot.Service) {
		for _, e := range expressions {
			c := snapshot.PlacementConstraint{Type: "memberOf", Expression: e}
			s.PlacementConstraints = append(s.PlacementConstraints, c)
		}
	}
}

func daemon(s *snapshot.Service) {
	s.SchedulingStrategy = snapshot.Known("DAEMON")
	s.DesiredCount = snapshot.Value[int]{}
}

// definition changes web:1.
func definition(change func(*snapshot.TaskDefinition)) option {
	return func(s *snapshot.Snapshot) { change(&s.TaskDefinitions[0]) }
}

func system(family string) option {
	return definition(func(d *snapshot.TaskDefinition) { d.OperatingSystemFamily = snapshot.Known(family) })
}

// claiming lets the tasks of web:1 claim host ports, in the mode that they have.
func claiming(mode snapshot.NetworkMode, mappings ...snapshot.PortMapping) option {
	return definition(func(d *snapshot.TaskDefinition) {
		d.NetworkMode = snapshot.Known(mode)
		d.ContainerDefinitions = append(d.ContainerDefinitions, snapshot.ContainerDefinition{PortMappings: mappings})
	})
}

// mapped is a mapping with a host port; 0 is one that ECS chooses.
func mapped(host, container int) snapshot.PortMapping {
	return snapshot.PortMapping{HostPort: snapshot.Known(host), ContainerPort: snapshot.Known(container)}
}

func udp(m snapshot.PortMapping) snapshot.PortMapping {
	m.Protocol = snapshot.Known("udp")

	return m
}

// scaled adds a capacity provider whose managed scaling grows its group up to maxSize.
func scaled(name string, maxSize int) option {
	return func(s *snapshot.Snapshot) {
		provider(name, func(p *snapshot.CapacityProvider) { p.ManagedScaling = snapshot.Known(true) })(s)
		s.AutoScalingGroups = append(s.AutoScalingGroups, snapshot.AutoScalingGroup{
			Meta: meta(), ID: "asg/" + name, Name: "hosts-" + name, MaxSize: snapshot.Known(maxSize),
		})
	}
}

func provider(name string, change ...func(*snapshot.CapacityProvider)) option {
	return func(s *snapshot.Snapshot) {
		p := snapshot.CapacityProvider{Meta: meta(), ID: "cp/" + name, Name: name, AutoScalingGroup: "hosts-" + name}
		for _, f := range change {
			f(&p)
		}

		s.CapacityProviders = append(s.CapacityProviders, p)
	}
}

func managed(p *snapshot.CapacityProvider) {
	p.AutoScalingGroup, p.ManagedInstances = "", &snapshot.ManagedInstances{}
}

func gap(change func(*snapshot.Gap)) option {
	return func(s *snapshot.Snapshot) {
		g := snapshot.Gap{
			Account: account, Region: region, What: "ecs:ListContainerInstances", Why: "AccessDenied",
			Nouns: []snapshot.Noun{snapshot.NounContainerInstance}, Failed: true,
		}
		change(&g)
		s.Gaps = append(s.Gaps, g)
	}
}

// eligible says in words what takes the tenant's tasks: the instances by number, growth, or why it is not known.
func eligible(t *placement.Tenant) string {
	e := t.Eligible
	if e.Undecided != "" {
		return "undecided: " + e.Undecided
	}

	words := make([]string, 0, len(e.Instances))
	for _, c := range e.Instances {
		words = append(words, snapshot.Name(c.ID))
	}

	for _, g := range e.Growth {
		words = append(words, fmt.Sprintf("+%d %s", g.Instances, g.Provider))
	}

	if e.Unlimited {
		words = append(words, "…")
	}

	return cmp.Or(strings.Join(words, " "), "none")
}

// reserving is the numbers of the instances that keep a port which the tasks claim.
func reserving(t *placement.Tenant) string {
	words := make([]string, 0, len(t.Eligible.Reserving))
	for _, c := range t.Eligible.Reserving {
		words = append(words, snapshot.Name(c.ID))
	}

	return strings.Join(words, " ")
}
