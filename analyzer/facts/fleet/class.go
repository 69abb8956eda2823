package fleet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An origin is what instances start from, which is where their settings are mended.
type origin struct{ cause, name string }

// A class is instances that answer every question of this package alike.
type class struct {
	origin   origin
	template *snapshot.LaunchTemplate
	alone    bool // the template is the one instance's own
	metadata snapshot.MetadataOptions
	version  string
	windows  bool
	blocking string

	// members are the instances, where there are some; count is how many managed scaling may add otherwise.
	members *[]*snapshot.ContainerInstance
	count   int
}

// A landing identifies the instances that take a tenant's tasks by the list that placement shares.
type landing struct {
	first  **snapshot.ContainerInstance
	length int
}

// classes are those of the instances on which the tasks of a tenant can land. Instances that managed scaling adds are
// taken to be like those that their provider has; where it has none, they are what its template says.
func (s *Shard) classes(t *placement.Tenant) []*class {
	e := &t.Eligible
	if len(e.Instances) == 0 {
		return s.toCome(t, nil)
	}

	key := landing{&e.Instances[0], len(e.Instances)}
	if _, done := s.known[key]; !done {
		s.known[key] = s.toCome(t, s.running(e.Instances))
	}

	return s.known[key]
}

func (s *Shard) running(instances []*snapshot.ContainerInstance) []*class {
	var all []*class

	known := map[class]*class{}

	for _, instance := range instances {
		if placement.External(instance) || s.Placement.Managed(instance) {
			continue
		}

		c := s.class(instance)
		if known[c] == nil {
			found := c
			found.members = &[]*snapshot.ContainerInstance{}
			known[c] = &found
			all = append(all, &found)
		}

		*known[c].members = append(*known[c].members, instance)
	}

	return all
}

func (s *Shard) class(instance *snapshot.ContainerInstance) class {
	host := s.Placement.Host(instance)

	return class{
		origin: originOf(instance, host), template: host.LaunchTemplate, alone: alone(instance, host),
		metadata: host.Metadata(),
		version:  instance.AgentVersion, windows: host.Windows, blocking: blocking(instance),
	}
}

func (s *Shard) toCome(t *placement.Tenant, all []*class) []*class {
	for _, g := range t.Eligible.Growth {
		runs := func(i *snapshot.ContainerInstance) bool { return i.CapacityProvider == g.Provider }
		if g.Instances == 0 || slices.ContainsFunc(t.Eligible.Instances, runs) {
			continue
		}

		host := placement.Host{}
		if asg := s.Index.AutoScalingGroup(t.Cluster.Meta, g.AutoScalingGroup); asg != nil {
			host.LaunchTemplate = s.Index.LaunchTemplates[asg.LaunchTemplate]
		}

		c := class{template: host.LaunchTemplate, metadata: host.Metadata(), count: g.Instances}
		c.origin = originOf(&snapshot.ContainerInstance{CapacityProvider: g.Provider}, host)
		all = append(all, &c)
	}

	return all
}

// alone reports whether what an instance starts from is written into it by a file: it has no name of its own then.
func alone(instance *snapshot.ContainerInstance, host placement.Host) bool {
	return host.LaunchTemplate != nil && instance.Instance == "i-"+host.LaunchTemplate.ID
}

// originOf is the launch template, or else the auto scaling group or the capacity provider. The versions of a template
// are one origin.
func originOf(instance *snapshot.ContainerInstance, host placement.Host) origin {
	switch {
	case host.LaunchTemplate != nil && !alone(instance, host):
		t := host.LaunchTemplate
		id := t.ID

		if strings.HasPrefix(id, "lt-") {
			id, _, _ = strings.Cut(id, ":")
		}

		return origin{id, "launch template " + t.Name}
	case host.Instance != nil && host.Instance.AutoScalingGroup != "":
		return origin{"auto-scaling-group/" + host.Instance.AutoScalingGroup, "auto scaling group " +
			host.Instance.AutoScalingGroup}
	case instance.CapacityProvider != "":
		return origin{"capacity-provider/" + instance.CapacityProvider, "capacity provider " + instance.CapacityProvider}
	default:
		return origin{"instances", "no known group"}
	}
}

// A crowd is instances of which a note says the same. Tenants that do not ask for the same share some of them.
type crowd struct {
	members map[*snapshot.ContainerInstance]bool
	toCome  int
}

func (w *crowd) add(c *class) {
	if c.members == nil {
		w.toCome = max(w.toCome, c.count)

		return
	}

	for _, instance := range *c.members {
		w.members[instance] = true
	}
}

// notes say what the instances of classes are, each counted once.
func notes(classes []*class, text func(*class) string) []ground.NoteRef {
	crowds := map[string]*crowd{}

	for _, c := range classes {
		said := c.origin.name + ": " + text(c)
		if crowds[said] == nil {
			crowds[said] = &crowd{members: map[*snapshot.ContainerInstance]bool{}}
		}

		crowds[said].add(c)
	}

	all := make([]ground.NoteRef, 0, len(crowds))

	for _, said := range slices.Sorted(maps.Keys(crowds)) {
		n := len(crowds[said].members) + crowds[said].toCome
		all = append(all, ground.Note("instance", "", fmt.Sprintf("%d %s of %s", n, ground.Plural(n, "instance"), said)))
	}

	return all
}
