// Package finding is what ecslint reports: the output of every analysis.
//
// It imports nothing of ours, so that the engine that makes findings and the formats that print them meet
// here without knowing each other.
package finding

import "time"

// A Finding is one thing that is wrong, with the evidence that makes it true. It can be read alone: a SIEM
// sees nothing else.
type Finding struct {
	// Rule is the stable id of the rule, such as bridge/ephemeral-range-open.
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`

	// Title says what the rule is about and is the same for each of its findings; Message says what is wrong here.
	Title   string `json:"title"`
	Message string `json:"message"`

	// Resource is the resource to change.
	Resource Resource `json:"resource"`

	// Affected lists the workloads that are worse off.
	Affected []Affected `json:"affected,omitempty"`
	Location *Location  `json:"location,omitempty"`

	// Cause is the id of what makes the finding true: a group rule, a mapping, a task definition. Findings of
	// one cause are told once.
	Cause string `json:"cause,omitempty"`

	// Evidence is in the order in which a packet, or a reader, meets it.
	Evidence    []Evidence          `json:"evidence"`
	Assumptions []Assumption        `json:"assumptions,omitempty"`
	Remediation Remediation         `json:"remediation"`
	Mappings    map[string][]string `json:"mappings,omitempty"`

	// Key is what the finding is about in words every source shares: no line, no revision, no cloud id.
	Key string `json:"key"`

	// Fingerprint is a hash of account, region and key, for a SIEM.
	Fingerprint string `json:"fingerprint"`

	// Places are the other findings that are told with this one, since they are at the same place of a file. Each has a
	// key and fingerprint of its own, by which it is known and closed.
	Places []Merged `json:"places,omitempty"`

	// Status is new, known to the baseline, suppressed by an ignore, or existing before the change that is judged. Only
	// what is new fails a run.
	Status string `json:"status"`

	// Ignore is what suppresses the finding; nil where nothing does.
	Ignore      *Ignore   `json:"ignore,omitempty"`
	CollectedAt time.Time `json:"collectedAt,omitzero"`

	// Parts, where there are any, are what the finding adds up: a finding with some of another's parts says nothing
	// that the other does not.
	Parts []string `json:"-"`

	// Source is the class of sources that the key and the parts name; empty where they name none. Findings that differ
	// by nothing else are about one opening, which routes and addresses lead somebody else to.
	Source string `json:"-"`

	// Own is the severity that the rule gives, where a team or a standard gives the finding another.
	Own Severity `json:"-"`

	// ToldBy is the fingerprint of the finding that it is told as evidence of; empty for one that stands alone.
	ToldBy string `json:"-"`
}

// A Merged is a finding of the same rule and place that another one tells of.
type Merged struct {
	Key         string   `json:"key"`
	Fingerprint string   `json:"fingerprint"`
	Severity    Severity `json:"severity"`
	Message     string   `json:"message"`
	Resource    Resource `json:"resource"`
}

// New reports whether the finding counts: no ignore speaks of it, no baseline knows it, and it was not there before.
func (f *Finding) New() bool { return f.Status == StatusNew || f.Status == "" }

// A Resource names a resource in AWS's terms.
type Resource struct {
	// Type is the CloudFormation type, such as AWS::EC2::SecurityGroup.
	Type    string `json:"type"`
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	ARN     string `json:"arn,omitempty"`
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
}

// Affected is a workload a finding touches. Fields that do not apply are empty.
type Affected struct {
	Cluster        string `json:"cluster,omitempty"`
	Service        string `json:"service,omitempty"`
	TaskDefinition string `json:"taskDefinition,omitempty"`
	Container      string `json:"container,omitempty"`
}

// A Location is a place in a file. Lines and columns count from 1, columns in bytes; the end is exclusive.
type Location struct {
	File        string `json:"file"`
	StartLine   int    `json:"startLine,omitempty"`
	StartColumn int    `json:"startColumn,omitempty"`
	EndLine     int    `json:"endLine,omitempty"`
	EndColumn   int    `json:"endColumn,omitempty"`
}

// Evidence is one fact that makes a finding true, so that it can be checked by hand.
type Evidence struct {
	// Kind is the noun, such as securityGroupRule or portMapping.
	Kind string `json:"kind"`
	ID   string `json:"id,omitempty"`
	Text string `json:"text"`
}

// An Assumption is a fact that was not known and what was taken for it. docs/assumptions.md lists the codes.
type Assumption struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Remediation says what would be right.
type Remediation struct {
	Text       string   `json:"text"`
	References []string `json:"references,omitempty"`
}
