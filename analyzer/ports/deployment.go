package ports

import (
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Deployment is the arithmetic of a rolling deployment: what ECS must keep, what it may run, and whether
// anything can move.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
type Deployment struct {
	Desired        int
	MinimumPercent int
	MaximumPercent int

	// MustRun is ⌈desired · minimum⌉, MayRun is ⌊desired · maximum⌋.
	MustRun int
	MayRun  int

	// Full is why no eligible instance can take one more task, by ports and distinctInstance; empty if one can, or
	// if an old task may stop first.
	Full string

	// Stuck reports whether ECS can neither stop an old task nor start a new one, whichever of its tasks run.
	Stuck bool

	// Contested reports that it depends on which of the tasks run that claim its host ports, since there is no room for
	// all of them: that is a conflict, which tells it.
	Contested bool

	// Undecided is why nothing of this can be told; empty otherwise.
	Undecided string

	// Ways are the smallest changes that would let the deployment move, each enough by itself.
	Ways []string
}

// Deploy works out a rolling deployment of a service of the cluster whose book is b. The second result is
// false where there is none: no service, another kind of deployment, or no task wanted.
func (b *Book) Deploy(t *placement.Tenant) (Deployment, bool) {
	if t.Service == nil || !Rolling(t.Service) || t.Desired.Or(1) <= 0 {
		return Deployment{}, false
	}

	d := Deployment{MinimumPercent: percent(t.Service.MinimumHealthyPercent, t.Daemon, 100, 0)}
	d.MaximumPercent = percent(t.Service.MaximumPercent, t.Daemon, 200, 100)

	if d.Undecided = unknownDeployment(t); d.Undecided != "" {
		return d, true
	}

	d.Desired = t.Desired.Or(0)
	d.MustRun = (d.Desired*d.MinimumPercent + 99) / 100
	d.MayRun = d.Desired * d.MaximumPercent / 100
	d.judge(b, t)

	return d, true
}

func percent(v snapshot.Value[int], daemon bool, replica, daemonDefault int) int {
	if daemon {
		return v.Or(daemonDefault)
	}

	return v.Or(replica)
}

func unknownDeployment(t *placement.Tenant) string {
	switch s := t.Service; {
	case t.Daemon && t.Eligible.Uncounted() != "":
		return t.Eligible.Uncounted()
	case t.Desired.IsUnknown():
		return "desired count: " + t.Desired.Reason()
	case s.MinimumHealthyPercent.IsUnknown():
		return "minimumHealthyPercent: " + s.MinimumHealthyPercent.Reason()
	case s.MaximumPercent.IsUnknown():
		return "maximumPercent: " + s.MaximumPercent.Reason()
	default:
		return ""
	}
}

// judge asks what ECS can do first: stop an old task, if more run than must, or start a new one, if one more may and
// has room. Whatever it does first makes room for the other, so that the rest follows.
func (d *Deployment) judge(b *Book, t *placement.Tenant) {
	r := b.running(t, d.Desired)
	if r.fewest > d.MustRun {
		return
	}

	var unclear string

	d.Full, unclear = b.full(t)
	if t.Daemon && d.Full == "" && d.MayRun > d.Desired {
		// "Exactly one task on each active container instance", whatever the maximum.
		// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (schedulingStrategy)
		d.Full = "DAEMON: one task on each instance"
	}

	stuck, kind := d.MayRun <= d.Desired || d.Full != "", unknownKind(t)

	switch {
	case !stuck:
		d.Undecided = unclear
	case kind != "":
		d.Undecided = kind
	default:
		d.Contested = r.most > d.MustRun
		d.Stuck = !d.Contested
	}

	if d.Stuck {
		d.Ways = d.ways(t, r, d.Full == "" && unclear == "")
	}
}
