package overlay

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// single lets an instance of the files join the cluster of the account that its user data names. If the account has
// single instances there, it may be one of them: the one in its subnet and of its type it is, with the groups and the
// metadata options of the file, which a deployment changes in place. Of others a note says that they are kept.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
func (l *layer) single(written *snapshot.Instance) {
	if written.AutoScalingGroup != "" {
		return
	}

	cluster := l.joinedBy(written)
	if cluster == nil {
		return
	}

	there := l.singles(cluster)
	eni := interfaceOf(l.change.NetworkInterfaces, written)

	if len(there) == 0 {
		l.arrive[written.ID] = true
		l.replaced = append(l.replaced, Replaced{
			Kind: KindInstance, Name: nameOf(written.ID), File: written.Origin.File, Cluster: cluster.Name, New: true,
		})

		return
	}

	at := slices.IndexFunc(there, func(i int) bool {
		in := &l.account.Instances[i]
		own := interfaceOf(l.account.NetworkInterfaces, in)

		return !l.paired[in.ID] && in.InstanceType == written.InstanceType &&
			own != nil && eni != nil && own.Subnet == l.call(eni.Subnet)
	})
	if at < 0 {
		l.keep("instances", nameOf(written.ID),
			"nothing says which of cluster "+cluster.Name+"'s it is; the account's are kept")

		return
	}

	l.paired[l.account.Instances[there[at]].ID] = true
	l.changed(written, eni, there[at])
}

// joinedBy is the cluster of the account that a single instance of the files joins; nil for none.
func (l *layer) joinedBy(written *snapshot.Instance) *snapshot.Cluster {
	if slices.ContainsFunc(l.containers, func(c snapshot.ContainerInstance) bool { return c.Instance == written.ID }) {
		return l.joins([]string{written.ID})
	}

	template := templateOf(l.change.LaunchTemplates, written.LaunchTemplate)
	if template == nil {
		return nil
	}

	cluster := l.theirs(template.Cluster)
	if cluster == nil {
		return nil
	}

	subnet := ""
	if eni := interfaceOf(l.change.NetworkInterfaces, written); eni != nil {
		subnet = eni.Subnet
	}

	l.containers = append(l.containers, joining(written, cluster, template, subnet))

	return cluster
}

// singles are the places of the instances of a cluster of the account that no auto scaling group has.
func (l *layer) singles(cluster *snapshot.Cluster) []int {
	var at []int

	for i := range l.account.Instances {
		in := &l.account.Instances[i]
		if in.AutoScalingGroup == "" && slices.ContainsFunc(l.account.ContainerInstances,
			func(c snapshot.ContainerInstance) bool { return c.Instance == in.ID && c.Cluster == cluster.ID }) {
			at = append(at, i)
		}
	}

	return at
}

// interfaceOf is the primary interface of an instance; nil where it is not known.
func interfaceOf(all []snapshot.NetworkInterface, in *snapshot.Instance) *snapshot.NetworkInterface {
	if len(in.NetworkInterfaces) == 0 {
		return nil
	}

	for i := range all {
		if all[i].ID == in.NetworkInterfaces[0] {
			return &all[i]
		}
	}

	return nil
}

// changed lays a written instance over that of the account.
func (l *layer) changed(written *snapshot.Instance, eni *snapshot.NetworkInterface, at int) {
	template := templateOf(l.change.LaunchTemplates, written.LaunchTemplate)

	l.out.Instances = slices.Clone(l.out.Instances)
	laid := &l.out.Instances[at]

	if template != nil && template.MetadataOptions != nil {
		laid.MetadataOptions = metadata(template.MetadataOptions, laid.MetadataOptions)
	}

	groups := l.callAll(eni.SecurityGroups)
	if !known(groups, l.hasGroup) {
		return
	}

	l.out.NetworkInterfaces = slices.Clone(l.out.NetworkInterfaces)
	if own := interfaceOf(l.out.NetworkInterfaces, laid); !sameSet(groups, own.SecurityGroups) {
		own.SecurityGroups = groups
	}
}
