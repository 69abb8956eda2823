package facts

// An Exposure is what one security group admits straight to the tasks of a service from one source class: not what
// comes through a load balancer, whose own group or subnets are a class of their own.
type Exposure struct {
	Ref    Ref    `json:"ref"`
	Group  string `json:"group"`
	Source string `json:"source"`

	// SourceText names the source as the rules write it.
	SourceText string `json:"sourceText"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Declared are the ports on which containers answer; Drawn those of the ephemeral range, of which ECS gives
	// tasks some; Possible the others, on which a process may listen without a port mapping.
	// Those of instances that tasks share are told of the cluster, as its unclaimed ports.
	Declared Opened `json:"declared"`
	Drawn    Opened `json:"drawn"`
	Possible Opened `json:"possible"`

	// IPv4 and IPv6 report over which family the declared and drawn ports are reached.
	IPv4 bool `json:"ipv4"`
	IPv6 bool `json:"ipv6"`

	// Cause is the id of the rule that admits the most.
	Cause       string   `json:"cause"`
	Evidence    []Ref    `json:"evidence"`
	Assumptions []string `json:"assumptions"`

	// Weakened reports whether an assumption without a common default stands behind the source class.
	Weakened bool `json:"weakened"`

	// Weakenings is by how many levels such assumptions lower severity: one for each thing that was not read.
	Weakenings int `json:"weakenings"`
}

// Opened is a set of ports: how many, at most of one protocol, whether more than one of any, and in words.
type Opened struct {
	Count   int    `json:"count"`
	Several bool   `json:"several"`
	Text    string `json:"text"`
}
