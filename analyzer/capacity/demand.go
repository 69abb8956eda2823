package capacity

import (
	"cmp"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Demand is how many tasks a tenant wants to run at once.
type Demand struct {
	// Tasks are those that it wants always, for a daemon one on each of its instances.
	Tasks Bound

	// First is how many more a deployment must start before it may stop one: one where ECS rolls and must keep the whole
	// desired count, a second full set where it does not roll.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
	First Bound

	// Followed is how many of Tasks are those of daemons on instances that managed scaling adds for others.
	Followed Bound

	// Peak is how many more a deployment may run at once, up to maximumPercent; it needs room for First only.
	Peak int

	// Unclear is why one of the numbers is not known; empty where they are.
	Unclear string
}

// DemandOf works out the demand of a tenant, were it in awsvpc mode.
func DemandOf(t *placement.Tenant) Demand {
	d := Demand{Tasks: exactly(t.Desired.Or(0))}
	if t.Desired.IsUnknown() {
		return Demand{Tasks: Bound{0, Endless}, First: Bound{0, Endless}, Unclear: "desired count: " + t.Desired.Reason()}
	}

	if d.Tasks.Low <= 0 || t.Service == nil || t.Daemon {
		d.Tasks = exactly(max(0, d.Tasks.Low))

		return d // a daemon's maximum is 100 percent: it stops a task before it starts the next
	}

	if ports.Rolling(t.Service) {
		d.roll(t)
	} else {
		d.First, d.Peak = d.Tasks, d.Tasks.Low
	}

	if why := kindUnknown(t.Service); why != "" {
		d.First, d.Unclear = Bound{min(d.First.Low, d.Tasks.Low), max(d.First.High, d.Tasks.Low)}, why
	}

	return d
}

// roll asks a book in which nobody claims a port, since none does in awsvpc mode, whatever the definition; it need not
// have been read.
func (d *Demand) roll(t *placement.Tenant) {
	rolling := *t
	rolling.Mode, rolling.TaskDefinition = snapshot.Known(snapshot.ModeAWSVPC), &snapshot.TaskDefinition{}

	steps, _ := ports.NewBook(nil).Deploy(&rolling)

	switch {
	case steps.Undecided != "" && steps.Desired == 0: // the percentages are not known
		d.First, d.Unclear = Bound{0, 1}, steps.Undecided
	case steps.MustRun >= d.Tasks.Low && steps.MayRun > d.Tasks.Low:
		d.First = exactly(1)
	}

	d.Peak = max(0, steps.MayRun-d.Tasks.Low)
}

func kindUnknown(s *snapshot.Service) string {
	switch {
	case s.DeploymentController.IsUnknown():
		return "deployment controller: " + s.DeploymentController.Reason()
	case s.DeploymentStrategy.IsUnknown() && s.DeploymentController.Or("ECS") == "ECS":
		return "deployment strategy: " + s.DeploymentStrategy.Reason()
	default:
		return ""
	}
}

// only is the demand with no more than most tasks at once, which is all that a distinctInstance constraint lets run.
func (d *Demand) only(most int) Demand {
	n := *d
	n.Tasks = Bound{min(d.Tasks.Low, most), min(d.Tasks.High, most)}
	left := most - n.Tasks.High
	n.First = Bound{min(d.First.Low, left), min(d.First.High, left)}
	n.Peak = min(d.Peak, most-n.Tasks.Low)

	return n
}

// and adds the demand of another tenant. Deployments run one at a time, so that the largest counts.
func (d *Demand) and(other Demand) Demand {
	return Demand{
		Tasks:    d.Tasks.plus(other.Tasks),
		First:    Bound{max(d.First.Low, other.First.Low), max(d.First.High, other.First.High)},
		Followed: d.Followed.plus(other.Followed),
		Peak:     max(d.Peak, other.Peak),
		Unclear:  cmp.Or(d.Unclear, other.Unclear),
	}
}
