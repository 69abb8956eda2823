package snapshot

import (
	"strconv"
	"strings"
)

// A NetworkMode is the Docker networking mode of a task's containers.
type NetworkMode string

// The network modes. ModeDefault is what Windows calls a task definition without a mode: its NAT driver.
const (
	ModeAWSVPC  NetworkMode = "awsvpc"
	ModeBridge  NetworkMode = "bridge"
	ModeHost    NetworkMode = "host"
	ModeNone    NetworkMode = "none"
	ModeDefault NetworkMode = "default"
)

// A LaunchType is where a task can run, as in requiresCompatibilities and launchType.
type LaunchType string

// The launch types. EXTERNAL is ECS Anywhere.
const (
	LaunchEC2              LaunchType = "EC2"
	LaunchFargate          LaunchType = "FARGATE"
	LaunchExternal         LaunchType = "EXTERNAL"
	LaunchManagedInstances LaunchType = "MANAGED_INSTANCES"
)

// A TaskDefinition is one revision of a task definition.
type TaskDefinition struct {
	Meta

	// ID is what services and tasks refer to: the ARN, or the address in a file.
	ID       string `json:"id"`
	Family   string `json:"family"`
	Revision int    `json:"revision,omitzero"`

	// NetworkMode is absent where the definition says nothing: bridge on Linux, NAT on Windows. It is
	// unknown for a bare list of container definitions.
	NetworkMode             Value[NetworkMode]    `json:"networkMode,omitzero"`
	RequiresCompatibilities []LaunchType          `json:"requiresCompatibilities,omitempty"`
	OperatingSystemFamily   Value[string]         `json:"operatingSystemFamily,omitzero"`
	CPUArchitecture         Value[string]         `json:"cpuArchitecture,omitzero"`
	PlacementConstraints    []PlacementConstraint `json:"placementConstraints,omitempty"`
	ContainerDefinitions    []ContainerDefinition `json:"containerDefinitions,omitempty"`

	// PidMode and IpcMode say whose processes and memory its containers share; absent, each has its own.
	PidMode Value[string] `json:"pidMode,omitzero"`
	IpcMode Value[string] `json:"ipcMode,omitzero"`

	// HasMemory says whether the whole task has a limit of memory.
	HasMemory Value[bool] `json:"hasMemory,omitzero"`

	// TaskRole and ExecutionRole are ARNs, names, or the addresses of roles in the same file.
	TaskRole      Value[string] `json:"taskRole,omitzero"`
	ExecutionRole Value[string] `json:"executionRole,omitzero"`
	Volumes       []Volume      `json:"volumes,omitempty"`

	// Suppressions are those in the Docker labels of the containers. Of other labels nothing is kept.
	Suppressions []Suppression `json:"suppressions,omitempty"`
}

// A ContainerDefinition is one container of a task definition.
type ContainerDefinition struct {
	Origin Origin `json:"origin,omitzero"`

	Name         string        `json:"name"`
	Privileged   Value[bool]   `json:"privileged,omitzero"`
	AddedCaps    []string      `json:"addedCapabilities,omitempty"`
	PortMappings []PortMapping `json:"portMappings,omitempty"`

	// Environment lists the variables by name; their values are never kept.
	Environment []Variable `json:"environment,omitempty"`

	// Mentions are the hosts and ports that values of the environment or the command name. Nothing else of
	// them is kept, and nothing of a value that is shaped like a credential but its host.
	Mentions []Mention `json:"mentions,omitempty"`

	// AddedCapsUnknown is why some of the added capabilities, or all, are not known, EnvironmentUnknown why the list of
	// variables is not.
	AddedCapsUnknown   string `json:"addedCapabilitiesUnknown,omitempty"`
	EnvironmentUnknown string `json:"environmentUnknown,omitempty"`

	// User is who the first process runs as; absent, the image decides. The name of any other than these is not kept.
	User                   Value[User] `json:"user,omitzero"`
	ReadonlyRootFilesystem Value[bool] `json:"readonlyRootFilesystem,omitzero"`

	// HasMemory says whether the container has a hard limit of memory. A reservation is none.
	HasMemory Value[bool] `json:"hasMemory,omitzero"`

	// LogDriver and LogMode are those of logConfiguration. Nothing else of it is kept.
	LogDriver   Value[string] `json:"logDriver,omitzero"`
	LogMode     Value[string] `json:"logMode,omitzero"`
	MountPoints []MountPoint  `json:"mountPoints,omitempty"`

	// HasLinks, HasHostname and HasExtraHosts say whether the container has these options.
	HasLinks      Value[bool] `json:"hasLinks,omitzero"`
	HasHostname   Value[bool] `json:"hasHostname,omitzero"`
	HasExtraHosts Value[bool] `json:"hasExtraHosts,omitzero"`
}

// A Volume is one entry of volumes. One without a name stands for entries that nobody can tell.
type Volume struct {
	Origin Origin `json:"origin,omitzero"`

	Name string `json:"name,omitempty"`

	// HostPath is the directory or file of the host; absent where Docker or a file system elsewhere keeps the volume.
	HostPath Value[string] `json:"hostPath,omitzero"`

	// EFS reports whether it is an EFS file system, TransitEncryption ENABLED or DISABLED; absent, it is not encrypted.
	EFS               bool          `json:"efs,omitempty"`
	TransitEncryption Value[string] `json:"transitEncryption,omitzero"`
}

// A MountPoint is one entry of mountPoints.
type MountPoint struct {
	// SourceVolume is the name of a volume of the task definition.
	SourceVolume Value[string] `json:"sourceVolume,omitzero"`
	ReadOnly     Value[bool]   `json:"readOnly,omitzero"`
}

// A Mention is a host name or address that a value speaks of, in lower case and without user, path or query; Port is 0
// where none is given and none follows from the scheme, nor from the variable beside it, as DB_PORT beside DB_HOST.
type Mention struct {
	Host string `json:"host"`
	Port int    `json:"port,omitzero"`
}

// A Variable is the name of an environment variable, and whether its value is shaped like a credential. One whose name
// is shaped like a credential has none.
type Variable struct {
	Name       string `json:"name"`
	Credential bool   `json:"credential,omitempty"`

	// Unknown is why nobody can tell the value of one whose name says that it holds a secret.
	Unknown string `json:"unknown,omitempty"`
}

// A PortMapping is one entry of portMappings.
type PortMapping struct {
	Origin Origin `json:"origin,omitzero"`

	// Name is the name Service Connect and VPC Lattice refer to.
	Name string `json:"name,omitempty"`

	ContainerPort      Value[int]    `json:"containerPort,omitzero"`
	ContainerPortRange Value[string] `json:"containerPortRange,omitzero"`

	// HostPort is absent or 0 for a port that ECS chooses (bridge), or for the container's own port (awsvpc, host).
	HostPort Value[int]    `json:"hostPort,omitzero"`
	Protocol Value[string] `json:"protocol,omitzero"`
}

// A PlacementConstraint is one entry of placementConstraints.
type PlacementConstraint struct {
	// Type is distinctInstance or memberOf.
	Type       string `json:"type"`
	Expression string `json:"expression,omitempty"`
}

// Key identifies the task definition by its family, in every source.
func (t *TaskDefinition) Key() string { return "task-definition/" + t.Family }

// Key identifies the container within its task definition.
func (c *ContainerDefinition) Key() string { return "container/" + c.Name }

// Key identifies the volume within its task definition.
func (v *Volume) Key() string { return "volume/" + v.Name }

// Key identifies the mapping within its container.
func (p *PortMapping) Key() string {
	port := p.ContainerPortRange.Or("?")
	if n, ok := p.ContainerPort.Get(); ok {
		port = strconv.Itoa(n)
	}

	return "port/" + port + "/" + p.Proto()
}

// Proto is the mapping's protocol. ECS takes every value other than udp for tcp, the default.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func (p *PortMapping) Proto() string {
	if p.Protocol.Or("tcp") == "udp" {
		return "udp"
	}

	return "tcp"
}

// ContainerPorts are the first and last container port, from containerPort or containerPortRange, which is written
// 8000-8010. The last result is false where they are not known, or are no ports in order from 1 to 65535.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func (p *PortMapping) ContainerPorts() (first, last int, ok bool) {
	if port, ok := p.ContainerPort.Get(); ok {
		return port, port, exists(port)
	}

	from, to, _ := strings.Cut(p.ContainerPortRange.Or(""), "-")
	first, err := strconv.Atoi(from)
	last, errLast := strconv.Atoi(to)

	return first, last, err == nil && errLast == nil && 1 <= first && first <= last && last <= 65535
}

// FixedHostPort is the host port that each task claims on its instance in the given mode: the one that is given in
// bridge mode and with Windows NAT, in host mode the container's own where none is. The other modes claim none, since
// awsvpc tasks bring their own interface, and a mapping that ECS refuses for its ports claims none either.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func (p *PortMapping) FixedHostPort(mode NetworkMode) (int, bool) {
	port, ok := p.HostPort.Get()

	switch mode {
	case ModeBridge, ModeDefault:
	case ModeHost:
		if !ok || port == 0 {
			port, ok = p.ContainerPort.Get()
		}
	default:
		return 0, false
	}

	if !ok || !exists(port) || !exists(p.ContainerPort.Or(1)) || p.Portless() {
		return 0, false
	}

	return port, true
}

func exists(port int) bool { return 1 <= port && port <= 65535 }

// Portless reports whether the mapping names no container port at all, neither one nor a range. ECS then answers
// "Invalid 'containerPort' setting".
// https://github.com/aws/aws-cli/issues/7288, https://github.com/hashicorp/terraform-provider-aws/issues/37508
func (p *PortMapping) Portless() bool {
	return p.ContainerPort.IsZero() && p.ContainerPortRange.IsZero()
}

// Name is the task definition as people write it, family:revision where there is a revision.
func (t *TaskDefinition) Name() string {
	if t.Revision == 0 {
		return t.Family
	}

	return t.Family + ":" + strconv.Itoa(t.Revision)
}
