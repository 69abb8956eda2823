package facts

// An InstanceCredentials is a task definition in host mode, with the instances of one cluster on which its tasks can
// land and from whose metadata they can take the credentials of the instance role.
type InstanceCredentials struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`

	// Hosts are what the instances start from.
	Hosts []string `json:"hosts"`

	// Agent reports whether it is run by DAEMON services only, and maps no port.
	Agent    bool  `json:"agent"`
	Evidence []Ref `json:"evidence"`
	Affected []Ref `json:"affected"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}

// A HostAccess is what tasks get to of the instances on which they can land, for the instances that have one cause of
// it in common: what they start from.
type HostAccess struct {
	Ref Ref `json:"ref"`

	// Hosts is what the instances start from, Cause its id.
	Hosts string `json:"hosts"`
	Cause string `json:"cause"`

	// Way is what lets them in, in words.
	Way string `json:"way"`

	// Tenants and Affected are whose tasks they are.
	Tenants     []string `json:"tenants"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}

// A PortLimit is instances on which more host ports would be reserved than ECS takes.
type PortLimit struct {
	Ref Ref `json:"ref"`

	// Hosts is what the instances start from, Cause its id.
	Hosts string `json:"hosts"`
	Cause string `json:"cause"`

	// Ports is how many host ports an instance would have to reserve, Kept how many of them the agent keeps for itself.
	Ports int `json:"ports"`
	Kept  int `json:"kept"`

	// Tenants and Affected are whose tasks claim the others.
	Tenants     []string `json:"tenants"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}
