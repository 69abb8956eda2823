package facts

// Blocked is what does not get from a load balancer to the tasks of a service behind it, or to another load balancer
// before them.
type Blocked struct {
	Ref          Ref    `json:"ref"`
	LoadBalancer string `json:"loadBalancer"`
	TargetGroup  string `json:"targetGroup"`

	// Target is the load balancer that is the target, before the tasks; empty where the tasks are.
	Target string `json:"target"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Wanted are the ports to which the load balancer sends; Traffic those of them that it does not get to, on some
	// interface at least. Partial reports whether it gets to any, Elsewhere whether to the same on other interfaces.
	Wanted    Opened `json:"wanted"`
	Traffic   Opened `json:"traffic"`
	Partial   bool   `json:"partial"`
	Elsewhere bool   `json:"elsewhere"`

	// Checks are the ports that health checks do not get to.
	Checks Opened `json:"checks"`

	// Unsent are those of both that the load balancer's own security groups do not let out.
	Unsent Opened `json:"unsent"`

	Evidence    []Ref    `json:"evidence"`
	Assumptions []string `json:"assumptions"`
}
