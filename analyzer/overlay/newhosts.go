package overlay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// arrivals finds the instances of the files that are new in clusters of the account: single ones that join by
// themselves, and those of auto scaling groups that it does not have. Their room counts as that of any other: it is
// there once they have joined, for which the services of a deployment wait.
func (l *layer) arrivals() {
	l.containers = slices.Clone(l.change.ContainerInstances)
	l.instances = slices.Clone(l.change.Instances)
	l.interfaces = slices.Clone(l.change.NetworkInterfaces)

	for i := range l.change.AutoScalingGroups {
		if g := &l.change.AutoScalingGroups[i]; l.newFleet(g) {
			l.judgedHosts[g.Name] = l.arriving(g)
		}
	}

	for i := range l.change.Instances {
		l.single(&l.change.Instances[i])
	}
}

// newFleet reports whether the account lacks a written group. One to which Terraform gives a name of its own, so that
// it has that of its address here, may be any.
func (l *layer) newFleet(g *snapshot.AutoScalingGroup) bool {
	_, left := unnamed(g.ID, g.Name)
	named := left || !strings.HasSuffix("."+address(g.ID), "."+g.Name)
	untold := slices.ContainsFunc(l.account.Gaps, func(gap snapshot.Gap) bool {
		return slices.Contains(gap.Nouns, snapshot.NounAutoScalingGroup)
	})

	return named && !untold && l.fleet(g) < 0
}

// arriving lets the instances of a new group join a cluster of the account, and reports whether they do.
func (l *layer) arriving(g *snapshot.AutoScalingGroup) bool {
	var members []string

	for i := range l.change.Instances {
		if in := &l.change.Instances[i]; in.AutoScalingGroup == g.Name {
			members = append(members, in.ID)
		}
	}

	cluster := l.joins(members)
	if cluster == nil && len(members) == 0 {
		cluster, members = l.startAll(g)
	}

	if cluster == nil {
		return false
	}

	for _, id := range members {
		l.arrive[id] = true
	}

	l.replaced = append(l.replaced, Replaced{
		Kind: KindAutoScalingGroup, Name: g.Name, File: g.Origin.File, Cluster: cluster.Name, New: true,
		Assumed: "judged as if its instances ran: " + strconv.Itoa(len(members)),
	})

	return true
}

// joins is the cluster of the account that instances of the files join; nil for none.
func (l *layer) joins(instances []string) *snapshot.Cluster {
	at := slices.IndexFunc(l.containers, func(c snapshot.ContainerInstance) bool {
		return slices.Contains(instances, c.Instance)
	})
	if at < 0 {
		return nil
	}

	return l.theirs(l.containers[at].Cluster)
}

// theirs is a cluster that the account has, by what the files call it; nil where it has none such.
func (l *layer) theirs(written string) *snapshot.Cluster {
	called := l.call(written)

	for i := range l.account.Clusters {
		if c := &l.account.Clusters[i]; c.ID == called {
			return c
		}
	}

	if symbolic(called) {
		return nil
	}

	c, err := l.cluster(snapshot.Name(called))
	if called == "" || err != nil || l.newClusters[c.ID] {
		return nil
	}

	return c
}

// startAll makes the instances of a group whose user data names a cluster that the files do not write: as many as it
// wants, at least one, and of one kind.
func (l *layer) startAll(g *snapshot.AutoScalingGroup) (cluster *snapshot.Cluster, instances []string) {
	const most = 1000 // as for a stack alone

	template := templateOf(l.change.LaunchTemplates, g.LaunchTemplate)
	if template == nil || len(g.Overrides) > 0 {
		return nil, nil
	}

	if cluster = l.theirs(template.Cluster); cluster == nil {
		return nil, nil
	}

	for n := range min(max(1, g.Desired.Or(0), g.MinSize.Or(0)), most) {
		name, subnet := fmt.Sprintf("%s/%d", g.ID, n+1), ""
		if len(g.Subnets) > 0 {
			subnet = g.Subnets[n%len(g.Subnets)]
		}

		made := g.Meta
		made.Implied, made.Origin.Fields = true, nil
		id := "i-" + name
		instances = append(instances, id)
		l.interfaces = append(l.interfaces, snapshot.NetworkInterface{
			Meta: made, ID: "eni-" + name, Subnet: subnet, InterfaceType: "interface", Instance: id,
			SecurityGroups: template.SecurityGroups, PublicIP: template.AssociatePublicIP,
		})
		l.instances = append(l.instances, snapshot.Instance{
			Meta: made, ID: id, InstanceType: template.InstanceType, Image: template.Image, AutoScalingGroup: g.Name,
			LaunchTemplate: template.ID, NetworkInterfaces: []string{"eni-" + name},
		})
		l.containers = append(l.containers, joining(&l.instances[len(l.instances)-1], cluster, template, subnet))
	}

	return cluster, instances
}

// joining is the container instance of an instance.
func joining(
	in *snapshot.Instance, cluster *snapshot.Cluster, template *snapshot.LaunchTemplate, subnet string,
) snapshot.ContainerInstance {
	made := in.Meta
	made.Implied, made.Origin.Fields = true, nil

	c := snapshot.ContainerInstance{
		Meta: made, ID: in.ID, Cluster: cluster.ID, Instance: in.ID, Status: "ACTIVE",
		Attributes: []snapshot.Attribute{{Name: attributeSubnet, Value: subnet}},
	}

	if in.InstanceType != "" {
		c.Attributes = append(c.Attributes, snapshot.Attribute{Name: "ecs.instance-type", Value: in.InstanceType})
	}

	if template.Agent != nil {
		c.ReservedPorts, c.ReservedPortsUDP = template.Agent.ReservedPorts, template.Agent.ReservedPortsUDP
	}

	return c
}
