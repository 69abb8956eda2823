// Package suggest says what would be right: awsvpc task groups that keep the flows that are needed.
//
// This is its first form. A service's own group holds what is declared to be needed. What is possible today and
// nothing explains goes into a second group, flagged, so that nothing breaks and the clean group stays clean.
// What comes straight from the internet is never carried over. Egress stays as it is today, flagged.
package suggest

// Schema names the version of the JSON form of a [Plan].
const Schema = "ecslint.suggestion/v1"

// A Plan is what would be right for the services of a snapshot.
type Plan struct {
	Schema string `json:"schema"`

	// Downstream lists the groups that name an instance group today. They must admit the task groups before any
	// service moves, since a task's traffic then no longer comes from the instance's group.
	Downstream []Downstream `json:"downstream"`
	Services   []Service    `json:"services"`

	// NotApplicable lists the services for which there is no suggestion, and why.
	NotApplicable []NotApplicable `json:"notApplicable,omitempty"`

	seen map[string]bool
}

// Missing is the first of the names that no service of the snapshot has, or "".
func (p *Plan) Missing(services []string) string {
	for _, name := range services {
		if !p.seen[name] {
			return name
		}
	}

	return ""
}

// A Downstream is a rule that names an instance group, with the rules that must stand beside it.
type Downstream struct {
	Group     string `json:"group"`
	GroupName string `json:"groupName"`
	Rule      string `json:"rule"`
	Egress    bool   `json:"egress,omitempty"`
	Add       []Rule `json:"add"`

	// Undecided is why it cannot be told what must stand beside the rule; empty where it can.
	Undecided string `json:"undecided,omitempty"`
}

// A Service is the suggestion for one service.
type Service struct {
	Cluster        string `json:"cluster"`
	Service        string `json:"service"`
	TaskDefinition string `json:"taskDefinition"`
	NetworkMode    string `json:"networkMode"`

	Group Group `json:"group"`

	// Unexplained is absent where everything that is possible today is explained or not carried over.
	Unexplained *Group `json:"unexplained,omitempty"`

	// Removed lists what ends with the move: flows from the internet straight to the task.
	Removed []Rule   `json:"removed,omitempty"`
	Notes   []string `json:"notes,omitempty"`
}

// groups are those to create, the own one first.
func (s *Service) groups() []*Group {
	if s.Unexplained == nil {
		return []*Group{&s.Group}
	}

	return []*Group{&s.Group, s.Unexplained}
}

// A Group is a security group to create.
type Group struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	VPC         string `json:"vpc,omitempty"`
	Ingress     []Rule `json:"ingress"`
	Egress      []Rule `json:"egress,omitempty"`
}

// A Rule admits one flow. Protocol is -1 for all; ports are absent where the protocol has none. Exactly one peer
// is set: a group that exists, a group of this plan by its name, a CIDR or a prefix list.
type Rule struct {
	Protocol string `json:"protocol"`
	FromPort *int   `json:"fromPort,omitempty"`
	ToPort   *int   `json:"toPort,omitempty"`

	PeerGroup      string `json:"peerGroup,omitempty"`
	PeerGroupName  string `json:"peerGroupName,omitempty"`
	SuggestedGroup string `json:"suggestedGroup,omitempty"`
	CIDR           string `json:"cidr,omitempty"`
	PrefixList     string `json:"prefixList,omitempty"`

	// Reason says why the rule exists.
	Reason string `json:"reason"`

	// Flag marks a rule that should go: "unexplained" or "unchanged".
	Flag string `json:"flag,omitempty"`
}

// The flags of a rule.
const (
	FlagUnexplained = "unexplained"
	FlagUnchanged   = "unchanged"
)

// NotApplicable is a service without a suggestion.
type NotApplicable struct {
	Cluster string `json:"cluster"`
	Service string `json:"service"`
	Reason  string `json:"reason"`
}
