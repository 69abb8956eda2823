package placement

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Tenant is something that puts tasks of one definition on a cluster: a service, or a standalone or
// scheduled task.
type Tenant struct {
	Cluster *snapshot.Cluster

	// Service is nil for standalone tasks.
	Service *snapshot.Service

	// Schedule is what starts the tasks again and again; nil for services and for tasks that run once. They need their
	// place for a while only.
	Schedule *snapshot.ScheduledTask

	// TaskDefinition is nil where it was not read.
	TaskDefinition *snapshot.TaskDefinition

	// Mode is the network mode that the tasks have, absent resolved by operating system.
	Mode snapshot.Value[snapshot.NetworkMode]

	// Daemon reports whether the tenant runs one task on each of its instances.
	Daemon bool

	// Desired is the number of tasks, absent resolved: the desired count, how many standalone tasks run, or how many
	// scheduled ones start at a time.
	// For a daemon it is the number of its instances today. It is unknown where the scheduling strategy is.
	Desired snapshot.Value[int]

	// Capacity is where the tasks can run.
	Capacity Capacity

	// Eligible is what of that takes them.
	Eligible Eligibility
}

// Name is the service, or the family of standalone tasks.
func (t *Tenant) Name() string {
	if t.Service != nil {
		return t.Service.Name
	}

	if t.TaskDefinition != nil {
		return t.TaskDefinition.Family
	}

	return ""
}

// DistinctInstance reports whether the service may have one task per instance only, by constraint.
func (t *Tenant) DistinctInstance() bool {
	return slices.ContainsFunc(t.constraints(), func(c snapshot.PlacementConstraint) bool {
		return c.Type == "distinctInstance"
	})
}

func (t *Tenant) constraints() []snapshot.PlacementConstraint {
	var all []snapshot.PlacementConstraint
	if t.TaskDefinition != nil {
		all = append(all, t.TaskDefinition.PlacementConstraints...)
	}

	if t.Service != nil {
		all = append(all, t.Service.PlacementConstraints...)
	}

	if t.Schedule != nil {
		all = append(all, t.Schedule.PlacementConstraints...)
	}

	return all
}

// Mode is the network mode a definition has in effect: an absent one, which some write as "default", is bridge on
// Linux and Docker's NAT on Windows. It is unknown where the definition was not read.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
func Mode(definition *snapshot.TaskDefinition) snapshot.Value[snapshot.NetworkMode] {
	if definition == nil {
		return snapshot.Unknown[snapshot.NetworkMode]("the task definition was not read")
	}

	if mode := definition.NetworkMode; !mode.IsZero() && mode.Or("") != snapshot.ModeDefault {
		return mode
	}

	if Windows(definition) {
		return snapshot.Known(snapshot.ModeDefault)
	}

	return snapshot.Known(snapshot.ModeBridge)
}

// Windows reports whether a definition says that it is for Windows; absent is Linux.
func Windows(definition *snapshot.TaskDefinition) bool {
	return windows(definition.OperatingSystemFamily.Or("LINUX"))
}
