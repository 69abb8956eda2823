package ports

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Conflict is one host port that several tenants of a cluster claim on instances they can share, or that
// one tenant claims twice, because its kind of deployment needs a second full set of tasks.
type Conflict struct {
	Port      int
	Protocol  string
	Claimants []Claimant

	// Fits reports whether every claimant can still get all its tasks, one deployment at a time, and of those that are
	// scheduled one at a time too: nothing says that they run at once.
	Fits bool

	// ByTurns reports that they fit only if the scheduled ones do not run at once.
	ByTurns bool

	// Adds is how many instances managed scaling must add before there is room for all of them; 0 where there is
	// today.
	Adds int

	// Undecided is why that cannot be told, or why it cannot be told that the claimants meet; empty otherwise.
	Undecided string
}

// Conflicts lists the conflicts of the cluster by port and protocol. Where something is not known of some
// claimants, those of whom all is known have a conflict of their own if there is no room even for them.
func (b *Book) Conflicts() []Conflict {
	var conflicts []Conflict

	for _, key := range b.order {
		for _, p := range b.parties[key] {
			conflicts = append(conflicts, p.conflicts(key)...)
		}
	}

	return conflicts
}

func (p *party) conflicts(key portKey) []Conflict {
	first, why := p.claimants[0].Tenant, p.unclear
	for _, c := range p.claimants {
		why = cmp.Or(why, unknownKind(c.Tenant))
	}

	conflict := Conflict{Port: key.port, Protocol: key.protocol, Claimants: p.claimants, Undecided: why}

	switch {
	case !p.collides() && unknownKind(first) == "", p.short():
		return nil
	case why == "":
		if conflict.Fits = p.fits(); conflict.Fits {
			conflict.Adds = p.adds()
			conflict.ByTurns = !p.room.fits(demandsOf(p.claimants, true))
		}

		if conflict.Fits && (conflict.Adds > 0 || p.spreads()) {
			conflict.Undecided = p.following
		}

		return []Conflict{conflict}
	}

	certain := p.certain(key)
	if len(certain) == 1 && len(certain[0].Claimants) == len(p.claimants) {
		return certain
	}

	return append(certain, conflict)
}

// certain are the conflicts that hold whatever is not known, since fewer claimants and deployments need less.
func (p *party) certain(key portKey) []Conflict {
	var conflicts []Conflict

	for _, q := range meeting(p.known) {
		if q.collides() && !q.short() && !q.fits() {
			conflicts = append(conflicts, Conflict{Port: key.port, Protocol: key.protocol, Claimants: q.claimants})
		}
	}

	return conflicts
}

// collides reports whether the port is claimed more than once.
func (p *party) collides() bool { return len(p.claimants) > 1 || secondSet(p.claimants[0].Tenant) }

// short reports whether one claimant alone wants more tasks than there are instances. That is no conflict, and so
// ports/one-task-per-instance tells it.
func (p *party) short() bool {
	return p.unclear == "" && len(p.claimants) == 1 && !p.room.fits(demandsOf(p.claimants, true))
}

// fits places all tasks that last, and then, one after the other, those that are scheduled and a second full set of
// each claimant whose deployments need one.
func (p *party) fits() bool { return p.missing(p.room, demandsOf(p.claimants, true)) == 0 }

// spreads reports whether some daemon claims instances to come, whether or not there is room today.
func (p *party) spreads() bool {
	return slices.ContainsFunc(p.claimants, func(c Claimant) bool {
		return c.Tenant.Daemon && countOf(c.Tenant, true) > countOf(c.Tenant, false)
	})
}

// adds goes by the instances that there are. Those that are added and that a daemon takes too are room for nobody
// else, so that a daemon wants no more than today.
func (p *party) adds() int {
	return p.missing(newLayout(p.claimants, false), demandsOf(p.claimants, false))
}

// missing is how many instances are missing at the worst of all times.
func (p *party) missing(room *layout, demands []int) int {
	lasting := slices.Clone(demands)
	for i, c := range p.claimants {
		if c.Tenant.Schedule != nil {
			lasting[i] = 0
		}
	}

	most := room.missing(lasting)

	for i, c := range p.claimants {
		with := slices.Clone(lasting)

		switch {
		case c.Tenant.Schedule != nil:
			with[i] = demands[i]
		case secondSet(c.Tenant):
			with[i] *= 2
		default:
			continue
		}

		most = max(most, room.missing(with))
	}

	return most
}

// secondSet reports whether a deployment of the tenant starts a second full set of tasks beside the first.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html
func secondSet(t *placement.Tenant) bool {
	return t.Service != nil && !t.Daemon && !Rolling(t.Service)
}

// Rolling reports whether ECS replaces the service's tasks step by step: the ECS controller with the ROLLING
// strategy, both of them defaults.
func Rolling(s *snapshot.Service) bool {
	return s.DeploymentController.Or("ECS") == "ECS" && s.DeploymentStrategy.Or("ROLLING") == "ROLLING"
}

// unknownKind is why it cannot be told how the tenant's tasks are replaced, or "".
func unknownKind(t *placement.Tenant) string {
	switch {
	case t.Service == nil || t.Daemon || !Rolling(t.Service):
		return ""
	case t.Service.DeploymentController.IsUnknown():
		return "deployment controller: " + t.Service.DeploymentController.Reason()
	case t.Service.DeploymentStrategy.IsUnknown():
		return "deployment strategy: " + t.Service.DeploymentStrategy.Reason()
	default:
		return ""
	}
}
