package snapshot

import (
	"strconv"
	"strings"
)

// An AutoScalingGroup is an EC2 Auto Scaling group that feeds a cluster.
type AutoScalingGroup struct {
	Meta
	ID   string `json:"id"`
	Name string `json:"name"`

	// The sizes are numbers of instances.
	MinSize Value[int] `json:"minSize,omitzero"`
	MaxSize Value[int] `json:"maxSize,omitzero"`
	Desired Value[int] `json:"desired,omitzero"`
	Subnets []string   `json:"subnets,omitempty"`

	// LaunchTemplate is the ID of the template new instances start from.
	LaunchTemplate string `json:"launchTemplate,omitempty"`

	// Overrides are what new instances may have otherwise than the template says, one of them each; those of a stack only,
	// since instances that run are known.
	// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateOverrides.html
	Overrides []LaunchOverride `json:"overrides,omitempty"`
}

// A LaunchOverride is one choice of a mixed instances policy. What it leaves out is as the group's template says.
type LaunchOverride struct {
	// InstanceType is empty where the choice is between all types that meet requirements, or is not known.
	InstanceType   string `json:"instanceType,omitempty"`
	LaunchTemplate string `json:"launchTemplate,omitempty"`
}

// A LaunchTemplate is one version of a launch template, reduced to what networking needs.
type LaunchTemplate struct {
	Meta
	// ID is the template's id and version, as lt-…:3.
	ID             string   `json:"id"`
	Name           string   `json:"name,omitempty"`
	InstanceType   string   `json:"instanceType,omitempty"`
	Image          string   `json:"image,omitempty"`
	SecurityGroups []string `json:"securityGroups,omitempty"`

	// Interfaces are the network interfaces of a template of a stack that has several, the primary one (device 0 of card
	// 0) first. SecurityGroups are the groups of them all.
	// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html#network-cards
	Interfaces []LaunchInterface `json:"interfaces,omitempty"`

	// AssociatePublicIP is that of the template's network interface; where it is absent the subnet decides.
	// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#public-ip-addresses
	AssociatePublicIP Value[bool] `json:"associatePublicIp,omitzero"`

	// Cluster is what ECS_CLUSTER of the user data names, as far as a template says it: the name or ID of the cluster
	// that the instances join.
	Cluster string `json:"cluster,omitempty"`

	// MetadataOptions is what the template says of instance metadata; nil where it says nothing.
	MetadataOptions *MetadataOptions `json:"metadataOptions,omitempty"`

	Agent *Agent `json:"agent,omitempty"`
}

// A LaunchInterface is one of the network interfaces that an instance of a launch template gets.
type LaunchInterface struct {
	InterfaceType  string   `json:"interfaceType,omitempty"`
	Subnet         string   `json:"subnet,omitempty"`
	SecurityGroups []string `json:"securityGroups,omitempty"`
}

// MetadataOptions is how instance metadata is offered at 169.254.169.254. What a launch template leaves out is decided
// by the account's defaults for the region, and by the image where these have no preference, so absent is not known.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
type MetadataOptions struct {
	// HTTPEndpoint is enabled or disabled.
	HTTPEndpoint Value[string] `json:"httpEndpoint,omitzero"`

	// HTTPTokens is required, which leaves version 2 alone, or optional.
	HTTPTokens Value[string] `json:"httpTokens,omitzero"`

	// HTTPPutResponseHopLimit is how many hops the token of version 2 travels, 1 to 64.
	HTTPPutResponseHopLimit Value[int] `json:"httpPutResponseHopLimit,omitzero"`
}

// Agent is what the user data of a launch template tells the ECS agent. The user data itself is never kept.
// https://github.com/aws/amazon-ecs-agent/blob/master/README.md#environment-variables
type Agent struct {
	// DynamicPortRange is ECS_DYNAMIC_HOST_PORT_RANGE.
	DynamicPortRange Value[PortRange] `json:"dynamicPortRange,omitzero"`
	ReservedPorts    []int            `json:"reservedPorts,omitempty"`
	ReservedPortsUDP []int            `json:"reservedPortsUdp,omitempty"`

	// BlockIMDS is ECS_AWSVPC_BLOCK_IMDS, for awsvpc tasks.
	BlockIMDS Value[bool] `json:"blockImds,omitzero"`

	// BlockBridgeIMDS reports whether the same user data drops what containers on Docker's bridges send to instance
	// metadata, with iptables. It is no setting of the agent, and absent where no such rule is found.
	BlockBridgeIMDS Value[bool] `json:"blockBridgeImds,omitzero"`

	OffhostIntrospection Value[bool] `json:"offhostIntrospection,omitzero"`
	TaskENI              Value[bool] `json:"taskEni,omitzero"`
}

// A PortRange is a range of ports, both ends included.
type PortRange struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// ParsePortRange reads a range of ports from 1 to 65535 as ECS and its agent write it, 8000-8010.
func ParsePortRange(text string) (PortRange, bool) {
	const highest = 65535

	from, to, ok := strings.Cut(strings.TrimSpace(text), "-")
	first, err := strconv.Atoi(strings.TrimSpace(from))
	last, errLast := strconv.Atoi(strings.TrimSpace(to))

	return PortRange{From: first, To: last},
		ok && err == nil && errLast == nil && 0 < first && first <= last && last <= highest
}

// An Instance is an EC2 instance registered to a cluster.
type Instance struct {
	Meta
	ID           string `json:"id"`
	InstanceType string `json:"instanceType,omitempty"`

	// InstanceTypes are those of which an instance to come will have one, where InstanceType is not known for that.
	InstanceTypes    []string `json:"instanceTypes,omitempty"`
	AvailabilityZone string   `json:"availabilityZone,omitempty"`
	Architecture     string   `json:"architecture,omitempty"`

	// Platform is "windows", or empty for Linux, as EC2 has it.
	Platform         string `json:"platform,omitempty"`
	Image            string `json:"image,omitempty"`
	AutoScalingGroup string `json:"autoScalingGroup,omitempty"`
	LaunchTemplate   string `json:"launchTemplate,omitempty"`

	NetworkInterfaces []string `json:"networkInterfaces,omitempty"`

	// MetadataOptions are those in force; nil where the source does not give them.
	MetadataOptions *MetadataOptions `json:"metadataOptions,omitempty"`
}

// An Image is a machine image, reduced to what tells the operating system.
type Image struct {
	Meta
	ID           string `json:"id"`
	Name         string `json:"name,omitempty"`
	Architecture string `json:"architecture,omitempty"`
}

// A NetworkInterface is an elastic network interface.
type NetworkInterface struct {
	Meta
	ID     string `json:"id"`
	VPC    string `json:"vpc,omitempty"`
	Subnet string `json:"subnet,omitempty"`

	// LoadBalancer is the name of the load balancer the interface belongs to, if any.
	LoadBalancer string `json:"loadBalancer,omitempty"`

	// SourceDestCheck is false where the interface may send and receive for addresses that are not its own.
	SourceDestCheck Value[bool] `json:"sourceDestCheck,omitzero"`

	// Instance is the instance the interface is attached to, if any.
	Instance       string   `json:"instance,omitempty"`
	InterfaceType  string   `json:"interfaceType,omitempty"`
	SecurityGroups []string `json:"securityGroups,omitempty"`

	PrivateIPs []string `json:"privateIps,omitempty"`
	PublicIPs  []string `json:"publicIps,omitempty"`

	// PublicIP tells of an interface that does not exist yet whether it gets a public IPv4 address; absent for those
	// that do, whose addresses are known.
	PublicIP Value[bool] `json:"publicIp,omitzero"`
	IPv6s    []string    `json:"ipv6s,omitempty"`
}

// Key identifies the group by its name.
func (a *AutoScalingGroup) Key() string { return "auto-scaling-group/" + a.Name }

// Key identifies the template by its name.
func (l *LaunchTemplate) Key() string { return "launch-template/" + l.Name }

// Key identifies an instance by its auto-scaling group, never by i-….
func (i *Instance) Key() string { return "instances/" + i.AutoScalingGroup }

// Key identifies the image by its name.
func (i *Image) Key() string { return "image/" + i.Name }

// Key identifies an interface by its kind and subnet, since its own id is the cloud's.
func (n *NetworkInterface) Key() string {
	return "network-interface/" + n.InterfaceType + "/" + n.Subnet
}
