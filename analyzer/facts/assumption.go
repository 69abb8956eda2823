package facts

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/reach"
)

// The codes of assumptions: facts that a source did not give, and what was taken for them.
const (
	EphemeralRangeDefault = "EPHEMERAL_RANGE_DEFAULT"
	ReservedPortsDefault  = "RESERVED_PORTS_DEFAULT"
	PrometheusMetrics     = "PROMETHEUS_METRICS"
	RoutesUnknown         = reach.RoutesUnknown
	DefaultGroupRules     = "DEFAULT_GROUP_RULES"
	BlockPublicAccessOff  = reach.BlockPublicAccessOff
	NetworkACLOpen        = reach.NetworkACLOpen
	PublicAddressGiven    = reach.PublicAddressGiven
	InstanceAddressGiven  = reach.InstanceAddressGiven
	IntrospectionOpen     = "INTROSPECTION_OPEN"
	PreserveClientIP      = "PRESERVE_CLIENT_IP_DEFAULT"
	NewService            = "NEW_SERVICE"
	PrivilegedUnknown     = "PRIVILEGED_UNKNOWN"
	MetadataOn            = "INSTANCE_METADATA_ON"
	IntrospectionOn       = "INTROSPECTION_ON_BRIDGE"
	InsightsDefault       = "CONTAINER_INSIGHTS_DEFAULT"
)

// An Assumption says what is assumed, and what that does to a finding. docs/assumptions.md is made of these.
type Assumption struct {
	Code string

	// Fact is what was not known, Assumed what was taken for it, in the words a finding shows.
	Fact    string
	Assumed string

	// Effect is what the assumption does.
	Effect string

	// Weakens reports whether severity drops by a level: there is no default nearly everyone keeps.
	Weakens bool
}

// Assumptions lists every assumption, by code.
func Assumptions() []Assumption {
	const unchanged = "severity unchanged"

	const lower = "critical becomes high, high becomes medium, the rest stays"

	return []Assumption{
		{BlockPublicAccessOff, "VPC Block Public Access", "VPC Block Public Access is off, AWS's default", unchanged, false},
		{
			InsightsDefault, "the account's setting containerInsights, which new clusters take over",
			"the account leaves Container Insights off for new clusters, AWS's default", unchanged, false,
		},
		{
			DefaultGroupRules, "rules of a VPC's default group",
			"the default group has the rules AWS creates it with: everything from itself", unchanged, false,
		},
		{
			EphemeralRangeDefault, "the host's ephemeral port range",
			"the host's ephemeral range is its system's default", unchanged, false,
		},
		{MetadataOn, "whether instance metadata is on", "instance metadata is on, AWS's default", unchanged, false},
		{
			IntrospectionOn, "the agent's version",
			"the agent is not version 1.44.2, the only one whose introspection does not answer on Docker's bridge",
			unchanged, false,
		},
		{
			IntrospectionOpen, "the agent's version, or its setting ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS",
			"the agent's introspection answers from off the host", "severity is medium", false,
		},
		{NetworkACLOpen, "network ACLs", "a network ACL that was not read admits everything", lower, true},
		{
			NewService, "the service that a task definition is for, which the account does not have yet",
			"the task definition is that of a new REPLICA service with 1 task", unchanged, false,
		},
		{
			PreserveClientIP, "whether a target group keeps the addresses of clients",
			"target groups keep the addresses of clients for instances and not for addresses, AWS's default for TCP and TLS",
			unchanged, false,
		},
		{
			PrivilegedUnknown, "whether a container is privileged",
			"a container of which it is not known counts as privileged", lower, true,
		},
		{
			PrometheusMetrics, "the agent's Prometheus metrics",
			"the agent's Prometheus metrics may be on, which reserves 51680", "severity is low", false,
		},
		{
			PublicAddressGiven, "whether a task to come gets a public address",
			"a task to come gets a public IPv4 address", lower, true,
		},
		{
			InstanceAddressGiven, "whether an instance to come gets a public address",
			"an instance to come gets a public IPv4 address", lower, true,
		},
		{ReservedPortsDefault, "the agent's reserved ports", "the agent reserves its default ports", unchanged, false},
		{
			RoutesUnknown, "the routes of a subnet, or the entries of a prefix list in them",
			"routes that were not read lead to the internet and to other networks", lower, true,
		},
	}
}

// Weakens reports whether any of the codes lowers severity.
func Weakens(codes []string) bool { return Weakenings(codes) > 0 }

// Weakenings is by how many levels the codes lower severity: by one for each thing that was not read. The routes and
// the network ACL of a subnet, and whether it gives instances addresses, are one: a file that takes its subnets from
// elsewhere says none of them.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
func Weakenings(codes []string) int {
	things := map[string]bool{}

	for _, a := range Assumptions() {
		if a.Weakens && slices.Contains(codes, a.Code) {
			things[a.thing()] = true
		}
	}

	return len(things)
}

// thing is what the fact is one of.
func (a *Assumption) thing() string {
	switch a.Code {
	case RoutesUnknown, NetworkACLOpen, InstanceAddressGiven:
		return "subnet"
	default:
		return a.Code
	}
}
