package facts

// A TaskDefinition is a task definition with everything that is known of where it runs.
type TaskDefinition struct {
	Ref         Ref          `json:"ref"`
	Name        string       `json:"name"`
	NetworkMode Fact[string] `json:"networkMode"`
	Windows     bool         `json:"windows"`

	// RequiresCompatibilities is as written; RunsOn are the launch types it can have: those of the services
	// that use it and those it requires, EC2 where neither says anything.
	RequiresCompatibilities []string `json:"requiresCompatibilities"`
	RunsOn                  []string `from:"Service,CapacityProvider" json:"runsOn"`

	// UsedBy lists the services and standalone tasks of the snapshot that run it.
	UsedBy []Use `from:"Service,Task" json:"usedBy"`

	// DaemonOnly reports whether it is used, and by DAEMON services only.
	DaemonOnly    bool        `from:"Service,Task" json:"daemonOnly"`
	DeclaresPorts bool        `json:"declaresPorts"`
	Containers    []Container `json:"containers"`

	// HostPorts are the fixed host ports it claims; DynamicPorts the mappings for which ECS draws one. Where the mode
	// is not known, HostPorts and Duplicates are those that no mode takes.
	HostPorts    []HostPort `from:"Service,CapacityProvider,ContainerInstance" json:"hostPorts"`
	DynamicPorts []Ref      `json:"dynamicPorts"`

	// Duplicates are host ports that one task claims more than once.
	Duplicates []Duplicate `json:"duplicates"`

	// Remapped are mappings whose host port is given and differs from the container port, ZeroHostPorts those that
	// give host port 0, OutOfRange ports that do not exist, Ranges the containerPortRanges. Most definitions have
	// none of them, so rules need not walk every mapping.
	Remapped      []Remapped      `json:"remapped"`
	ZeroHostPorts []ContainerPort `json:"zeroHostPorts"`
	OutOfRange    []OutOfRange    `json:"outOfRange"`
	Ranges        []PortRange     `json:"ranges"`

	// Portless are mappings without a container port or range, PortAndRange those with both.
	Portless     []ContainerPort `json:"portless"`
	PortAndRange []ContainerPort `json:"portAndRange"`

	// Unjudged lists what keeps host ports from being judged: ports, and a network mode, that are not known.
	Unjudged []Unjudged `json:"unjudged"`

	// TwoProtocols are container ports mapped for both protocols that a load balancer or registry of a service names.
	TwoProtocols []TwoProtocols `from:"Service" json:"twoProtocols"`

	Hardening Hardening `json:"hardening"`
}

// A Use is a tenant that runs the task definition.
type Use struct {
	Ref     Ref    `json:"ref"`
	Cluster string `json:"cluster"`
	Name    string `json:"name"`
	Daemon  bool   `json:"daemon"`
	Launch  string `json:"launch"`
}

// A Container is a container definition.
type Container struct {
	Ref               Ref        `json:"ref"`
	Name              string     `json:"name"`
	Privileged        Fact[bool] `json:"privileged"`
	AddedCapabilities []string   `json:"addedCapabilities"`
	PortMappings      []Mapping  `json:"portMappings"`
}

// A Mapping is a port mapping as it is written. Where the mapping says nothing, ContainerPort is 0.
type Mapping struct {
	Ref           Ref       `json:"ref"`
	ContainerPort Fact[int] `json:"containerPort"`
	HostPort      Fact[int] `json:"hostPort"`
	Protocol      string    `json:"protocol"`
}

// A ContainerPort is a mapping, with the name of its container.
type ContainerPort struct {
	Ref       Ref    `json:"ref"`
	Container string `json:"container"`
}

// Remapped is a mapping with two different ports.
type Remapped struct {
	Ref           Ref    `json:"ref"`
	Container     string `json:"container"`
	HostPort      int    `json:"hostPort"`
	ContainerPort int    `json:"containerPort"`
}

// OutOfRange is a port that does not exist: a container port outside 1-65535, or a host port outside 0-65535.
type OutOfRange struct {
	Ref       Ref    `json:"ref"`
	Container string `json:"container"`

	// Field is containerPort or hostPort.
	Field string `json:"field"`
	Port  int    `json:"port"`
}

// Unjudged is something of the definition that the source cannot say.
type Unjudged struct {
	Ref    Ref    `json:"ref"`
	Field  string `json:"field"`
	Reason string `json:"reason"`

	// Leaves are the questions that it leaves open: "duplicates", "reserved", "ephemeral", "fixed" and "invalid".
	Leaves []string `json:"leaves"`
}

// A PortRange is a containerPortRange. Valid is false where it is not two ports in order; Overlaps lists the
// other mappings of the container that map one of its ports for the same protocol; Index counts the ranges of the
// container from 1.
type PortRange struct {
	Ref       Ref    `json:"ref"`
	Container string `json:"container"`
	Text      string `json:"text"`
	Valid     bool   `json:"valid"`
	Overlaps  []Ref  `json:"overlaps"`
	Index     int    `json:"index"`
}

// A HostPort is a fixed host port that a task claims.
type HostPort struct {
	Ref       Ref    `json:"ref"`
	Container string `json:"container"`
	Port      int    `json:"port"`
	Protocol  string `json:"protocol"`

	// Reserved reports whether every host reserves it: "yes", "no", or "maybe" for what only some agents'
	// settings reserve. For udp only what a live agent registered counts.
	Reserved Reserved `from:"ContainerInstance" json:"reserved"`

	// Ephemeral is set where the port lies in the range from which a host draws ports for others.
	Ephemeral *Ephemeral `from:"ContainerInstance,Instance,LaunchTemplate,Image" json:"ephemeral,omitempty"`
}

// Reserved says whether the agent keeps a host port for itself.
type Reserved struct {
	State       string   `json:"state"`
	Assumptions []string `json:"assumptions"`
}

// Ephemeral is a host's ephemeral range.
type Ephemeral struct {
	From int `json:"from"`
	To   int `json:"to"`

	// Known is true where the host's own settings say so; it is the system's default otherwise.
	Known       bool     `json:"known"`
	Assumptions []string `json:"assumptions"`

	// Shared reports whether tasks with dynamic ports can land on the same host.
	Shared bool `json:"shared"`
}

// A Duplicate is a host port that several mappings of one task claim.
type Duplicate struct {
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
	Refs     []Ref  `json:"refs"`
}

// TwoProtocols is a container port mapped for tcp and udp that a service names.
type TwoProtocols struct {
	Port    int    `json:"port"`
	Service string `json:"service"`
	Refs    []Ref  `json:"refs"`
}
