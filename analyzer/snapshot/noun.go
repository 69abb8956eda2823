package snapshot

// A Noun names a kind of resource, as in [Gap.Nouns].
type Noun string

// The nouns a snapshot holds.
const (
	NounCluster           Noun = "Cluster"
	NounCapacityProvider  Noun = "CapacityProvider"
	NounService           Noun = "Service"
	NounTaskDefinition    Noun = "TaskDefinition"
	NounTask              Noun = "Task"
	NounScheduledTask     Noun = "ScheduledTask"
	NounContainerInstance Noun = "ContainerInstance"
	NounScalableTarget    Noun = "ScalableTarget"
	NounAccountSetting    Noun = "AccountSetting"
	NounAutoScalingGroup  Noun = "AutoScalingGroup"
	NounLaunchTemplate    Noun = "LaunchTemplate"
	NounInstance          Noun = "Instance"
	NounImage             Noun = "Image"
	NounNetworkInterface  Noun = "NetworkInterface"
	NounSecurityGroup     Noun = "SecurityGroup"
	NounPrefixList        Noun = "PrefixList"
	NounVPC               Noun = "VPC"
	NounSubnet            Noun = "Subnet"
	NounRouteTable        Noun = "RouteTable"
	NounNetworkACL        Noun = "NetworkACL"

	NounVPCBlockPublicAccess     Noun = "VPCBlockPublicAccess"
	NounInternetGateway          Noun = "InternetGateway"
	NounPeering                  Noun = "Peering"
	NounTransitGateway           Noun = "TransitGateway"
	NounTransitGatewayAttachment Noun = "TransitGatewayAttachment"
	NounVPCEndpoint              Noun = "VPCEndpoint"
	NounCloudMapService          Noun = "CloudMapService"
	NounTargetHealth             Noun = "TargetHealth"

	NounLoadBalancer Noun = "LoadBalancer"
	NounListener     Noun = "Listener"
	NounTargetGroup  Noun = "TargetGroup"
)
