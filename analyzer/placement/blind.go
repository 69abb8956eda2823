package placement

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// unread maps the ID of a cluster to the reason why its container instances are not all known.
func unread(s *snapshot.Snapshot) map[string]string {
	blind := map[string]string{}

	clusters := map[string]bool{}
	for i := range s.Clusters {
		clusters[s.Clusters[i].ID] = true
	}

	for i := range s.Gaps {
		gap := &s.Gaps[i]
		if !slices.Contains(gap.Nouns, snapshot.NounContainerInstance) || gone(gap) {
			continue
		}

		for j := range s.Clusters {
			if cluster := &s.Clusters[j]; concerns(gap, cluster, clusters) {
				blind[cluster.ID] = gap.What + ": " + gap.Why
			}
		}
	}

	return blind
}

// gone reports whether the gap is an instance that was deregistered between the call that listed it and the
// one that described it: it takes no task, so nothing is missing.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
func gone(gap *snapshot.Gap) bool { return gap.Resource != "" && gap.Why == "MISSING" }

// concerns reports whether instances of the cluster may be missing: always in its account and region, unless
// the gap is about another cluster, or about an instance whose ARN names another one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#ecs-resource-ids
func concerns(gap *snapshot.Gap, cluster *snapshot.Cluster, clusters map[string]bool) bool {
	if gap.Scope() != cluster.Scope() {
		return false
	}

	_, instance, _ := strings.Cut(gap.Resource, ":container-instance/")
	if name, _, named := strings.Cut(instance, "/"); named {
		return name == cluster.Name
	}

	return !strings.Contains(gap.Resource, ":cluster/") && !clusters[gap.Resource] || gap.Resource == cluster.ID
}
