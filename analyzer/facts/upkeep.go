package facts

// A MisplacedNetwork is a service, or one of its task sets, that has a network configuration where its network mode
// takes none, or none where it needs one.
type MisplacedNetwork struct {
	Ref Ref `json:"ref"`

	// What is the service, or the task sets of one family, Mode the network mode of its tasks.
	What string `json:"what"`
	Mode string `json:"mode"`

	// Given reports whether there is a network configuration.
	Given bool `json:"given"`

	// Detail is the family of the task sets; empty for the service itself.
	Detail string `json:"detail"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
	Evidence  []Ref  `json:"evidence"`
}

// A FixedCheck is a target group of instances that asks one port for the health of a container whose port ECS draws,
// where nothing is known to listen on that port.
type FixedCheck struct {
	Ref         Ref    `json:"ref"`
	TargetGroup string `json:"targetGroup"`
	Port        int    `json:"port"`
	Container   string `json:"container"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
	Evidence  []Ref  `json:"evidence"`
}

// UnpinnedIngress is the endpoints of Service Connect whose proxy listens on a port that nobody has chosen.
type UnpinnedIngress struct {
	// Names are those of the port mappings.
	Names []string `json:"names"`

	// Undecided is why it is not known of others; empty where it is.
	Undecided string `json:"undecided"`
}

// An OldPlatform is a platform version of Fargate that is older than the current one of its operating system.
type OldPlatform struct {
	// What is the service, or the task sets of one family.
	What    string `json:"what"`
	Version string `json:"version"`
	Current string `json:"current"`

	// Detail is the family of the task sets; empty for the service itself.
	Detail string `json:"detail"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}

// A Setting is what a cluster is set to.
type Setting struct {
	Value Fact[string] `json:"value"`

	// Assumptions are behind a value that the source leaves out.
	Assumptions []string `json:"assumptions"`
}

// ExecUse is where the sessions of ECS Exec are logged that services of a cluster let people open.
type ExecUse struct {
	Logging Fact[string] `json:"logging"`

	// Names and Refs are the services.
	Names []string `json:"names"`
	Refs  []Ref    `json:"refs"`

	// Undecided is why it is not known of a service whether it does; empty where it is of all.
	Undecided string `json:"undecided"`
}

// An UnprotectedProvider is a capacity provider that scales its group in and does not keep instances with tasks.
type UnprotectedProvider struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`

	// Clusters are those that use it. It is told at the first of them.
	Clusters []Ref `json:"clusters"`
}
