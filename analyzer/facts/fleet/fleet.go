// Package fleet is the arithmetic of what tasks get of the instances that they run on: the credentials of the instance
// role by way of instance metadata, the agent's introspection, and host ports.
//
// AWS documents no way to instance metadata from tasks on ECS Managed Instances, and no setting for it, so nothing is
// said of them; instances of ECS Anywhere have none.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-security.html
package fleet

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Shard makes the facts of some clusters, and collects what they refer to.
type Shard struct {
	*ground.Models

	refs *facts.Index

	// known are the classes of the instances that take a tenant's tasks. Tenants that ask for the same share them.
	known map[landing][]*class
}

// New begins one.
func New(models *ground.Models, refs *facts.Index) *Shard {
	return &Shard{models, refs, map[landing][]*class{}}
}

// Cluster adds what the tasks of a cluster get of its instances.
func (s *Shard) Cluster(root *facts.Cluster, all []*placement.Tenant) {
	root.InstanceCredentials = append(s.credentials(wanting(all, snapshot.ModeHost)), s.unknownCredentials(all)...)
	root.BridgeMetadata = s.accessIn(all, snapshot.ModeBridge, askBridgeMetadata())
	root.AWSVPCMetadata = s.accessIn(all, snapshot.ModeAWSVPC, askAWSVPCMetadata())
	root.BridgeIntrospection = s.accessIn(all, snapshot.ModeBridge, askIntrospection())
	root.PortLimits = s.portLimits(all)
}

func (s *Shard) accessIn(all []*placement.Tenant, mode snapshot.NetworkMode, q question) []facts.HostAccess {
	return append(s.access(wanting(all, mode), q), s.unknownAccess(all, q)...)
}

// wanting lists the tenants of a mode that may have tasks on instances of EC2, by name.
func wanting(all []*placement.Tenant, mode snapshot.NetworkMode) []*placement.Tenant {
	kept := slices.DeleteFunc(slices.Clone(all), func(t *placement.Tenant) bool {
		return t.Mode.Or("") != mode || !onEC2(t) || !ground.Wants(t)
	})
	slices.SortStableFunc(kept, byName)

	return kept
}

// onEC2 is true too where it is not known on what the tasks run.
func onEC2(t *placement.Tenant) bool {
	return t.Capacity.Launch == snapshot.LaunchEC2 || t.Capacity.Unknown != ""
}

func byName(a, b *placement.Tenant) int {
	return cmp.Or(cmp.Compare(a.Name(), b.Name()),
		cmp.Compare(ground.Tenant(a).Describe().Item, ground.Tenant(b).Describe().Item))
}
