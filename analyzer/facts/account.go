package facts

// An Account is the security groups of one account in one region.
type Account struct {
	Ref    Ref    `json:"ref"`
	ID     string `json:"id"`
	Region string `json:"region"`

	// Groups are those that were read, and those that something uses although they were not.
	Groups []SecurityGroup `json:"groups"`
}

// A SecurityGroup is a security group with what all its users, taken together, say of its rules.
type SecurityGroup struct {
	Ref     Ref    `json:"ref"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Default bool   `json:"default"`

	// Unread is why its rules are not known; empty where they are.
	Unread string `json:"unread"`

	// Undeclared are ports that it admits and no task that has it declares, one for each source class. There are none
	// where anything but an awsvpc task has the group, since nobody knows what that listens on.
	Undeclared []Undeclared `from:"Service,Task,TaskDefinition,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer,TargetGroup,LaunchTemplate,VPCEndpoint,CapacityProvider" json:"undeclared"` //nolint:lll // a struct tag cannot be wrapped

	// References are rules that name a group that is gone, or of which that cannot be told.
	References []GroupReference `from:"SecurityGroup" json:"references"`

	// Redundant are rules without which nothing would change anywhere.
	Redundant []RedundantRule `from:"Service,TaskDefinition,NetworkInterface,SecurityGroup,PrefixList,Subnet,LoadBalancer,LaunchTemplate,VPCEndpoint,CapacityProvider" json:"redundant"` //nolint:lll // a struct tag cannot be wrapped
}

// Undeclared is what a group admits from one source class to ports that no mapping, proxy of Service Connect or health
// check of its tasks declares.
type Undeclared struct {
	Source string `json:"source"`

	// SourceText names the source as the rules write it.
	SourceText string `json:"sourceText"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Ports are how many of the admitted ports nobody declares, and which.
	Ports Opened `json:"ports"`

	// Cause is the id of the rule that admits the most.
	Cause       string   `json:"cause"`
	Tasks       []string `json:"tasks"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`
}

// A GroupReference is a rule that names another group.
type GroupReference struct {
	Ref  Ref    `json:"ref"`
	Rule string `json:"rule"`

	// Text is the rule as people write it, Detail the same without ids that a cloud makes up.
	Text   string `json:"text"`
	Detail string `json:"detail"`

	// Stale is why the rule admits nobody; Undecided is why that cannot be told. One of them is empty.
	Stale     string `json:"stale"`
	Undecided string `json:"undecided"`
}

// A RedundantRule is a rule of which everything is admitted by other rules, of the same group or of groups that go
// with it everywhere.
type RedundantRule struct {
	Rule string `json:"rule"`

	// Text is the rule as people write it, Detail the same without ids that a cloud makes up.
	Text   string `json:"text"`
	Detail string `json:"detail"`

	// Undecided is why it cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	// Empty marks a rule that admits what no network carries, such as ICMPv6 from an IPv4 address.
	Empty bool `json:"empty"`

	// Attachments counts the sets of groups that were looked at, where rules of other groups have a part; 0 where the
	// group's own rules are enough.
	Attachments int `json:"attachments"`

	// Evidence is the rule, and those that admit the same.
	Evidence []Ref `json:"evidence"`
}
