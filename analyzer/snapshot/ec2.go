package snapshot

// An AutoScalingGroup is an EC2 Auto Scaling group that feeds a cluster.
type AutoScalingGroup struct {
	Meta
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	MinSize int      `json:"minSize"`
	MaxSize int      `json:"maxSize"`
	Desired int      `json:"desired"`
	Subnets []string `json:"subnets,omitempty"`

	// LaunchTemplate is the ID of the template new instances start from.
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
	Agent          *Agent   `json:"agent,omitempty"`
}

// Agent is what the user data of a launch template tells the ECS agent. The user data itself is never kept.
// https://github.com/aws/amazon-ecs-agent/blob/master/README.md#environment-variables
type Agent struct {
	// DynamicPortRange is ECS_DYNAMIC_HOST_PORT_RANGE.
	DynamicPortRange Value[PortRange] `json:"dynamicPortRange,omitzero"`
	ReservedPorts    []int            `json:"reservedPorts,omitempty"`
	ReservedPortsUDP []int            `json:"reservedPortsUdp,omitempty"`

	BlockIMDS            Value[bool] `json:"blockImds,omitzero"`
	OffhostIntrospection Value[bool] `json:"offhostIntrospection,omitzero"`
	TaskENI              Value[bool] `json:"taskEni,omitzero"`
}

// A PortRange is a range of ports, both ends included.
type PortRange struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// An Instance is an EC2 instance registered to a cluster.
type Instance struct {
	Meta
	ID               string `json:"id"`
	InstanceType     string `json:"instanceType,omitempty"`
	AvailabilityZone string `json:"availabilityZone,omitempty"`
	Architecture     string `json:"architecture,omitempty"`

	// Platform is "windows", or empty for Linux, as EC2 has it.
	Platform         string `json:"platform,omitempty"`
	Image            string `json:"image,omitempty"`
	AutoScalingGroup string `json:"autoScalingGroup,omitempty"`
	LaunchTemplate   string `json:"launchTemplate,omitempty"`

	NetworkInterfaces []string `json:"networkInterfaces,omitempty"`
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
	IPv6s      []string `json:"ipv6s,omitempty"`
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
