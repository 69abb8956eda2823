package planned

import "github.com/ecslint/ecslint/analyzer/snapshot"

// A feed is an auto scaling group whose instances join a cluster, by a capacity provider or without; group and cluster
// are their places in the lists of the stack.
type feed struct {
	group, cluster int
	provider       string
}

// feeds are the groups that feed each cluster, in their order: by a capacity provider, or because their user data names
// the cluster. What cannot be read of that is taken to name the only cluster of the stack.
func (st *stack) feeds() [][]feed {
	all := make([][]feed, len(st.Clusters))
	at := st.clustersByID()
	provided := st.provided(at)

	for i := range st.AutoScalingGroups {
		asg := &st.AutoScalingGroups[i]
		fed := map[int]bool{}

		for _, f := range provided[asg.ID] {
			fed[f.cluster] = true
			all[f.cluster] = append(all[f.cluster], feed{i, f.cluster, f.provider})
		}

		for _, c := range at[st.toldCluster(asg)] {
			if !fed[c] {
				all[c] = append(all[c], feed{group: i, cluster: c})
			}
		}
	}

	return all
}

// toldCluster is the ID of the cluster that the user data of a group's instances names; empty where it names none.
func (st *stack) toldCluster(asg *snapshot.AutoScalingGroup) string {
	template := st.template(asg.LaunchTemplate)

	switch {
	case template == nil || template.Agent == nil:
	case template.Cluster != "":
		if c := st.knownCluster(template.Cluster); c != nil {
			return c.ID
		}
	case template.Agent.DynamicPortRange.IsUnknown() && len(st.Clusters) == 1: // so is all that the user data says
		return st.Clusters[0].ID
	}

	return ""
}

// provided are the clusters that groups feed by a capacity provider, by the IDs of the groups. The first provider of
// several counts.
func (st *stack) provided(at map[string][]int) map[string][]feed {
	users := st.users(at)
	all := map[string][]feed{}

	type pair struct {
		group   string
		cluster int
	}

	seen := map[pair]bool{}

	for i := range st.CapacityProviders {
		p := &st.CapacityProviders[i]
		group := st.scaled[p.ID]

		for _, clusters := range [...][]int{at[p.Cluster], users[p.Name]} {
			for _, c := range clusters {
				if key := (pair{group, c}); !seen[key] {
					seen[key] = true
					all[group] = append(all[group], feed{cluster: c, provider: p.Name})
				}
			}
		}
	}

	return all
}

// users are the clusters that have a provider, or a service that does, by the name of the provider.
func (st *stack) users(at map[string][]int) map[string][]int {
	all := map[string][]int{}

	for i := range st.Clusters {
		for _, name := range st.Clusters[i].CapacityProviders {
			all[name] = append(all[name], i)
		}
	}

	for i := range st.Services {
		for _, item := range st.Services[i].CapacityProviderStrategy {
			all[item.CapacityProvider] = append(all[item.CapacityProvider], at[st.Services[i].Cluster]...)
		}
	}

	return all
}

func (st *stack) clustersByID() map[string][]int {
	at := make(map[string][]int, len(st.Clusters))
	for i := range st.Clusters {
		at[st.Clusters[i].ID] = append(at[st.Clusters[i].ID], i)
	}

	return at
}
