// Package snapshot is what ecslint knows of an account: the input of every analysis.
//
// A live account, a folder of raw AWS answers and a file in a repository all become the same
// [Snapshot], so that the same rule gives the same verdict. The nouns and field names are AWS's own.
// Only an allow-list of typed fields is kept: environment values, secrets, commands, user data, log
// options, labels (but ecslint's own) and tags are parsed by the readers and thrown away, so a saved
// snapshot holds no secret value. It is still a map of a network.
package snapshot

import "time"

// Schema names the version of the JSON form. The form only ever grows; a reader refuses a newer version.
const Schema = "ecslint.snapshot/v1"

// A Snapshot is what was read, from one or several sources, at one time.
type Snapshot struct {
	Schema string `json:"schema"`

	// CollectedAt is when the reading began. Nothing below fetch looks at a clock.
	CollectedAt time.Time `json:"collectedAt,omitzero"`

	Sources []Source `json:"sources,omitempty"`

	Clusters           []Cluster           `json:"clusters,omitempty"`
	CapacityProviders  []CapacityProvider  `json:"capacityProviders,omitempty"`
	Services           []Service           `json:"services,omitempty"`
	TaskDefinitions    []TaskDefinition    `json:"taskDefinitions,omitempty"`
	Tasks              []Task              `json:"tasks,omitempty"`
	ScheduledTasks     []ScheduledTask     `json:"scheduledTasks,omitempty"`
	ContainerInstances []ContainerInstance `json:"containerInstances,omitempty"`
	ScalableTargets    []ScalableTarget    `json:"scalableTargets,omitempty"`

	// AccountSettings are those that were set; a setting that is not among them need not have its default.
	AccountSettings []AccountSetting `json:"accountSettings,omitempty"`

	AutoScalingGroups []AutoScalingGroup `json:"autoScalingGroups,omitempty"`
	LaunchTemplates   []LaunchTemplate   `json:"launchTemplates,omitempty"`
	Instances         []Instance         `json:"instances,omitempty"`
	Images            []Image            `json:"images,omitempty"`

	NetworkInterfaces []NetworkInterface `json:"networkInterfaces,omitempty"`
	SecurityGroups    []SecurityGroup    `json:"securityGroups,omitempty"`
	PrefixLists       []PrefixList       `json:"prefixLists,omitempty"`
	VPCs              []VPC              `json:"vpcs,omitempty"`
	Subnets           []Subnet           `json:"subnets,omitempty"`
	RouteTables       []RouteTable       `json:"routeTables,omitempty"`
	NetworkACLs       []NetworkACL       `json:"networkAcls,omitempty"`

	VPCBlockPublicAccess      []VPCBlockPublicAccess     `json:"vpcBlockPublicAccess,omitempty"`
	InternetGateways          []InternetGateway          `json:"internetGateways,omitempty"`
	Peerings                  []Peering                  `json:"peerings,omitempty"`
	TransitGateways           []TransitGateway           `json:"transitGateways,omitempty"`
	TransitGatewayAttachments []TransitGatewayAttachment `json:"transitGatewayAttachments,omitempty"`
	VPCEndpoints              []VPCEndpoint              `json:"vpcEndpoints,omitempty"`

	LoadBalancers []LoadBalancer `json:"loadBalancers,omitempty"`
	Listeners     []Listener     `json:"listeners,omitempty"`
	TargetGroups  []TargetGroup  `json:"targetGroups,omitempty"`

	CloudMapServices []CloudMapService `json:"cloudMapServices,omitempty"`

	// Suppressions are the ignores in the files that were read; those in labels are beside what they cover.
	Suppressions []Suppression `json:"suppressions,omitempty"`

	// Gaps lists what could not be read. An analysis never takes a gap for a pass.
	Gaps []Gap `json:"gaps,omitempty"`
}

// SourceKind is the kind of place a snapshot was read from.
type SourceKind string

// The kinds of source.
const (
	SourceLive           SourceKind = "live"
	SourceAWSJSON        SourceKind = "aws-json"
	SourceTaskDefinition SourceKind = "task-definition"
	SourceSnapshot       SourceKind = "snapshot"
	SourceCloudFormation SourceKind = "cloudformation"
	SourceTerraform      SourceKind = "terraform"
	SourceTerraformPlan  SourceKind = "terraform-plan"
)

// A Source is one place that was read.
type Source struct {
	Kind    SourceKind `json:"kind"`
	Account string     `json:"account,omitempty"`
	Region  string     `json:"region,omitempty"`

	// Path is the file or folder, as the user named it; empty for a live account.
	Path string `json:"path,omitempty"`
}

// A Gap is something that could not be read.
type Gap struct {
	// What is the AWS action, as "service:Action", or what else was not readable.
	What string `json:"what"`

	// Why is the reason in a few words: an error code, "not in this source".
	Why string `json:"why"`

	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	Stack   string `json:"stack,omitempty"`

	// Resource narrows the gap to one resource; empty means all of them.
	Resource string `json:"resource,omitempty"`

	// Nouns are the kinds of resource that are missing or incomplete because of this gap.
	Nouns []Noun `json:"nouns,omitempty"`

	// Failed tells a call that was denied or failed from a fact that the source never has.
	Failed bool `json:"failed,omitempty"`

	// DefaultStands reports whether a documented default takes the place of what is missing.
	// docs/assumptions.md lists them.
	DefaultStands bool `json:"defaultStands,omitempty"`
}

// NotInSource is the reason of a gap about what a source never says, such as a template about the network around it.
const NotInSource = "not in this source"

// New returns an empty Snapshot of the current schema.
func New() *Snapshot { return &Snapshot{Schema: Schema} }
