package openings

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A hostPlace is an interface of container instances, one of those that are reached alike.
type hostPlace struct {
	endpoint  reach.Endpoint
	host      placement.Host
	container *snapshot.ContainerInstance

	// primary marks the first interface of an instance.
	primary bool
	count   int // of the instances
	last    *snapshot.ContainerInstance
}

// hostPlaces joins the interfaces of a cluster's container instances that are reached alike, have one system, and of
// which apart says the same. Instances of ECS Anywhere have no groups, those of Managed Instances are AWS's to run.
// Instances that were not read are returned apart.
func (s *Shard) hostPlaces(
	c *snapshot.Cluster, apart func(*snapshot.ContainerInstance) string,
) (places []*hostPlace, unread []*snapshot.ContainerInstance) {
	known := map[string]*hostPlace{}

	for _, instance := range s.Index.ContainerInstancesOf[c.ID] {
		if placement.External(instance) || s.Placement.Managed(instance) {
			continue
		}

		host := s.Placement.Host(instance)
		if len(host.Interfaces) == 0 {
			unread = append(unread, instance)
		}

		for i, eni := range host.Interfaces {
			p := &hostPlace{endpoint: reach.EndpointOf(eni), host: host, container: instance, primary: i == 0}
			key := fmt.Sprint(p.endpoint.Key(), p.primary, host.Windows, apart(instance))

			if known[key] == nil {
				known[key] = p
				places = append(places, p)
			}

			known[key].join(p)
		}
	}

	return places, unread
}

// join counts an instance once, however many of its interfaces are alike: those of one come in a row. The first by
// name stands for all.
func (p *hostPlace) join(other *hostPlace) {
	if p.last != other.container {
		p.last = other.container
		p.count++
	}

	if other.container.Instance < p.container.Instance {
		p.container, p.endpoint, p.host = other.container, other.endpoint, other.host
	}
}

// where is the instance, with the public address that the sources use.
func (p *hostPlace) where(a reach.Admission) ground.NoteRef {
	text := "instance " + p.container.Instance
	if address := addressOf(a, p.endpoint); address != "" {
		text += " with public address " + address
	}

	if p.count > 1 {
		text += fmt.Sprintf(" (and %d more)", p.count-1)
	}

	return ground.Note("instance", p.container.Instance, text)
}

// ask adds what the groups of a place admit of the targets, as far as it counts, and lists those of its groups that
// were not read.
func (s *Shard) ask(
	found openRules, p *hostPlace, targets []target, counts func(reach.Admission) bool,
) (unread []string) {
	var wanted netset.Services
	for _, t := range targets {
		wanted = wanted.Union(t.services)
	}

	admissions, unread := s.Reach.Ingress(p.endpoint, wanted)
	for _, a := range admissions {
		if a.Unknown != "" || counts(a) {
			found.add(a, p.where(a), targets)
		}
	}

	return unread
}

// unreadGroups makes each group that was not read an undecided fact.
func (s *Shard) unreadGroups(ids map[string]bool) []facts.OpenPort {
	all := make([]facts.OpenPort, 0, len(ids))

	for _, id := range slices.Sorted(maps.Keys(ids)) {
		ref := s.refs.Add(ground.Note("securityGroup", id, "security group "+id))
		all = append(all, facts.OpenPort{Ref: ref, Group: id, Undecided: "security group " + id + " was not read"})
	}

	return all
}

// unreadInstances makes one undecided fact of the instances of a cluster that were not read.
func (s *Shard) unreadInstances(c *snapshot.Cluster, instances []*snapshot.ContainerInstance) []facts.OpenPort {
	if len(instances) == 0 {
		return nil
	}

	first := instances[0].Instance
	for _, instance := range instances {
		first = min(first, instance.Instance)
	}

	why := "the network interfaces of instance " + first + " were not read"
	if more := len(instances) - 1; more > 0 {
		why = fmt.Sprintf("the network interfaces of instance %s and %d more were not read", first, more)
	}

	return []facts.OpenPort{{Ref: s.refs.Add(ground.Cluster(c)), Group: c.Name, Undecided: why}}
}
