package facts

// A SharedInstanceGroup is a security group of instances on which several tenants can land, with the groups that let
// in whoever has it.
type SharedInstanceGroup struct {
	Ref   Ref    `json:"ref"`
	Group string `json:"group"`

	// Tenants and Refs are those that can land there.
	Tenants []string `json:"tenants"`
	Refs    []Ref    `json:"refs"`

	// Downstream are the groups that let them all in, other than those that all of them need.
	Downstream []Downstream `json:"downstream"`
}

// A Downstream is a group that names an instance group in a rule.
type Downstream struct {
	Ref   Ref    `json:"ref"`
	Group string `json:"group"`

	// Ports are what it lets in, in words.
	Ports string `json:"ports"`

	// Needed are the tenants of which a need is known, Gained those of which none is.
	Needed []string `json:"needed"`
	Gained []string `json:"gained"`

	// Evidence is the rule, what has the group, and what shows the needs.
	Evidence    []Ref    `json:"evidence"`
	Assumptions []string `json:"assumptions"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}

// A LateralMovement is what the tenants of an instance group reach of each other through it.
type LateralMovement struct {
	Ref   Ref    `json:"ref"`
	Group string `json:"group"`

	// Flows counts what nothing needs: one for each client, server and port of the server's containers. SameHost counts
	// those that are possible on one instance, which no group sees.
	Flows    int `json:"flows"`
	SameHost int `json:"sameHost"`

	// Servers are the tenants that are reached, Rows the matrix: one line for each port of a server.
	Servers []string `json:"servers"`
	Rows    []Ref    `json:"rows"`
	More    int      `json:"more"`

	// Rules are those that admit it; Cause is the id of the one that admits the most.
	Cause       string   `json:"cause"`
	Rules       []Ref    `json:"rules"`
	Refs        []Ref    `json:"refs"`
	Assumptions []string `json:"assumptions"`

	// Undecided is why some of it cannot be judged; empty where all can.
	Undecided string `json:"undecided"`
}

// A TaskInstanceGroup is a group that awsvpc services of one cluster have in common with container instances.
type TaskInstanceGroup struct {
	Ref       Ref      `json:"ref"`
	Name      string   `json:"name"`
	Default   bool     `json:"default"`
	Instances []string `json:"instances"`
	Evidence  []Ref    `json:"evidence"`

	// Services are those that have it, by name, and Refs the same.
	Services []string `json:"services"`
	Refs     []Ref    `json:"refs"`

	// AdmitsNobody reports whether it is known to let nothing in.
	AdmitsNobody bool `json:"admitsNobody"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}

// An InstanceGroup is a group of the tasks' own interfaces that container instances have too.
type InstanceGroup struct {
	Ref     Ref    `json:"ref"`
	Name    string `json:"name"`
	Default bool   `json:"default"`

	// Instances names what has it: container instances, launch templates, providers of managed instances.
	Instances []string `json:"instances"`
	Evidence  []Ref    `json:"evidence"`

	// Undecided is why it cannot be told; empty where it can.
	Undecided string `json:"undecided"`
}
