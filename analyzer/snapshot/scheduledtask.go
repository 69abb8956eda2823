package snapshot

// A ScheduledTask starts tasks of a definition on a cluster again and again, by time or event: a target of a rule of
// Amazon EventBridge, or a schedule of EventBridge Scheduler.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/scheduling_tasks.html
type ScheduledTask struct {
	Meta
	ID      string `json:"id"`
	Cluster string `json:"cluster"`

	// Name is that of the rule or schedule.
	Name string `json:"name"`

	// TaskDefinition is the ID of the definition.
	TaskDefinition string `json:"taskDefinition"`

	// TaskCount is how many tasks are started at a time; absent is one.
	// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html
	TaskCount Value[int] `json:"taskCount,omitzero"`

	LaunchType               Value[LaunchType]              `json:"launchType,omitzero"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`
	PlacementConstraints     []PlacementConstraint          `json:"placementConstraints,omitempty"`

	// Disabled reports whether the rule or schedule is switched off. Absent is not.
	Disabled Value[bool] `json:"disabled,omitzero"`
}

// Key identifies what a rule or schedule starts as that which is running of it, by cluster and family.
func (t *ScheduledTask) Key() string {
	return "task/" + Name(t.Cluster) + "/" + Family(t.TaskDefinition)
}
