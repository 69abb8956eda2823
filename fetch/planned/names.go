package planned

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/userdata"
)

// nameProviders turns the IDs of auto scaling groups and capacity providers into names, by which ECS knows them.
func (st *stack) nameProviders() {
	for i := range st.CapacityProviders {
		p := &st.CapacityProviders[i]
		if asg := st.autoScalingGroup(p.AutoScalingGroup); asg != nil {
			st.scaled[p.ID] = asg.ID
			p.AutoScalingGroup = asg.Name
		}
	}

	for i := range st.Clusters {
		c := &st.Clusters[i]
		for j, name := range c.CapacityProviders {
			c.CapacityProviders[j] = st.providerName(name)
		}

		st.nameStrategy(c.DefaultStrategy)
	}

	for i := range st.Services {
		st.nameStrategy(st.Services[i].CapacityProviderStrategy)

		for j := range st.Services[i].TaskSets {
			st.nameStrategy(st.Services[i].TaskSets[j].CapacityProviderStrategy)
		}
	}

	for i := range st.ScheduledTasks {
		st.nameStrategy(st.ScheduledTasks[i].CapacityProviderStrategy)
	}
}

func (st *stack) nameStrategy(items []snapshot.CapacityProviderStrategyItem) {
	for i := range items {
		items[i].CapacityProvider = st.providerName(items[i].CapacityProvider)
	}
}

func (st *stack) providerName(written string) string {
	p := find(st.CapacityProviders, st.providers, written)
	if p == nil {
		return written
	}

	return p.Name
}

func (st *stack) autoScalingGroup(written string) *snapshot.AutoScalingGroup {
	if _, name, isARN := strings.Cut(written, ":autoScalingGroupName/"); isARN {
		written = name
	}

	return find(st.AutoScalingGroups, st.groups, written)
}

// identifyClusters gives clusters of the stack IDs that end in their name, as their ARNs do: what is said of a service
// names its cluster by that, and is the same for a stack and for what runs of it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
func (st *stack) identifyClusters() {
	for i := range st.Clusters {
		c := &st.Clusters[i]
		if c.Name == "" || snapshot.Name(c.ID) == c.Name {
			continue
		}

		st.written[c.ID] = c.ID + "/" + c.Name
		c.ID = st.written[c.ID]
	}

	st.clusters = indexOf(st.Clusters,
		func(c *snapshot.Cluster) string { return c.ID }, func(c *snapshot.Cluster) string { return c.Name })
}

// nameClusters brings services, scheduled tasks, targets and providers to their cluster, by its ID. One of which the
// stack has only the name becomes a cluster of which nothing else is known.
func (st *stack) nameClusters() {
	for i := range st.Services {
		s := &st.Services[i]
		s.Cluster = st.cluster(s.Cluster, &s.Meta)
	}

	for i := range st.ScheduledTasks { // a cluster with nothing but these is not worth making
		t := &st.ScheduledTasks[i]
		if c := st.knownCluster(t.Cluster); c != nil {
			t.Cluster = c.ID
		}
	}

	for i := range st.CapacityProviders {
		if p := &st.CapacityProviders[i]; p.Cluster != "" {
			p.Cluster = st.cluster(p.Cluster, &p.Meta)
		}
	}

	st.nameJoined()

	for i := range st.ScalableTargets {
		st.nameTarget(&st.ScalableTargets[i])
	}
}

// nameJoined makes a cluster of each name that user data has, as of what services name: its instances are judged,
// though the stack has no more of it. Where the stack makes a cluster, whose name a deployment may give, that may be
// the same.
func (st *stack) nameJoined() {
	for i := range st.Clusters {
		if !st.named[st.Clusters[i].ID] {
			return
		}
	}

	for i := range st.Instances {
		st.nameCluster(st.Instances[i].LaunchTemplate, &st.Instances[i].Meta)
	}

	for i := range st.AutoScalingGroups {
		st.nameCluster(st.AutoScalingGroups[i].LaunchTemplate, &st.AutoScalingGroups[i].Meta)
	}
}

// nameCluster is for the template of what is to join a cluster. A name that is filled in elsewhere is none.
func (st *stack) nameCluster(template string, of *snapshot.Meta) {
	if t := st.template(template); t != nil && t.Cluster != "" && userdata.Resolved(t.Cluster) {
		st.cluster(t.Cluster, of)
	}
}

// nameTarget uses names, as Application Auto Scaling does.
func (st *stack) nameTarget(t *snapshot.ScalableTarget) {
	if c := st.knownCluster(t.Cluster); c != nil {
		t.Cluster = c.Name
	}

	if s := find(st.Services, st.services, t.Service); s != nil {
		t.Service = s.Name
	}
}

// cluster is the ID of the cluster that a resource names. A service that names none runs in the one called default.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
func (st *stack) cluster(written string, of *snapshot.Meta) string {
	if written == "" {
		written = "default"
	}

	if c := st.knownCluster(written); c != nil {
		return c.ID
	}

	made := meta(of)
	made.Origin.Range = of.Origin.At("cluster")
	st.clusters.add(len(st.Clusters), written, field.ShortName(written))
	st.Clusters = append(st.Clusters, snapshot.Cluster{
		Meta: made, ID: written, Name: field.ShortName(written),
		ContainerInsights: snapshot.Unknown[string](snapshot.NotInSource),
		ExecLogging:       snapshot.Unknown[string](snapshot.NotInSource),
	})
	st.named[written] = true

	return written
}

func (st *stack) knownCluster(written string) *snapshot.Cluster {
	if id := st.written[written]; id != "" {
		written = id
	}

	if strings.HasPrefix(written, "arn:") {
		written = snapshot.Name(written)
	}

	return find(st.Clusters, st.clusters, written)
}

// linkDefinitions leads from a family, with a revision or without, to the definition of the stack.
func (st *stack) linkDefinitions() {
	families := map[string]string{}
	for i := range st.TaskDefinitions {
		families[st.TaskDefinitions[i].Family] = st.TaskDefinitions[i].ID
	}

	link := func(written *string) {
		family, _, _ := strings.Cut(*written, ":")
		if id := families[family]; id != "" {
			*written = id
		}
	}

	for i := range st.Services {
		link(&st.Services[i].TaskDefinition)

		for j := range st.Services[i].TaskSets {
			link(&st.Services[i].TaskSets[j].TaskDefinition)
		}
	}

	for i := range st.ScheduledTasks {
		link(&st.ScheduledTasks[i].TaskDefinition)
	}
}
