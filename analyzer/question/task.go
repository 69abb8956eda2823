package question

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// service is every place where the tasks of a service answer, and from where they call.
func (m *Model) service(name string) (*endpoint, error) {
	cluster, service, _ := strings.Cut(name, "/")

	found := m.tenants(func(t *placement.Tenant) bool {
		return t.Service != nil &&
			(t.Service.ID == name || t.Cluster.Name == cluster && t.Service.Name == service)
	})

	switch len(found) {
	case 0:
		return nil, fmt.Errorf("no service %s was read: write service:CLUSTER/NAME; there is %s", name, m.someServices())
	case 1:
		return m.serviceEndpoint(found[0], name, found[0].Service.Name), nil
	default:
		arns := make([]string, len(found))
		for i, t := range found {
			arns[i] = t.Service.ID
		}

		return nil, errSeveral("service", name, arns)
	}
}

func errSeveral(kind, name string, arns []string) error {
	slices.Sort(arns)

	return fmt.Errorf("there are %d of %s:%s: write %s:ARN, of %s", len(arns), kind, name, kind, strings.Join(arns, ", "))
}

func (m *Model) serviceEndpoint(t *placement.Tenant, name, short string) *endpoint {
	points, why := m.exposure.Points(t)
	e := &endpoint{sites: alike(m.sites(t, points), "service "+short)}

	if why != "" {
		e.unknown = []string{"service " + name + ": " + why}
	}

	if len(points) == 0 && why == "" {
		e.unknown = []string{"service " + name + " has no task, and wants none"}
	}

	return e
}

// task is a running task, by its ARN or the id at its end.
func (m *Model) task(id string) (*endpoint, error) {
	for i := range m.index.Snapshot.Tasks {
		task := &m.index.Snapshot.Tasks[i]
		if task.ID != id && snapshot.Name(task.ID) != id {
			continue
		}

		found := m.tenants(func(t *placement.Tenant) bool { return slices.Contains(m.exposure.Tasks(t), task) })
		if len(found) == 0 {
			break
		}

		t := found[0]
		points, _ := m.exposure.Points(t)

		return &endpoint{sites: m.sites(t, m.exposure.PointsOf(task, points))}, nil
	}

	return nil, notFound("task", id)
}

func (m *Model) sites(t *placement.Tenant, points []exposure.Point) []site {
	sites := make([]site, len(points))

	running := map[string]int{}
	for _, task := range m.exposure.Tasks(t) {
		running[task.ContainerInstance]++
	}

	for i := range points {
		sites[i] = site{place: points[i].Place, point: &points[i], tenant: t}
		if points[i].Host != nil {
			on := points[i].Instance
			sites[i].instances = map[string]int{on: running[on]}
		}

		sites[i].hidden, sites[i].why = m.hidden(t, &points[i])
	}

	return sites
}

func (m *Model) tenants(is func(*placement.Tenant) bool) []*placement.Tenant {
	var found []*placement.Tenant

	for i := range m.index.Snapshot.Clusters {
		for _, t := range m.placement.Tenants(m.index.Snapshot.Clusters[i].ID) {
			if is(t) {
				found = append(found, t)
			}
		}
	}

	return found
}

// mostNames is how many services an error lists.
const mostNames = 5

func (m *Model) someServices() string {
	names := make([]string, 0, len(m.index.Snapshot.Services))

	for i := range m.index.Snapshot.Services {
		s := &m.index.Snapshot.Services[i]
		names = append(names, "service:"+snapshot.Name(s.Cluster)+"/"+s.Name)
	}

	slices.Sort(names)

	switch {
	case len(names) == 0:
		return "none"
	case len(names) > mostNames:
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNames], ", "), len(names)-mostNames)
	default:
		return strings.Join(names, ", ")
	}
}

// alike joins the sites that are filtered alike, and listen alike, to one: what they send and get differs by their
// addresses only.
func alike(sites []site, name string) []site {
	type key struct {
		endpoint, declared string
		somewhere          bool
	}

	at := map[key]int{}

	var groups [][]site

	for _, s := range sites {
		k := key{s.place.Endpoint.Key(), declared(s), s.place.Somewhere}

		i, seen := at[k]
		if !seen {
			i = len(groups)
			at[k] = i
			groups = append(groups, nil)
		}

		groups[i] = append(groups[i], s)
	}

	joined := make([]site, len(groups))
	for i, group := range groups {
		joined[i] = joinAll(group, name)
	}

	return joined
}

// joinAll makes the first of some sites stand for all of them. Each that is still to come may be the same one.
func joinAll(sites []site, name string) site {
	joined, members := sites[0], 0
	addresses := make([]netset.Set, len(sites))

	for i, s := range sites {
		addresses[i] = s.place.Addresses
		members += max(s.place.Members, 1)

		maps.Copy(joined.instances, s.instances)
	}

	if len(sites) > 1 && !joined.place.Somewhere {
		joined.place.Name = "the interfaces of " + name
		joined.place.Addresses, joined.place.Members = netset.UnionAll(addresses), members
	}

	return joined
}

func declared(s site) string {
	if s.point == nil {
		return ""
	}

	declared := s.point.Declared()

	return declared.String()
}
