package overlay

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// definitions lays every written task definition over those that are run.
func (l *layer) definitions() {
	taken := map[taker]*snapshot.TaskDefinition{}

	for i := range l.change.TaskDefinitions {
		written := &l.change.TaskDefinitions[i]

		runners, err := l.runners(written)
		if err == nil {
			err = take(taken, written, runners)
		}

		if err == nil {
			err = l.definition(written, runners)
		}

		if err != nil {
			l.fail(written.Origin, err)
		}
	}
}

// taker identifies a runner.
type taker struct {
	cluster, definition string
	service             int
}

// take refuses two definitions for one runner: files that were copied, of which only some may be deployed there.
func take(taken map[taker]*snapshot.TaskDefinition, d *snapshot.TaskDefinition, runners []runner) error {
	for _, r := range runners {
		key := taker{r.cluster, r.definition, r.service}
		if other := taken[key]; other != nil {
			return fmt.Errorf("%w: %s has family %s too; check them one by one, or say which service each is for",
				ErrAmbiguous, said(other.Origin), d.Family)
		}

		taken[key] = d
	}

	return nil
}

func (l *layer) fail(at snapshot.Origin, err error) {
	if where := said(at); where != "" {
		err = fmt.Errorf("%s: %w", where, err)
	}

	l.failed = append(l.failed, err)
}

func (l *layer) definition(written *snapshot.TaskDefinition, runners []runner) error {
	switch {
	case len(runners) > 0:
		for _, there := range places(runners) {
			l.lay(written, there)
		}
	case l.referred(written), l.schedules(written):
		l.add(written, *written, l.home)
	default:
		return l.start(written)
	}

	return nil
}

// places parts runners by account and region: a definition belongs to one.
func places(runners []runner) [][]runner {
	var all [][]runner

	for _, r := range runners {
		at := slices.IndexFunc(all, func(there []runner) bool {
			return there[0].Account == r.Account && there[0].Region == r.Region
		})
		if at < 0 {
			all = append(all, []runner{r})
		} else {
			all[at] = append(all[at], r)
		}
	}

	return all
}

// referred reports whether a service of the change says that it runs the definition.
func (l *layer) referred(d *snapshot.TaskDefinition) bool {
	return slices.ContainsFunc(l.change.Services, func(s snapshot.Service) bool { return s.TaskDefinition == d.ID })
}

// lay puts a definition in the place of what the runners of one region run. What they run already they go on running:
// a revision that says the same changes nothing.
func (l *layer) lay(written *snapshot.TaskDefinition, runners []runner) {
	laid, assumed := l.completed(written, l.newest(runners))
	id := ""

	for _, r := range runners {
		from := l.definitionsOf[r.definition]
		done := Replaced{
			Kind: KindTaskDefinition, Name: laid.Family, File: written.Origin.File, Cluster: l.clusterName(r.cluster),
			From: snapshot.Name(r.definition), Assumed: assumed,
		}

		if r.service >= 0 {
			done.Service = l.out.Services[r.service].Name
		}

		if from != nil && same(&laid, from) {
			done.Same = true
			l.called(written.ID, r.Meta, from.ID)
		} else {
			if id == "" {
				id = l.add(written, laid, r.Meta)
			}

			l.move(r, id)
		}

		l.replaced = append(l.replaced, done)
	}
}

// newest is the latest revision that any of the runners runs; nil where none was read.
func (l *layer) newest(runners []runner) *snapshot.TaskDefinition {
	var latest *snapshot.TaskDefinition

	for _, r := range runners {
		if d := l.definitionsOf[r.definition]; d != nil && (latest == nil || d.Revision > latest.Revision) {
			latest = d
		}
	}

	return latest
}

// completed is a definition with what a bare list of containers cannot say, as the account's definition says it.
func (l *layer) completed(written, account *snapshot.TaskDefinition) (laid snapshot.TaskDefinition, assumed string) {
	laid = *written
	if account == nil || !written.NetworkMode.IsUnknown() {
		return laid, ""
	}

	laid.Family = account.Family
	laid.NetworkMode = account.NetworkMode
	laid.OperatingSystemFamily = or(written.OperatingSystemFamily, account.OperatingSystemFamily)
	laid.CPUArchitecture = or(written.CPUArchitecture, account.CPUArchitecture)
	laid.PidMode, laid.IpcMode = or(written.PidMode, account.PidMode), or(written.IpcMode, account.IpcMode)
	laid.TaskRole = or(written.TaskRole, account.TaskRole)
	laid.ExecutionRole = or(written.ExecutionRole, account.ExecutionRole)
	laid.HasMemory = or(written.HasMemory, account.HasMemory)

	if len(written.Volumes) == 1 && written.Volumes[0].Name == "" && written.Volumes[0].HostPath.IsUnknown() {
		laid.Volumes = account.Volumes
	}

	if len(laid.RequiresCompatibilities) == 0 {
		laid.RequiresCompatibilities = account.RequiresCompatibilities
	}

	if len(laid.PlacementConstraints) == 0 {
		laid.PlacementConstraints = account.PlacementConstraints
	}

	return laid, "network mode and platform are those of " + account.Name()
}

// add adds a definition under an id that nothing else has. It has no revision, since ECS gives the next one when it is
// registered: the one in a file that was once an answer of ECS is that of an older definition.
func (l *layer) add(written *snapshot.TaskDefinition, laid snapshot.TaskDefinition, at snapshot.Meta) string {
	settle(&laid.Meta, at)

	if laid.ID == laid.Origin.ARN && laid.Origin.File != "" {
		laid.ID = laid.Origin.File
	}

	laid.Revision, laid.Origin.ARN = 0, ""

	for id, n := laid.ID, 2; l.hasDefinition(laid.ID); n++ {
		laid.ID = id + "#" + strconv.Itoa(n)
	}

	l.out.TaskDefinitions = append(l.out.TaskDefinitions, laid)
	l.called(written.ID, laid.Meta, laid.ID)

	return laid.ID
}

func (l *layer) hasDefinition(id string) bool {
	return slices.ContainsFunc(l.out.TaskDefinitions, func(d snapshot.TaskDefinition) bool { return d.ID == id })
}

// called notes what the definition of the change is called in an account and region.
func (l *layer) called(written string, at snapshot.Meta, id string) {
	l.laid[laidKey{written, at.Account, at.Region}] = id
}

// laidKey is a definition of the change in an account and region.
type laidKey struct{ id, account, region string }

// move lets a runner run another definition. A service keeps the old one in flight, as long as its tasks run;
// standalone tasks are started anew.
func (l *layer) move(r runner, id string) {
	for _, i := range r.tasks {
		l.out.Tasks[i].TaskDefinition = id
	}

	if r.service < 0 {
		return
	}

	s := &l.out.Services[r.service]

	if s.TaskDefinition == "" && len(s.TaskSets) > 0 {
		next := s.TaskSets[0]
		next.ID, next.TaskDefinition = s.ID+"/next", id
		s.TaskSets = append([]snapshot.TaskSet{next}, s.TaskSets...)

		return
	}

	s.Deployments = inFlight(s, s.TaskDefinition)
	s.TaskDefinition = id
}

// inFlight is the deployments of a service with one more, the newest of the old.
func inFlight(s *snapshot.Service, old string) []snapshot.Deployment {
	known := func(d snapshot.Deployment) bool { return d.TaskDefinition == old }
	if old == "" || slices.ContainsFunc(s.Deployments, known) {
		return s.Deployments
	}

	return append([]snapshot.Deployment{{Status: "ACTIVE", TaskDefinition: old}}, s.Deployments...)
}
