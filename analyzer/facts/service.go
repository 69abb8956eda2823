package facts

// A Service is a service with its capacity, its deployments and its groups.
type Service struct {
	Ref          Ref          `json:"ref"`
	Cluster      string       `json:"cluster"`
	Name         string       `json:"name"`
	NetworkMode  Fact[string] `from:"TaskDefinition" json:"networkMode"`
	Launch       string       `from:"CapacityProvider" json:"launch"`
	Daemon       bool         `json:"daemon"`
	DesiredCount Fact[int]    `json:"desiredCount"`

	// ScalesTo is the MaxCapacity of the service's auto scaling, 0 where it has none.
	ScalesTo int `from:"ScalableTarget" json:"scalesTo"`

	// FixedPorts are the host ports that each of its tasks claims.
	FixedPorts []ServicePort `from:"TaskDefinition" json:"fixedPorts"`
	Capacity   Capacity      `from:"ContainerInstance,CapacityProvider,AutoScalingGroup" json:"capacity"`

	// Deployment is absent where the service does not roll, or wants no task.
	Deployment *Deployment `from:"ContainerInstance,CapacityProvider,AutoScalingGroup" json:"deployment,omitempty"`

	// Exposures are what reaches the service's tasks directly.
	Exposures []Exposure `from:"CapacityProvider,Task,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer" json:"exposures"` //nolint:lll // a struct tag cannot be wrapped

	// Balanced reports whether a load balancer sends it traffic.
	Balanced bool `json:"balanced"`

	// Bypasses are what of the exposures reaches the ports behind its load balancers and no need explains; no load
	// balancer is among the sources.
	Bypasses []Exposure `from:"CapacityProvider,Task,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer,TargetGroup" json:"bypasses"` //nolint:lll // as above

	// Blocked are the target groups whose load balancer does not get to the tasks.
	Blocked []Blocked `from:"CapacityProvider,Task,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer,Listener,TargetGroup,Image,LaunchTemplate" json:"blocked"` //nolint:lll // as above

	// Egress is what the tasks may open connections to; awsvpc only.
	Egress Egress `from:"CapacityProvider,Task,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway" json:"egress"` //nolint:lll // as above

	// OwnAddress is how the internet can address the tasks' own interfaces; awsvpc only.
	OwnAddress *OwnAddress `from:"CapacityProvider,Task,ContainerInstance,Instance,NetworkInterface,SecurityGroup,PrefixList,Subnet,RouteTable,VPC,NetworkACL,VPCBlockPublicAccess,InternetGateway,Peering,LoadBalancer" json:"ownAddress,omitempty"` //nolint:lll // as above

	// TargetGroups are those whose target type does not go with the network mode.
	TargetGroups []TargetGroupUse `from:"TargetGroup,CapacityProvider" json:"targetGroups"`

	// Registries are the Cloud Map services with records of addresses; bridge and host mode only.
	Registries []RegistryUse `from:"CloudMapService,CapacityProvider" json:"registries"`

	// Groups are the groups of the tasks' own interfaces; awsvpc only.
	Groups []TaskGroup `json:"groups"`

	// MisplacedNetworks are its network configurations that do not fit its network mode.
	MisplacedNetworks []MisplacedNetwork `from:"TaskDefinition" json:"misplacedNetworks"`

	// FixedChecks are health checks that ask a port on which nothing is known to listen; where ECS draws ports only.
	FixedChecks []FixedCheck `from:"TaskDefinition,CapacityProvider,Task,TargetGroup" json:"fixedChecks"`

	// UnpinnedIngress is absent where the proxies of Service Connect listen on ports that are known; bridge only.
	UnpinnedIngress *UnpinnedIngress `from:"TaskDefinition" json:"unpinnedIngress,omitempty"`

	// OldPlatforms are the platform versions of Fargate that it asks for and that are not the current ones.
	OldPlatforms []OldPlatform `from:"TaskDefinition,CapacityProvider" json:"oldPlatforms"`

	// InstanceGroups are those of them that container instances have too.
	InstanceGroups []InstanceGroup `from:"ContainerInstance,Instance,NetworkInterface,Task,LaunchTemplate,CapacityProvider,SecurityGroup,Subnet" json:"instanceGroups"` //nolint:lll // a struct tag cannot be wrapped
}

// A ServicePort is a fixed host port of a service's tasks.
type ServicePort struct {
	Ref      Ref    `json:"ref"`
	Port     int    `json:"port"`
	Protocol string `json:"protocol"`
}

// Capacity is how many instances can take the service's tasks.
type Capacity struct {
	// Undecided is why that cannot be told; empty where it can.
	Undecided string `json:"undecided"`
	Unlimited bool   `json:"unlimited"`

	// Eligible counts those that run and match, and those that managed scaling may add.
	Eligible int   `json:"eligible"`
	Running  int   `json:"running"`
	Refs     []Ref `json:"refs"`

	// Growth are the capacity providers that may add some, with their groups.
	Growth []Ref `json:"growth"`

	// Started says why files have as many instances as count here, by their auto scaling groups; empty where the
	// instances run.
	Started string `json:"started"`

	// Reserving are the instances that would match too, but whose agents keep one of its ports for themselves.
	Reserving []Ref `json:"reserving"`

	// Cause is the id of what leaves the service without enough instances where another rule tells more of it; empty
	// otherwise.
	Cause string `json:"cause"`
}

// A Deployment is the arithmetic of a rolling deployment.
type Deployment struct {
	Undecided      string   `json:"undecided"`
	Desired        int      `json:"desired"`
	MinimumPercent int      `json:"minimumPercent"`
	MaximumPercent int      `json:"maximumPercent"`
	MustRun        int      `json:"mustRun"`
	MayRun         int      `json:"mayRun"`
	Full           string   `json:"full"`
	Stuck          bool     `json:"stuck"`
	Ways           []string `json:"ways"`
}

// A TaskGroup is a security group of the tasks' own interfaces.
type TaskGroup struct {
	Ref     Ref    `json:"ref"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Default bool   `from:"SecurityGroup" json:"default"`

	// Omitted reports whether the service names no group, so that ECS takes the default one.
	Omitted bool `json:"omitted"`

	// Undecided is why it cannot be told which group it is; empty where it can.
	Undecided string `json:"undecided"`

	// Rules counts what it lets in, and is -1 where they were not read.
	Rules int `from:"SecurityGroup" json:"rules"`
}
