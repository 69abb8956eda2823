package facts

// An OpenPort is what one security group admits, from one source class, to ports that a question is about: those by
// which instances are administered, those of data stores, those that nobody claims.
type OpenPort struct {
	Ref    Ref    `json:"ref"`
	Group  string `json:"group"`
	Source string `json:"source"`

	// SourceText names the source as the rules write it.
	SourceText string `json:"sourceText"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Listening are the ports on which something answers, Possible those on which something may, Common the
	// declared ports that many kinds of servers use.
	Listening Opened `json:"listening"`
	Possible  Opened `json:"possible"`
	Common    Opened `json:"common"`

	// Ports are all of them as what listens knows them, which no deployment changes.
	Ports string `json:"ports"`

	// Known are those of Ports that are known for what listens there, one by one.
	Known []string `json:"known"`

	// Direct reports whether the same rules open ports of a service to the internet.
	Direct bool `json:"direct"`

	// Cause is the id of the rule that admits the most.
	Cause       string   `json:"cause"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`

	// Weakened reports whether an assumption without a common default stands behind the source class.
	Weakened bool `json:"weakened"`

	// Weakenings is by how many levels such assumptions lower severity: one for each thing that was not read.
	Weakenings int `json:"weakenings"`
}

// OpenPeers is what a group of tasks lets in from other tasks of the VPC, to ports that they do not declare.
type OpenPeers struct {
	Ref     Ref    `json:"ref"`
	Group   string `json:"group"`
	Default bool   `json:"default"`

	// Source is own-group or own-vpc; SourceText names it as the rules write it.
	Source     string `json:"source"`
	SourceText string `json:"sourceText"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Ports are those that are open and not declared.
	Ports Opened `json:"ports"`

	// Tasks are those that are open, Peers the others that are let in, of whatever cluster.
	Tasks []string `json:"tasks"`
	Peers []string `json:"peers"`

	// Cause is the id of the rule that admits the most.
	Cause       string   `json:"cause"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`
}
