package facts

// An OwnAddress is how the internet can address the interfaces that the tasks of an awsvpc service have, whatever
// their groups let in.
type OwnAddress struct {
	// Undecided is why the next two cannot be told; empty where they can.
	Undecided string `json:"undecided"`

	// Public reports whether tasks get a public IPv4 address; Ineffective whether the service asks for one where
	// that has no effect. PublicReached reports whether anybody outside comes in by it.
	Public        bool `json:"public"`
	Ineffective   bool `json:"ineffective"`
	PublicReached bool `json:"publicReached"`

	// PublicEvidence are the interfaces.
	PublicEvidence []Ref `json:"publicEvidence"`

	// IPv6 reports whether running tasks have IPv6 addresses, IPv6Undecided why that cannot be told.
	IPv6          bool   `json:"ipv6"`
	IPv6Undecided string `json:"ipv6Undecided"`

	// IPv6Wider is what reaches the declared ports over IPv6 from source classes that do not over IPv4.
	IPv6Wider []Exposure `json:"ipv6Wider"`

	// IPv6Gateways are the subnets of dual-stack tasks with an internet gateway for IPv6.
	IPv6Gateways []IPv6Gateway `json:"ipv6Gateways"`
}

// An IPv6Gateway is the way from a subnet to the IPv6 internet, where that lets connections in.
type IPv6Gateway struct {
	Ref    Ref    `json:"ref"`
	Subnet string `json:"subnet"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Used is set where something takes connections that way: the tasks, or a load balancer in the subnet.
	Used     bool  `json:"used"`
	Evidence []Ref `json:"evidence"`
}

// Egress is what the tasks of a service may open connections to.
type Egress struct {
	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Everywhere reports whether that is every TCP port of the internet.
	Everywhere bool `json:"everywhere"`

	// Group and Cause are the group and the rule that let it out.
	Group    string `json:"group"`
	Cause    string `json:"cause"`
	Evidence []Ref  `json:"evidence"`
}
