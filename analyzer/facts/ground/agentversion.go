package ground

import (
	"slices"
	"strconv"
	"strings"
)

// An AgentVersion is a version of the ECS agent, and of the ecs-init package that comes with it.
type AgentVersion [3]int

// The versions that changed who gets to the agent's introspection.
// https://github.com/aws/amazon-ecs-agent/blob/master/CHANGELOG.md
// https://github.com/aws/amazon-ecs-agent/blob/master/scripts/changelog/CHANGELOG_MASTER

// LoopbackOnly listens on the loopback address alone, which the next version took back.
func LoopbackOnly() AgentVersion { return AgentVersion{1, 44, 2} }

// BlockedByInit is the first that iptables keeps off-host access from, on one interface.
func BlockedByInit() AgentVersion { return AgentVersion{1, 45, 0} }

// BlockedInFull is the first that it does so on every interface but loopback and Docker's bridge, over IPv6 too.
func BlockedInFull() AgentVersion { return AgentVersion{1, 97, 0} }

// Before reports whether v is the older one.
func (v AgentVersion) Before(other AgentVersion) bool { return slices.Compare(v[:], other[:]) < 0 }

// ParseAgentVersion reads 1.97.0, and v1.97.0-suffix.
func ParseAgentVersion(text string) (v AgentVersion, ok bool) {
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "v"), "-")

	parts := strings.Split(text, ".")
	if len(parts) != len(v) {
		return AgentVersion{}, false
	}

	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return AgentVersion{}, false
		}

		v[i] = n
	}

	return v, true
}
