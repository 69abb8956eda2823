package openings

import (
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// introspectionPort is where the agent tells everything about the tasks of its instance.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-introspection.html
const introspectionPort = 51678

// Whether the agent answers there to whom comes from off the host.
const (
	answers    = "answers"
	mayAnswer  = "may answer"
	isSilenced = "is silent"
)

// introspection says whether the agent of a container instance answers off-host at an interface. ecs-init drops what
// comes from elsewhere, unless ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS says otherwise; Windows has no ecs-init.
// https://github.com/aws/amazon-ecs-agent/blob/master/ecs-init/exec/iptables/iptables.go
func introspection(c *snapshot.ContainerInstance, host placement.Host, primary, ipv6 bool) string {
	version, readable := ground.ParseAgentVersion(c.AgentVersion)
	allowed, isKnown := offhostAllowed(host)

	switch {
	case readable && version == ground.LoopbackOnly():
		return isSilenced
	case isKnown && allowed, readable && version.Before(ground.BlockedByInit()):
		return answers
	case !readable || !isKnown || host.Windows:
		return mayAnswer
	case version.Before(ground.BlockedInFull()) && (!primary || ipv6):
		return mayAnswer
	default:
		return isSilenced
	}
}

// offhostAllowed is what the launch template tells the agent. isKnown is false where that was not read.
func offhostAllowed(host placement.Host) (allowed, isKnown bool) {
	t := host.LaunchTemplate
	if t == nil || t.Agent == nil || t.Agent.OffhostIntrospection.IsUnknown() {
		return false, false
	}

	return t.Agent.OffhostIntrospection.Or(false), true
}
