package facts

// A Cluster is a cluster with what its tenants share: instances, ports and groups.
type Cluster struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`

	// Loopback is absent where no two host-mode tenants can land on one instance.
	Loopback *Loopback `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider" json:"loopback,omitempty"`

	// LoopbackUnclear lists the host-mode tenants of which it cannot be told whether they meet another.
	LoopbackUnclear []Unclear `json:"loopbackUnclear"`

	// StaticConflicts are the host ports that several tenants claim on instances they can share.
	StaticConflicts []StaticConflict `from:"Service,Task,ScheduledTask,TaskDefinition,ContainerInstance,AutoScalingGroup" json:"staticConflicts"` //nolint:lll // a struct tag cannot be wrapped

	// EphemeralRanges are what the hosts of dynamically mapped tasks admit to the range their ports come from.
	EphemeralRanges []EphemeralRange `from:"Service,Task,TaskDefinition,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,LoadBalancer" json:"ephemeralRanges"` //nolint:lll // a struct tag cannot be wrapped

	// AdminPorts are what the internet reaches of the ports by which the container instances are administered.
	AdminPorts []OpenPort `from:"ContainerInstance,CapacityProvider,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,Task" json:"adminPorts"` //nolint:lll // a struct tag cannot be wrapped

	// SensitivePorts are what is reached from outside of the VPC of the ports of data stores, of tasks and instances.
	SensitivePorts []OpenPort `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering" json:"sensitivePorts"` //nolint:lll // a struct tag cannot be wrapped

	// UnclaimedPorts are what the hosts of host-mode tasks admit to ports that no task claims.
	UnclaimedPorts []OpenPort `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer,TargetGroup" json:"unclaimedPorts"` //nolint:lll // a struct tag cannot be wrapped

	// SharedGroups are task groups that several awsvpc services use.
	SharedGroups []SharedGroup `from:"Service,TaskDefinition,SecurityGroup,TargetGroup,LoadBalancer" json:"sharedGroups"`

	// OpenPeers are the groups by which awsvpc tasks are open to other tasks of the VPC.
	OpenPeers []OpenPeers `from:"Service,Task,TaskDefinition,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,LoadBalancer,TargetGroup" json:"openPeers"` //nolint:lll // a struct tag cannot be wrapped

	// SharedInstanceGroups are groups of instances that several tenants share and that other groups let in.
	SharedInstanceGroups []SharedInstanceGroup `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,NetworkInterface,SecurityGroup,Subnet,RouteTable,VPC,NetworkACL,Peering,TransitGateway,TransitGatewayAttachment,LoadBalancer,VPCEndpoint,CloudMapService" json:"sharedInstanceGroups"` //nolint:lll // a struct tag cannot be wrapped

	// TaskInstanceGroups are groups of awsvpc services that container instances have too.
	TaskInstanceGroups []TaskInstanceGroup `from:"Service,TaskDefinition,ContainerInstance,Instance,NetworkInterface,Task,LaunchTemplate,CapacityProvider,SecurityGroup,Subnet" json:"taskInstanceGroups"` //nolint:lll // a struct tag cannot be wrapped

	// LateralMovement is what tenants reach of each other through the groups of their instances.
	LateralMovement []LateralMovement `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,LoadBalancer,TargetGroup,CloudMapService" json:"lateralMovement"` //nolint:lll // a struct tag cannot be wrapped

	// InstanceGroupsUnclear lists the tenants of which it is not known which groups of instances filter them.
	InstanceGroupsUnclear []Unclear `from:"TaskDefinition,ContainerInstance,Instance,NetworkInterface" json:"instanceGroupsUnclear"` //nolint:lll // a struct tag cannot be wrapped

	// InstanceCredentials are the definitions in host mode whose tasks can take the credentials of the instance role.
	InstanceCredentials []InstanceCredentials `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,LaunchTemplate" json:"instanceCredentials"` //nolint:lll // a struct tag cannot be wrapped

	// BridgeMetadata, AWSVPCMetadata and BridgeIntrospection are where tasks in these modes get to the metadata of their
	// instances, and to the introspection of the agent.
	BridgeMetadata      []HostAccess `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,LaunchTemplate" json:"bridgeMetadata"`      //nolint:lll // a struct tag cannot be wrapped
	AWSVPCMetadata      []HostAccess `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,LaunchTemplate" json:"awsvpcMetadata"`      //nolint:lll // a struct tag cannot be wrapped
	BridgeIntrospection []HostAccess `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,LaunchTemplate" json:"bridgeIntrospection"` //nolint:lll // a struct tag cannot be wrapped

	// PortLimits are the instances on which tasks would reserve more host ports than ECS takes.
	PortLimits []PortLimit `from:"Service,Task,TaskDefinition,ContainerInstance,CapacityProvider,AutoScalingGroup,Instance,LaunchTemplate" json:"portLimits"` //nolint:lll // a struct tag cannot be wrapped

	// Insights is whether Container Insights is on; absent where the source does not hold the cluster itself.
	Insights *Setting `json:"insights,omitempty"`

	// Exec is absent where no service of the cluster lets anybody open a session.
	Exec *ExecUse `from:"Service" json:"exec,omitempty"`

	// UnprotectedProviders are capacity providers whose group scales in without a look at tasks.
	UnprotectedProviders []UnprotectedProvider `from:"CapacityProvider" json:"unprotectedProviders"`

	// Fit is whether there is what awsvpc takes.
	Fit Fit `json:"fit"`
}

// Unclear is something of which a question cannot be answered.
type Unclear struct {
	Ref    Ref    `json:"ref"`
	Reason string `json:"reason"`
}

// Loopback is the host-mode tenants of a cluster that share instances with others of their kind, and so 127.0.0.1.
type Loopback struct {
	Names []string `json:"names"`
	Refs  []Ref    `json:"refs"`

	// Parties says which of them can meet on one instance.
	Parties []Ref `json:"parties"`

	// Powerful lists the containers that are privileged or may handle the host's network, Agents reports
	// whether all are DAEMON agents without ports.
	Powerful []Powerful `json:"powerful"`
	Agents   bool       `json:"agents"`

	// Assumptions and Weakened say that Powerful are only those of which it is not known, since no other is.
	Assumptions []string `json:"assumptions"`
	Weakened    bool     `json:"weakened"`
}

// Powerful is a container that can do more than bind a port.
type Powerful struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`
	Why  string `json:"why"`
}

// A StaticConflict is one host port with the tenants that claim it.
type StaticConflict struct {
	Ref       Ref      `json:"ref"`
	Port      int      `json:"port"`
	Protocol  string   `json:"protocol"`
	Claimants []string `json:"claimants"`

	// Changed are the claimants whose definition a file says, where it is laid over an account, and Others those of the
	// account.
	Changed []Party `json:"changed"`
	Others  []Party `json:"others"`

	// Cause identifies the port together with those who meet over it.
	Cause string `json:"cause"`

	// Refs are the claimants, Evidence the first of them with their mappings, and the instances.
	Refs      []Ref  `json:"refs"`
	Evidence  []Ref  `json:"evidence"`
	Undecided string `json:"undecided"`

	// Fits reports whether each claimant can have all its tasks, one deployment and one scheduled task definition at a
	// time, ByTurns whether it takes that not all of the latter run at once.
	Fits    bool `json:"fits"`
	ByTurns bool `json:"byTurns"`

	// Running counts the instances that any of them can use today, Eligible those that managed scaling may add too.
	Running  int `json:"running"`
	Eligible int `json:"eligible"`

	// Adds is how many of these it takes before there is room for all; Unlimited reports whether a claimant runs on
	// managed instances, which have no end.
	Adds      int  `json:"adds"`
	Unlimited bool `json:"unlimited"`
}

// A Party is a claimant as a sentence names it.
type Party struct {
	Name           string `json:"name"`
	TaskDefinition string `json:"taskDefinition"`

	// Service tells a service from standalone tasks, Scheduled tells those that a rule or schedule starts.
	Service   bool `json:"service"`
	Scheduled bool `json:"scheduled"`
}

// An EphemeralRange is what one security group admits, from one source class, to the range from which the
// hosts draw ports for dynamically mapped tasks.
type EphemeralRange struct {
	Ref    Ref    `json:"ref"`
	Group  string `json:"group"`
	Source string `json:"source"`

	// SourceText names the source as the rules write it.
	SourceText string `json:"sourceText"`

	// WholeVPC reports whether the source is every IPv4 address of the hosts' VPC, and not some of them.
	WholeVPC bool `json:"wholeVPC"`

	// Undecided is why the group cannot be judged; empty where it can.
	Undecided string `json:"undecided"`

	From int `json:"from"`
	To   int `json:"to"`

	// Open counts the ports of the range that are admitted, Ports writes them out.
	Open  int    `json:"open"`
	Ports string `json:"ports"`

	// Cause is the id of the rule that admits the most.
	Cause       string   `json:"cause"`
	Tasks       []string `json:"tasks"`
	Evidence    []Ref    `json:"evidence"`
	Affected    []Ref    `json:"affected"`
	Assumptions []string `json:"assumptions"`

	// Weakened reports whether an assumption without a common default stands behind the source class.
	Weakened bool `json:"weakened"`

	// Weakenings is by how many levels such assumptions lower severity: one for each thing that was not read.
	Weakenings int `json:"weakenings"`
}

// A SharedGroup is a task group that several awsvpc services use.
type SharedGroup struct {
	Ref   Ref    `json:"ref"`
	Group string `json:"group"`

	// Gains lists what a service is open to that only others need; empty where their needs are equal. More counts
	// those that are not listed.
	Gains     []Gain `json:"gains"`
	More      int    `json:"more"`
	Refs      []Ref  `json:"refs"`
	Undecided string `json:"undecided"`
}

// A Gain is what one service is open to although it does not need it.
type Gain struct {
	Ref     Ref    `json:"ref"`
	Service string `json:"service"`
	Text    string `json:"text"`
}
