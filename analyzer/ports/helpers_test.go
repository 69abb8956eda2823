package ports_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

type (
	tenancy       = placement.Tenant
	option        = func(*placement.Tenant)
	mappingOption = func(*snapshot.PortMapping)
)

// tenant is a rolling service in bridge mode with one task on EC2 and no port, changed by options.
func tenant(name string, options ...option) *placement.Tenant {
	t := &placement.Tenant{
		Cluster:        &snapshot.Cluster{Name: "prod"},
		Service:        &snapshot.Service{Name: name},
		TaskDefinition: &snapshot.TaskDefinition{Family: name},
		Mode:           snapshot.Known(snapshot.ModeBridge),
		Desired:        snapshot.Known(1),
		Capacity:       placement.Capacity{Launch: snapshot.LaunchEC2},
	}

	for _, o := range options {
		o(t)
	}

	return t
}

// claimant is a tenant that claims port 80.
func claimant(name string, options ...option) *placement.Tenant {
	return tenant(name, append([]option{claiming(80)}, options...)...)
}

// claiming adds a container with fixed host ports.
func claiming(fixed ...int) option {
	return func(t *placement.Tenant) {
		mappings := make([]snapshot.PortMapping, 0, len(fixed))
		for _, p := range fixed {
			mappings = append(mappings, mapping(8080, host(p)))
		}

		containing(mappings...)(t)
	}
}

func containing(mappings ...snapshot.PortMapping) option {
	return func(t *placement.Tenant) {
		t.TaskDefinition.ContainerDefinitions = append(t.TaskDefinition.ContainerDefinitions,
			snapshot.ContainerDefinition{Name: "app", PortMappings: mappings})
	}
}

func mapping(container int, options ...mappingOption) snapshot.PortMapping {
	m := snapshot.PortMapping{ContainerPort: snapshot.Known(container)}
	for _, o := range options {
		o(&m)
	}

	return m
}

func host(port int) mappingOption {
	return func(m *snapshot.PortMapping) { m.HostPort = snapshot.Known(port) }
}

func udp(m *snapshot.PortMapping) { m.Protocol = snapshot.Known("udp") }

func in(mode snapshot.NetworkMode) option {
	return func(t *placement.Tenant) { t.Mode = snapshot.Known(mode) }
}

func wanting(n int) option { return func(t *placement.Tenant) { t.Desired = snapshot.Known(n) } }

// A fleet hands out the same instance for the same number.
type fleet []*snapshot.ContainerInstance

func newFleet(n int) fleet {
	f := make(fleet, n)
	for i := range f {
		f[i] = &snapshot.ContainerInstance{ID: fmt.Sprint("ci/", i), Instance: fmt.Sprint("i-", i), Status: "ACTIVE"}
	}

	return f
}

// on lets the tenant use the instances of these numbers.
func (f fleet) on(numbers ...int) option {
	return func(t *placement.Tenant) {
		for _, n := range numbers {
			t.Eligible.Instances = append(t.Eligible.Instances, f[n])
		}
	}
}

func (f fleet) all(t *placement.Tenant) { t.Eligible.Instances = f }

func growing(provider string, n int) option {
	return func(t *placement.Tenant) {
		t.Eligible.Growth = append(t.Eligible.Growth, placement.Growth{Provider: provider, Instances: n})
	}
}

// everywhere makes the tenant a daemon; it comes after what says where it can run.
func everywhere(t *placement.Tenant) {
	t.Daemon, t.Desired = true, snapshot.Known(len(t.Eligible.Instances))
}

// launched makes the tenant a daemon of a launch type, for which nobody adds instances: it follows those added for
// others. It comes after what says where it can run.
func launched(t *placement.Tenant) {
	everywhere(t)
	t.Eligible.Follows, t.Eligible.Growth = t.Eligible.Growth, nil
}

// unclearly makes it a daemon of which that is not known.
func unclearly(t *placement.Tenant) {
	launched(t)
	t.Eligible.Follows, t.Eligible.Unclear = nil, "whether it follows"
}

func endless(t *placement.Tenant) {
	t.Capacity = placement.Capacity{Launch: snapshot.LaunchManagedInstances, Providers: []string{"mi"}}
	t.Eligible.Unlimited = true
}

func fargate(t *placement.Tenant) { t.Capacity.Launch = snapshot.LaunchFargate }

func undecided(t *placement.Tenant) { t.Eligible = placement.Eligibility{Undecided: "why"} }

func unknownCount(t *placement.Tenant) { t.Desired = snapshot.Unknown[int]("var.count") }

func bySteps(minimum, maximum int) option {
	return func(t *placement.Tenant) {
		t.Service.MinimumHealthyPercent = snapshot.Known(minimum)
		t.Service.MaximumPercent = snapshot.Known(maximum)
	}
}

func by(controller string) option {
	return func(t *placement.Tenant) { t.Service.DeploymentController = snapshot.Known(controller) }
}

func byStrategy(strategy string) option {
	return func(t *placement.Tenant) { t.Service.DeploymentStrategy = snapshot.Known(strategy) }
}

func distinct(t *placement.Tenant) {
	t.Service.PlacementConstraints = []snapshot.PlacementConstraint{{Type: "distinctInstance"}}
}

func standalone(t *placement.Tenant) { t.Service = nil }

func scheduled(t *placement.Tenant) { t.Service, t.Schedule = nil, &snapshot.ScheduledTask{} }

// told is the conflicts of tenants in words, one for each.
func told(tenants ...*placement.Tenant) []string {
	conflicts := ports.NewBook(tenants).Conflicts()
	all := make([]string, 0, len(conflicts))

	for _, c := range conflicts {
		names := make([]string, 0, len(c.Claimants))
		for _, claimant := range c.Claimants {
			names = append(names, claimant.Tenant.Name())
		}

		verdict := "does not fit"

		switch {
		case c.Undecided != "":
			verdict = "undecided: " + c.Undecided
		case c.Fits && c.Adds > 0:
			verdict = fmt.Sprintf("fits with %d more", c.Adds)
		case c.Fits:
			verdict = "fits"
		}

		if c.ByTurns {
			verdict += " by turns"
		}

		all = append(all, fmt.Sprintf("%d/%s %s %s", c.Port, c.Protocol, strings.Join(names, "+"), verdict))
	}

	return all
}

// deploy works out the first tenant's deployment beside the others.
func deploy(t *testing.T, tenants ...*placement.Tenant) ports.Deployment {
	t.Helper()

	d, ok := ports.NewBook(tenants).Deploy(tenants[0])
	if !ok {
		t.Fatal("there is no deployment")
	}

	return d
}
