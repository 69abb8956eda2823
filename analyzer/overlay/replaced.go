package overlay

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The kinds of what is replaced.
const (
	KindTaskDefinition = "task definition"
	KindService        = "service"
	KindSecurityGroup  = "security group"
	KindTargetGroup    = "target group"
	KindLoadBalancer   = "load balancer"
	KindRouteTable     = "route table"
	KindNetworkACL     = "network ACL"

	KindAutoScalingGroup = "auto scaling group"
	KindInstance         = "instance"
)

// A Replaced is a part of the change, and whose place it takes.
type Replaced struct {
	Kind string
	Name string

	// File is where it is written.
	File string

	// Cluster and Service are where a task definition goes, by name; Service is empty for standalone tasks.
	Cluster, Service string

	// From is the revision that a task definition takes the place of, as web:7.
	From string

	// New reports whether the account has no namesake, Same whether it has what the change says already.
	New, Same bool

	// Assumed is what was taken for granted where neither file nor account says it; empty for nothing.
	Assumed string

	// Mixed reports whether an auto scaling group has, for a while, instances of both kinds: [Options.ReplaceAll] judges
	// what comes after.
	Mixed bool

	// Refused says why ECS refuses to update the service with the definition that the file writes; empty where it may
	// not.
	Refused string
}

// String is a line that says what was done.
func (r Replaced) String() string {
	what := r.Kind + " " + r.Name
	if r.File != "" {
		what = r.File + ": " + what
	}

	if r.Refused != "" {
		return "warning: " + what + " of cluster " + r.Cluster + ": ECS refuses the update: " + r.Refused
	}

	if r.Kind != KindTaskDefinition {
		return what + r.otherwise()
	}

	switch {
	case r.Same:
		return fmt.Sprintf("%s is what %s already runs (%s)", what, r.where(), r.From)
	case r.New:
		return fmt.Sprintf("%s is new in cluster %s; %s", what, r.Cluster, r.Assumed)
	default:
		line := fmt.Sprintf("%s takes the place of %s in %s", what, r.From, r.where())
		if r.Assumed != "" {
			line += "; " + r.Assumed
		}

		return line
	}
}

func (r Replaced) otherwise() string {
	in := ""
	if r.Cluster != "" {
		in = " of cluster " + r.Cluster
	}

	if r.New && r.Assumed != "" {
		return in + " is new; " + r.Assumed
	}

	if r.New {
		return in + " is new"
	}

	if r.Kind == KindRouteTable || r.Kind == KindNetworkACL { // which have no names
		return " is laid over that of the account"
	}

	return in + " takes the place of its namesake"
}

func (r Replaced) where() string {
	if r.Service == "" {
		return "standalone tasks of cluster " + r.Cluster
	}

	return fmt.Sprintf("service %s of cluster %s", r.Service, r.Cluster)
}

// mostNames is how many names an error lists.
const mostNames = 10

// list is names for an error, the first of them in full.
func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}

	text := strings.Join(names[:min(len(names), mostNames)], ", ")
	if more := len(names) - mostNames; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}

	return text
}

// said is where something is written, for an error.
func said(o snapshot.Origin) string {
	if o.File != "" {
		return o.File
	}

	return o.String()
}
