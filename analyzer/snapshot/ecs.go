package snapshot

// A Cluster is an ECS cluster.
type Cluster struct {
	Meta
	ID                string                         `json:"id"`
	Name              string                         `json:"name"`
	CapacityProviders []string                       `json:"capacityProviders,omitempty"`
	DefaultStrategy   []CapacityProviderStrategyItem `json:"defaultCapacityProviderStrategy,omitempty"`

	// ContainerInsights is enabled, enhanced or disabled. A cluster that is made without it gets what the account has for
	// a default, which is disabled unless somebody has set it.
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
	ContainerInsights Value[string] `json:"containerInsights,omitzero"`

	// ExecLogging is where the sessions of ECS Exec are logged: DEFAULT, which is the log of the task, OVERRIDE or NONE.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
	ExecLogging Value[string] `json:"execLogging,omitzero"`
}

// A CapacityProviderStrategyItem names a capacity provider by its name.
type CapacityProviderStrategyItem struct {
	CapacityProvider string `json:"capacityProvider"`
	Base             int    `json:"base,omitzero"`
	Weight           int    `json:"weight,omitzero"`
}

// A CapacityProvider is a capacity provider of the account. FARGATE and FARGATE_SPOT are built in and not listed.
type CapacityProvider struct {
	Meta
	ID   string `json:"id"`
	Name string `json:"name"`

	// Cluster is set for a provider that belongs to one cluster, as those of managed instances do.
	Cluster string `json:"cluster,omitempty"`

	// AutoScalingGroup is the group's name; empty for managed instances.
	AutoScalingGroup string `json:"autoScalingGroup,omitempty"`

	// ManagedScaling reports whether ECS grows the group by itself.
	ManagedScaling Value[bool] `json:"managedScaling,omitzero"`

	// ManagedTerminationProtection reports whether instances with tasks are kept when the group scales in; off by default.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AutoScalingGroupProvider.html
	ManagedTerminationProtection Value[bool] `json:"managedTerminationProtection,omitzero"`

	ManagedInstances *ManagedInstances `json:"managedInstances,omitempty"`
}

// ManagedInstances is where the instances of an ECS Managed Instances provider live.
type ManagedInstances struct {
	Subnets        []string `json:"subnets,omitempty"`
	SecurityGroups []string `json:"securityGroups,omitempty"`
}

// A Service is an ECS service.
type Service struct {
	Meta
	ID      string `json:"id"`
	Cluster string `json:"cluster"`
	Name    string `json:"name"`

	// TaskDefinition is the ID of the definition the service runs, or is moving to.
	TaskDefinition string `json:"taskDefinition,omitempty"`

	LaunchType               Value[LaunchType]              `json:"launchType,omitzero"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`

	// SchedulingStrategy is REPLICA (the default) or DAEMON.
	SchedulingStrategy Value[string] `json:"schedulingStrategy,omitzero"`
	DesiredCount       Value[int]    `json:"desiredCount,omitzero"`

	// PlatformVersion is that of Fargate, such as 1.4.0, or LATEST, the default.
	PlatformVersion Value[string] `json:"platformVersion,omitzero"`

	// EnableExecuteCommand reports whether ECS Exec can open a session in the service's containers; off by default.
	EnableExecuteCommand Value[bool] `json:"enableExecuteCommand,omitzero"`

	// MinimumHealthyPercent and MaximumPercent default to 100 and 200, for DAEMON to 0 and 100.
	MinimumHealthyPercent Value[int] `json:"minimumHealthyPercent,omitzero"`
	MaximumPercent        Value[int] `json:"maximumPercent,omitzero"`

	// DeploymentController is ECS (the default), CODE_DEPLOY or EXTERNAL.
	DeploymentController Value[string] `json:"deploymentController,omitzero"`

	// DeploymentStrategy is ROLLING (the default), BLUE_GREEN, LINEAR or CANARY.
	DeploymentStrategy Value[string] `json:"deploymentStrategy,omitzero"`

	PlacementConstraints []PlacementConstraint `json:"placementConstraints,omitempty"`
	NetworkConfiguration *NetworkConfiguration `json:"networkConfiguration,omitempty"`
	LoadBalancers        []ServiceLoadBalancer `json:"loadBalancers,omitempty"`

	// ServiceRegistries tie the service to Cloud Map; ServiceConnect is absent where it is off.
	ServiceRegistries []ServiceRegistry `json:"serviceRegistries,omitempty"`
	ServiceConnect    *ServiceConnect   `json:"serviceConnect,omitempty"`

	// Deployments lists the definitions in flight besides [Service.TaskDefinition], newest first.
	Deployments []Deployment `json:"deployments,omitempty"`
	TaskSets    []TaskSet    `json:"taskSets,omitempty"`
}

// NetworkConfiguration is the awsvpcConfiguration of a service or task set.
type NetworkConfiguration struct {
	Subnets Value[[]string] `json:"subnets,omitzero"`

	// SecurityGroups is absent where the service names none; the VPC's default group is used then.
	SecurityGroups Value[[]string] `json:"securityGroups,omitzero"`

	// AssignPublicIP is ENABLED or DISABLED, the default.
	AssignPublicIP Value[string] `json:"assignPublicIp,omitzero"`

	// Unsure is why it is not known whether there is a configuration at all; empty where there is.
	Unsure string `json:"unsure,omitempty"`
}

// A ServiceLoadBalancer ties a container port to a target group.
type ServiceLoadBalancer struct {
	TargetGroup string `json:"targetGroup,omitempty"`

	// AlternateTargetGroup is the second group of a blue/green deployment.
	AlternateTargetGroup string     `json:"alternateTargetGroup,omitempty"`
	ContainerName        string     `json:"containerName,omitempty"`
	ContainerPort        Value[int] `json:"containerPort,omitzero"`
}

// A ServiceRegistry is a Cloud Map service that a service registers its tasks with.
type ServiceRegistry struct {
	// CloudMapService is the ID of the service.
	CloudMapService string     `json:"cloudMapService"`
	ContainerName   string     `json:"containerName,omitempty"`
	ContainerPort   Value[int] `json:"containerPort,omitzero"`
	Port            Value[int] `json:"port,omitzero"`
}

// ServiceConnect is the Service Connect configuration of a service. Without Services it is a client only.
type ServiceConnect struct {
	Namespace string                  `json:"namespace"`
	Services  []ServiceConnectService `json:"services,omitempty"`
}

// A ServiceConnectService is an endpoint that others in the namespace may call.
type ServiceConnectService struct {
	// PortName is the name of a port mapping.
	PortName      string `json:"portName"`
	DiscoveryName string `json:"discoveryName,omitempty"`

	// IngressPort is ingressPortOverride, the port the proxy listens on. Where it is absent that is the container
	// port in awsvpc mode, and one of the ephemeral range in bridge mode.
	IngressPort Value[int] `json:"ingressPort,omitzero"`

	// Aliases are what clients call, as names and ports.
	Aliases []ServiceConnectAlias `json:"aliases,omitempty"`
}

// A ServiceConnectAlias is a name and port inside the client's task. No group sees it.
type ServiceConnectAlias struct {
	DNSName string `json:"dnsName,omitempty"`
	Port    int    `json:"port"`
}

// A Deployment is one deployment of a service.
type Deployment struct {
	// Status is PRIMARY, ACTIVE or INACTIVE.
	Status         string `json:"status"`
	TaskDefinition string `json:"taskDefinition"`
}

// A TaskSet is a set of tasks of a service with an EXTERNAL or CODE_DEPLOY controller.
type TaskSet struct {
	ID                       string                         `json:"id"`
	TaskDefinition           string                         `json:"taskDefinition"`
	LaunchType               Value[LaunchType]              `json:"launchType,omitzero"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`
	PlatformVersion          Value[string]                  `json:"platformVersion,omitzero"`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitempty"`
	LoadBalancers            []ServiceLoadBalancer          `json:"loadBalancers,omitempty"`
}

// A Task is a task that ECS means to run.
type Task struct {
	Meta
	ID             string `json:"id"`
	Cluster        string `json:"cluster"`
	TaskDefinition string `json:"taskDefinition"`

	// Service is the name of the service that started the task; empty for a standalone or scheduled task.
	Service string `json:"service,omitempty"`

	LaunchType        Value[LaunchType] `json:"launchType,omitzero"`
	CapacityProvider  string            `json:"capacityProvider,omitempty"`
	ContainerInstance string            `json:"containerInstance,omitempty"`
	NetworkInterface  string            `json:"networkInterface,omitempty"`
	NetworkBindings   []NetworkBinding  `json:"networkBindings,omitempty"`
}

// A NetworkBinding is a host port that a running container holds.
type NetworkBinding struct {
	Container     string `json:"container"`
	ContainerPort int    `json:"containerPort,omitzero"`
	HostPort      int    `json:"hostPort,omitzero"`
	Protocol      string `json:"protocol"`
}

// A ContainerInstance is an instance registered to a cluster.
type ContainerInstance struct {
	Meta
	ID      string `json:"id"`
	Cluster string `json:"cluster"`

	// Instance is the EC2 instance; empty or an mi-… id for ECS Anywhere.
	Instance         string `json:"instance,omitempty"`
	CapacityProvider string `json:"capacityProvider,omitempty"`

	// Status is ACTIVE, DRAINING, REGISTERING, …; only ACTIVE instances take tasks.
	Status string `json:"status"`

	// AgentConnected reports whether the agent is connected to ECS; without, the instance takes no new task.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
	AgentConnected Value[bool] `json:"agentConnected,omitzero"`

	AgentVersion string      `json:"agentVersion,omitempty"`
	Attributes   []Attribute `json:"attributes,omitempty"`

	// ReservedPorts and ReservedPortsUDP are what the agent keeps for itself, from registeredResources.
	ReservedPorts    []int `json:"reservedPorts,omitempty"`
	ReservedPortsUDP []int `json:"reservedPortsUdp,omitempty"`
}

// An Attribute is an attribute of a container instance. Only the ecs.* ones and those that placement
// constraints can name are kept; an attribute is not a tag and holds no secret by ECS's rules.
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
}

// A ScalableTarget is the Application Auto Scaling range of a service.
type ScalableTarget struct {
	Meta
	Cluster     string `json:"cluster"`
	Service     string `json:"service"`
	MinCapacity int    `json:"minCapacity"`
	MaxCapacity int    `json:"maxCapacity"`
}

// An AccountSetting is one setting of ECS.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
type AccountSetting struct {
	Meta
	// Name is awsvpcTrunking, and the like; Value is enabled or disabled.
	Name  string        `json:"name"`
	Value Value[string] `json:"value,omitzero"`

	// Principal is the ARN of the user or role that has set it for itself; empty for the default of the account. What
	// counts for an instance is the setting of its own role.
	Principal string `json:"principal,omitempty"`
}

// SettingTrunking is the setting by which instances get a trunk as they register.
const SettingTrunking = "awsvpcTrunking"

// SettingInsights is the setting of a cluster, and of an account for the clusters to come.
const SettingInsights = "containerInsights"

// Key identifies the setting by its name, and whose it is.
func (a *AccountSetting) Key() string { return "account-setting/" + a.Name + "/" + Name(a.Principal) }

// Key identifies the cluster by its name.
func (c *Cluster) Key() string { return "cluster/" + c.Name }

// Key identifies the capacity provider by its name.
func (c *CapacityProvider) Key() string { return "capacity-provider/" + c.Name }

// Key identifies the service by cluster and name.
func (s *Service) Key() string { return "service/" + Name(s.Cluster) + "/" + s.Name }

// Key identifies a task by what started it, never by its own id, which no file can know.
func (t *Task) Key() string {
	if t.Service != "" {
		return "service/" + Name(t.Cluster) + "/" + t.Service
	}

	return "task/" + Name(t.Cluster) + "/" + Family(t.TaskDefinition)
}

// Key identifies an instance by its capacity provider.
func (c *ContainerInstance) Key() string {
	return "container-instances/" + Name(c.Cluster) + "/" + c.CapacityProvider
}

// Key identifies the target by its service.
func (s *ScalableTarget) Key() string { return "scalable-target/" + s.Cluster + "/" + s.Service }
