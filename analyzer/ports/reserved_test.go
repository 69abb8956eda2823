package ports_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An estate is a cluster as a snapshot tells it. Its services claim port 80, and some port 81 besides; a service is
// kept from an instance by an attribute, or by an agent that reserves one of its ports.
type estate struct {
	admits   [][]bool // of each instance: which services its attributes admit
	reserved [][]int  // of each instance
	services []estateService
}

type estateService struct {
	desired int
	also81  bool
	kind    func(*snapshot.Service)
}

func genEstate() *rapid.Generator[estate] {
	return rapid.Custom(func(t *rapid.T) estate {
		var e estate

		plain := func(*snapshot.Service) {}
		for range rapid.IntRange(1, 4).Draw(t, "services") {
			e.services = append(e.services, estateService{
				rapid.IntRange(0, 3).Draw(t, "desired"), rapid.Bool().Draw(t, "also 81"),
				rapid.SampledFrom([]func(*snapshot.Service){plain, plain, plain, daemonService, blueGreen}).Draw(t, "kind"),
			})
		}

		for range rapid.IntRange(1, 5).Draw(t, "instances") {
			admits := rapid.SliceOfN(rapid.Bool(), len(e.services), len(e.services)).Draw(t, "admits")
			e.admits = append(e.admits, admits)
			e.reserved = append(e.reserved, rapid.SampledFrom([][]int{
				{22}, {22}, {22, 80}, {22, 81}, {22, 8080},
			}).Draw(t, "reserved"))
		}

		return e
	})
}

func daemonService(s *snapshot.Service) {
	s.SchedulingStrategy = snapshot.Known("DAEMON")
	s.DesiredCount = snapshot.Value[int]{}
}

func blueGreen(s *snapshot.Service) { s.DeploymentStrategy = snapshot.Known("BLUE_GREEN") }

// tenants are what placement makes of the snapshot.
func (e estate) tenants() []*placement.Tenant {
	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "prod", Name: "prod"}}

	for n := range e.admits {
		s.ContainerInstances = append(s.ContainerInstances, e.instance(n))
	}

	for i, v := range e.services {
		name := strconv.Itoa(i)
		mappings := []snapshot.PortMapping{mapping(8080, host(80))}

		if v.also81 {
			mappings = append(mappings, mapping(8081, host(81)))
		}

		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
			ID: name, Family: name, NetworkMode: snapshot.Known(snapshot.ModeBridge),
			ContainerDefinitions: []snapshot.ContainerDefinition{{Name: "app", PortMappings: mappings}},
		})

		service := snapshot.Service{
			ID: name, Cluster: "prod", Name: name, TaskDefinition: name,
			LaunchType: snapshot.Known(snapshot.LaunchEC2), DesiredCount: snapshot.Known(v.desired),
			PlacementConstraints: []snapshot.PlacementConstraint{
				{Type: "memberOf", Expression: "attribute:takes-" + name + " == yes"},
			},
		}
		v.kind(&service)
		s.Services = append(s.Services, service)
	}

	return placement.New(snapshot.NewIndex(s)).Tenants("prod")
}

func (e estate) instance(n int) snapshot.ContainerInstance {
	c := snapshot.ContainerInstance{
		ID: fmt.Sprint("ci/", n), Cluster: "prod", Instance: fmt.Sprint("i-", n), Status: "ACTIVE",
		ReservedPorts: e.reserved[n],
	}

	for i, admitted := range e.admits[n] {
		if admitted {
			c.Attributes = append(c.Attributes, snapshot.Attribute{Name: "takes-" + strconv.Itoa(i), Value: "yes"})
		}
	}

	return c
}

// uses are the instances with the services whose tasks start there.
func (e estate) uses() [][]int {
	all := make([][]int, len(e.admits))

	for n, admits := range e.admits {
		for i, v := range e.services {
			free := !slices.Contains(e.reserved[n], 80) && (!v.also81 || !slices.Contains(e.reserved[n], 81))
			if admits[i] && free {
				all[n] = append(all[n], i)
			}
		}
	}

	return all
}

// No task is ever put on an instance whose agent reserves its port, in a conflict as in a deployment.
func TestReservedPortsAreNoRoom(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		e := genEstate().Draw(t, "estate")
		w := world{tenants: e.tenants(), uses: e.uses(), instances: len(e.admits)}

		of80 := slices.DeleteFunc(sorted(told(w.tenants...)), func(c string) bool { return c[:3] != "80/" })
		if want := w.conflicts(); !slices.Equal(of80, want) {
			t.Errorf("got %q, want %q", of80, want)
		}
	})
}

// A rolling deployment of one service on instances of which some reserve its port moves as if these were not there.
func TestDeploymentOnReservingInstances(t *testing.T) {
	t.Parallel()

	for desired := 1; desired <= 4; desired++ {
		for free := range 5 {
			for reserving := range 3 {
				e := estate{services: []estateService{{desired, false, func(*snapshot.Service) {}}}}
				for n := range free + reserving {
					e.admits = append(e.admits, []bool{true})
					e.reserved = append(e.reserved, map[bool][]int{true: {22}, false: {22, 80}}[n < free])
				}

				tenants := e.tenants()

				d, _ := ports.NewBook(tenants).Deploy(tenants[0])
				if moves := free > desired; d.Stuck == moves || d.Undecided != "" {
					t.Errorf("%d desired, %d free, %d reserving: %+v", desired, free, reserving, d)
				}
			}
		}
	}
}
