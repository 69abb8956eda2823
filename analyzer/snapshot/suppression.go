package snapshot

// A SuppressionKind says in which form a suppression is written.
type SuppressionKind string

// The kinds of suppression.
const (
	SuppressionComment  SuppressionKind = "comment"
	SuppressionLabel    SuppressionKind = "label"
	SuppressionMetadata SuppressionKind = "metadata"
)

// A Suppression is a wish not to be told of some findings that stands in the source itself: in a comment, in the Docker
// label ecslint.ignore, or in the Metadata of a CloudFormation resource. Whether it holds is not for a reader to say.
type Suppression struct {
	Kind SuppressionKind `json:"kind"`

	// Origin is where it stands.
	Origin Origin `json:"origin,omitzero"`

	// Lines are what it covers of the file it stands in; zero for a label, which covers its task definition.
	Lines Lines `json:"lines,omitzero"`

	// Rules are ids of rules, or globs of them.
	Rules  []string `json:"rules,omitempty"`
	Reason string   `json:"reason,omitempty"`

	// Until is the last day on which it holds, as YYYY-MM-DD; empty for one without an end.
	Until string `json:"until,omitempty"`

	// Problem says in words why it cannot be taken for what was meant; empty where it can.
	Problem string `json:"problem,omitempty"`
}

// Lines are lines of a file, counted from 1, the last included.
type Lines struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// Hold reports whether a line is among them.
func (l Lines) Hold(line int) bool { return 0 < l.First && l.First <= line && line <= l.Last }
