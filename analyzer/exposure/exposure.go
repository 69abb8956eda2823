// Package exposure says where the tasks of a tenant answer: at which interfaces, on which ports.
//
// That depends on the network mode. In awsvpc mode a task answers at its own interface, on its container ports; in
// host mode at those of the instance, on the same ports; in bridge mode at those of the instance, on host ports. Who
// gets there is for package reach to say.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
package exposure

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Point is an interface at which tasks of a tenant answer, or will.
type Point struct {
	Place reach.Place

	// ID is the interface; empty for one that is still to come.
	ID string

	// Task is the running task whose interface it is; nil for instances, and for what is still to come.
	Task *snapshot.Task

	// Host is the instance, in host and bridge mode, and Instance the ID of the container instance.
	Host     *placement.Host
	Instance string

	// Ports are what the containers declare, as it is reached there.
	Ports []Port

	// Possible are the ports on which a process may listen without a mapping: all others of an interface or of a
	// host whose network the containers share, none behind Docker's bridge.
	Possible netset.Services
}

// A Port is a mapping as it is reached at a point.
type Port struct {
	Container *snapshot.ContainerDefinition
	Mapping   *snapshot.PortMapping

	// Services are the ports at the point: one, a range, or the ephemeral range while nobody knows which.
	Services netset.Services

	// Drawn marks a port that ECS draws from the ephemeral range, Running one that a running task holds.
	Drawn   bool
	Running bool
}

// Declared are the services of all ports of the point.
func (p *Point) Declared() netset.Services {
	var all netset.Services
	for i := range p.Ports {
		all = all.Union(p.Ports[i].Services)
	}

	return all
}

// Listening are the services on which something answers, or may.
func (p *Point) Listening() netset.Services { return p.Declared().Union(p.Possible) }

// A Model answers questions about one snapshot. It is safe for concurrent use.
type Model struct {
	index     *snapshot.Index
	placement *placement.Model
	reach     *reach.Model

	// tasks are the running ones by what started them.
	tasks map[starter][]*snapshot.Task

	// kinds are numbers that instances have in common whose interfaces are reached alike.
	kinds map[*snapshot.ContainerInstance]int

	// listeners are those that lead to a target group, by its ARN.
	listeners map[string][]*snapshot.Listener

	// chained are the target groups of which a load balancer is the target, by its ARN.
	chained map[string][]*snapshot.TargetGroup
}

// A starter is a service of a cluster, or the task definition of standalone tasks.
type starter struct{ cluster, service, definition string }

// New prepares the model. Its cost is linear in tasks, listeners and container instances.
func New(index *snapshot.Index, p *placement.Model, r *reach.Model) *Model {
	m := &Model{
		index: index, placement: p, reach: r,
		tasks: map[starter][]*snapshot.Task{}, listeners: map[string][]*snapshot.Listener{},
		kinds: kinds(index, p), chained: chained(index.Snapshot),
	}

	for i := range index.Snapshot.Listeners {
		l := &index.Snapshot.Listeners[i]
		for _, group := range l.TargetGroups {
			m.listeners[group] = append(m.listeners[group], l)
		}
	}

	for i := range index.Snapshot.Tasks {
		task := &index.Snapshot.Tasks[i]

		by := starter{cluster: task.Cluster, service: task.Service}
		if task.Service == "" {
			by.definition = task.TaskDefinition
		}

		m.tasks[by] = append(m.tasks[by], task)
	}

	return m
}

// chained are the target groups of type alb, by their targets, of which there is one each.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func chained(s *snapshot.Snapshot) map[string][]*snapshot.TargetGroup {
	groups := map[string][]*snapshot.TargetGroup{}

	for i := range s.TargetGroups {
		group := &s.TargetGroups[i]
		if group.TargetType != "alb" {
			continue
		}

		for _, target := range group.Targets {
			if !slices.Contains(groups[target.ID], group) {
				groups[target.ID] = append(groups[target.ID], group)
			}
		}
	}

	return groups
}

// Tasks lists the running tasks of a tenant.
func (m *Model) Tasks(t *placement.Tenant) []*snapshot.Task {
	by := starter{cluster: t.Cluster.ID}

	switch {
	case t.Service != nil:
		by.service = t.Service.Name
	case t.TaskDefinition != nil:
		by.definition = t.TaskDefinition.ID
	}

	return m.tasks[by]
}

// Points lists where the tasks of a tenant answer. why is set where that cannot be told. A tenant that has no task
// and wants none has no points.
func (m *Model) Points(t *placement.Tenant) (points []Point, why string) {
	return m.points(t, m.instances)
}

func (m *Model) points(
	t *placement.Tenant, instances func(*placement.Tenant) []*snapshot.ContainerInstance,
) (points []Point, why string) {
	mode, ok := t.Mode.Get()

	switch {
	case t.TaskDefinition == nil:
		return nil, "its task definition was not read"
	case !ok:
		return nil, "network mode: " + t.Mode.Reason()
	case t.Desired.Or(1) == 0 && !t.Daemon && len(m.Tasks(t)) == 0:
		return nil, ""
	}

	switch mode {
	case snapshot.ModeAWSVPC:
		return m.own(t)
	case snapshot.ModeNone:
		return nil, ""
	default:
		return m.onHosts(t, mode, instances(t))
	}
}

// PointsOf are those of the points at which a running task answers.
func (m *Model) PointsOf(task *snapshot.Task, points []Point) []Point {
	var own []Point

	for _, p := range points {
		if p.Task == task || (p.Host != nil && p.Instance == task.ContainerInstance) {
			own = append(own, p)
		}
	}

	return own
}
