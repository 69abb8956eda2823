// Package planned completes the snapshot of a stack, which holds what a template or a root module writes, by what a
// deployment of it would make besides: what AWS adds by itself, and the instances that auto scaling groups start. Where
// the stack cannot say something, a gap does.
//
// The readers of templates leave names and IDs as they are written; here they find each other.
package planned

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Complete completes the snapshot of the one stack that is written at a path.
func Complete(s *snapshot.Snapshot, path string) {
	st := newStack(s, path)

	st.addSubnets()
	st.nameGateways()
	st.nameInstances()
	st.nameProviders()
	st.identifyClusters()
	st.nameClusters()
	st.linkDefinitions()
	st.linkBalancers()
	st.addRouteTables()
	st.addDefaultACLs()
	st.markDefaultGroups()
	st.addDefaultGroups()
	st.addSingles()
	st.addInstances()
	st.dropTemplates()
	st.addGaps()
}

// A stack is a snapshot with the nouns that others name.
type stack struct {
	*snapshot.Snapshot

	path string

	// fed is the clusters of which some instances are known, named those of which only the name is.
	fed, named map[string]bool

	// joining is the launch templates of instances that join a cluster by themselves. Of those in unsure it is not known
	// whether they do, and which.
	joining map[string]bool
	unsure  []snapshot.Gap

	// written is the IDs of clusters by what the reader of the stack calls them.
	written map[string]string

	// These find nouns that others name. The one of clusters is made when these have their IDs.
	clusters, groups, providers, services, subnets, templates index

	// scaled is the IDs of auto scaling groups by those of the capacity providers that scale them: names may be another's.
	scaled map[string]string
}

func newStack(s *snapshot.Snapshot, path string) *stack {
	return &stack{
		Snapshot: s, path: path, fed: map[string]bool{}, named: map[string]bool{}, written: map[string]string{},
		joining: map[string]bool{},
		scaled:  map[string]string{},
		groups: indexOf(s.AutoScalingGroups,
			func(a *snapshot.AutoScalingGroup) string { return a.ID },
			func(a *snapshot.AutoScalingGroup) string { return a.Name }),
		providers: indexOf(s.CapacityProviders,
			func(p *snapshot.CapacityProvider) string { return p.ID },
			func(p *snapshot.CapacityProvider) string { return p.Name }),
		services: indexOf(s.Services,
			func(s *snapshot.Service) string { return s.ID }, func(s *snapshot.Service) string { return s.Name }),
		subnets: indexOf(s.Subnets,
			func(s *snapshot.Subnet) string { return s.ID }, func(*snapshot.Subnet) string { return "" }),
		templates: indexOf(s.LaunchTemplates,
			func(t *snapshot.LaunchTemplate) string { return t.ID },
			func(t *snapshot.LaunchTemplate) string { return t.Name }),
	}
}

// meta is that of a noun that AWS makes for another one, and that no file holds: it stands where that does.
func meta(of *snapshot.Meta) snapshot.Meta {
	made := *of
	made.Origin.Fields = nil
	made.Implied = true

	return made
}
