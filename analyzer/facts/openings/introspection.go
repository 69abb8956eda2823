package openings

import (
	"slices"
	"strconv"
	"strings"

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

// The versions that changed it, of the agent and the ecs-init package that comes with it.
// https://github.com/aws/amazon-ecs-agent/blob/master/CHANGELOG.md
// https://github.com/aws/amazon-ecs-agent/blob/master/scripts/changelog/CHANGELOG_MASTER
type agentVersion [3]int

func loopbackOnly() agentVersion  { return agentVersion{1, 44, 2} } // taken back by 1.44.3
func blockedByInit() agentVersion { return agentVersion{1, 45, 0} } // iptables, on one interface
func blockedInFull() agentVersion { return agentVersion{1, 97, 0} } // on every one but loopback, over IPv6 too

// introspection says whether the agent of a container instance answers off-host at an interface. ecs-init drops what
// comes from elsewhere, unless ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS says otherwise; Windows has no ecs-init.
// https://github.com/aws/amazon-ecs-agent/blob/master/ecs-init/exec/iptables/iptables.go
func introspection(c *snapshot.ContainerInstance, host placement.Host, primary, ipv6 bool) string {
	version, readable := parseVersion(c.AgentVersion)
	allowed, isKnown := offhostAllowed(host)

	switch {
	case readable && version == loopbackOnly():
		return isSilenced
	case isKnown && allowed, readable && version.before(blockedByInit()):
		return answers
	case !readable || !isKnown || host.Windows:
		return mayAnswer
	case version.before(blockedInFull()) && (!primary || ipv6):
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

func (v agentVersion) before(other agentVersion) bool { return slices.Compare(v[:], other[:]) < 0 }

// parseVersion reads 1.97.0, and v1.97.0-suffix.
func parseVersion(text string) (v agentVersion, ok bool) {
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "v"), "-")

	parts := strings.Split(text, ".")
	if len(parts) != len(v) {
		return agentVersion{}, false
	}

	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return agentVersion{}, false
		}

		v[i] = n
	}

	return v, true
}
