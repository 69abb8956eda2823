package facts

// Hardening is what makes the containers of a task definition more than processes of their own, and what other tools
// ask of them. Most definitions have little of it, so rules need not walk every container.
type Hardening struct {
	PidMode Fact[string] `json:"pidMode"`
	IpcMode Fact[string] `json:"ipcMode"`

	// SameRole is the role that is both the task's and the agent's; empty where they differ or one is absent.
	SameRole string `json:"sameRole"`

	// Privileged are the privileged containers.
	Privileged []ContainerWords `json:"privileged"`

	// Capabilities are those that containers add, in capitals and without CAP_.
	Capabilities []ContainerWords `json:"capabilities"`
	HostMounts   []HostMount      `json:"hostMounts"`

	// InternetReach is evidence of what the internet reaches of the services that run a definition with host mounts. It
	// makes a mount worse, and is none itself.
	InternetReach []Ref `worsens:"CapacityProvider,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer" json:"internetReach"` //nolint:lll // a struct tag cannot be wrapped

	// Secrets are the variables whose value is shaped like a credential, or whose name is one of those that
	// AWS reads credentials from.
	Secrets []ContainerWords `json:"secrets"`

	// RootUsers are containers that name root as their user, NoUsers those that name none.
	RootUsers []ContainerWords `json:"rootUsers"`
	NoUsers   []ContainerWords `json:"noUsers"`

	// AdminUsers are containers that name ContainerAdministrator, in any capitals.
	AdminUsers []ContainerWords `json:"adminUsers"`

	// NetworkOptions are the options of containers that not every network mode has: links, hostname, extraHosts.
	NetworkOptions []ContainerWords `json:"networkOptions"`

	// WritableRoots are containers whose root file system is not read-only, Unlogged those without a log
	// configuration, BlockingLogs those whose log mode is given and not non-blocking.
	WritableRoots []ContainerWords `json:"writableRoots"`
	Unlogged      []ContainerWords `json:"unlogged"`
	BlockingLogs  []ContainerWords `json:"blockingLogs"`

	// Unlimited are containers without a hard limit of memory, of a task without one.
	Unlimited []ContainerWords `json:"unlimited"`

	// PlainFileSystems are EFS volumes without encryption in transit.
	PlainFileSystems []VolumeName `json:"plainFileSystems"`

	// Doubts are questions that something not known leaves open.
	Doubts []Doubt `json:"doubts"`
}

// ContainerWords is a container with some words of its definition.
type ContainerWords struct {
	Ref       Ref      `json:"ref"`
	Container string   `json:"container"`
	Words     []string `json:"words"`
}

// A HostMount is a file or directory of the host in a container.
type HostMount struct {
	Ref       Ref    `json:"ref"`
	Container string `json:"container"`
	Volume    string `json:"volume"`

	// Path is without double slashes, dots and slashes at its end; on Windows it has slashes and small letters.
	Path     string     `json:"path"`
	ReadOnly Fact[bool] `json:"readOnly"`
}

// A VolumeName is a volume of a task definition.
type VolumeName struct {
	Ref  Ref    `json:"ref"`
	Name string `json:"name"`
}

// A Doubt is a field that is not known, and the question that it leaves open.
type Doubt struct {
	Ref      Ref    `json:"ref"`
	Field    string `json:"field"`
	Question string `json:"question"`
	Reason   string `json:"reason"`
}
