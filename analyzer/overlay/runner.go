package overlay

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A runner is what runs a definition: a service, or the standalone tasks of a cluster.
type runner struct {
	snapshot.Meta

	// service is its place in the list of services, below 0 for standalone tasks; tasks are the places of those.
	service int
	tasks   []int

	cluster, definition string
}

// runners are those for whom the definition is: the service that the options name, or all that run its family.
func (l *layer) runners(d *snapshot.TaskDefinition) ([]runner, error) {
	file := path.Clean(strings.ReplaceAll(d.Origin.File, `\`, "/"))

	for _, key := range []string{file, d.Family} {
		if name := l.opts.Services[key]; name != "" {
			return l.named(name, d.Meta)
		}
	}

	if d.Family == "" {
		return nil, nil
	}

	runners, said := l.referring(d)
	if said {
		return append(runners, l.standalone(d)...), nil
	}

	for i := range l.account.Services {
		if r := l.serves(i); l.family(r.definition) == d.Family && !elsewhere(d.Meta, r.Meta) {
			runners = append(runners, r)
		}
	}

	return append(runners, l.standalone(d)...), nil
}

// referring are the services of the account of which the change says that they run the definition; said reports whether
// it says so of any service, be it a new one. Others of the family run what they run until somebody moves them.
func (l *layer) referring(d *snapshot.TaskDefinition) (runners []runner, said bool) {
	for i := range l.change.Services {
		s := &l.change.Services[i]
		if s.TaskDefinition != d.ID {
			continue
		}

		said = true

		if at, err := l.namesake(s); err == nil && at >= 0 { // the error is told with the service
			runners = append(runners, l.serves(at))
		}
	}

	return runners, said
}

// serves is a service as a runner.
func (l *layer) serves(i int) runner {
	s := &l.account.Services[i]

	definition := s.TaskDefinition
	if definition == "" && len(s.TaskSets) > 0 {
		definition = s.TaskSets[0].TaskDefinition
	}

	return runner{Meta: s.Meta, service: i, cluster: s.Cluster, definition: definition}
}

func (l *layer) standalone(d *snapshot.TaskDefinition) []runner {
	var runners []runner

	for i := range l.account.Tasks {
		t := &l.account.Tasks[i]
		if t.Service != "" || l.family(t.TaskDefinition) != d.Family || elsewhere(d.Meta, t.Meta) {
			continue
		}

		at := slices.IndexFunc(runners, func(r runner) bool {
			return r.cluster == t.Cluster && r.definition == t.TaskDefinition
		})
		if at < 0 {
			at = len(runners)
			runners = append(runners, runner{
				Meta: t.Meta, service: -1, cluster: t.Cluster, definition: t.TaskDefinition,
			})
		}

		runners[at].tasks = append(runners[at].tasks, i)
	}

	return runners
}

// family is that of a definition by its id, be it read or not.
func (l *layer) family(id string) string {
	if d := l.definitionsOf[id]; d != nil {
		return d.Family
	}

	return snapshot.Family(id)
}

// named is the service that is written as CLUSTER/NAME or, where no other cluster has one of that name, NAME.
func (l *layer) named(name string, at snapshot.Meta) ([]runner, error) {
	cluster, service, both := strings.Cut(name, "/")
	if !both {
		cluster, service = "", name
	}

	var found []runner

	all := make([]string, 0, len(l.account.Services))

	for i := range l.account.Services {
		s := &l.account.Services[i]
		full := l.clusterName(s.Cluster) + "/" + s.Name
		all = append(all, full)

		if s.Name == service && (!both || l.clusterName(s.Cluster) == cluster) && !elsewhere(at, s.Meta) {
			found = append(found, l.serves(i))
		}
	}

	switch len(found) {
	case 0:
		return nil, fmt.Errorf("%w: there is no service %s; there are %s", ErrNoPlace, name, list(all))
	case 1:
		return found, nil
	default:
		return nil, fmt.Errorf("%w: several services are called %s; there are %s", ErrAmbiguous, name, list(all))
	}
}
