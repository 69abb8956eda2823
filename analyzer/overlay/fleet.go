package overlay

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// fleets lays written auto scaling groups over those of the account, with what their next instances start from.
//
// A deployment leaves running instances alone, and they are replaced one by one. So the first of a group stays as it is
// and the others are as they come back, and with [Options.ReplaceAll] all are: what befalls either is told, and there
// are as many as before. Of one alone there is only the one that comes back.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
func (l *layer) fleets() {
	l.out.AutoScalingGroups = slices.Clone(l.out.AutoScalingGroups)
	l.out.LaunchTemplates = slices.Clip(l.out.LaunchTemplates)

	for i := range l.change.AutoScalingGroups {
		written := &l.change.AutoScalingGroups[i]

		at := l.fleet(written)
		if at < 0 {
			continue
		}

		l.judgedHosts[written.Name] = true
		laid := &l.out.AutoScalingGroups[at]

		if written.MaxSize.Or(0) > 0 {
			laid.MinSize, laid.MaxSize = or(written.MinSize, laid.MinSize), written.MaxSize
		}

		moved := false
		if subnets := l.callAll(written.Subnets); known(subnets, l.hasSubnet) && !sameSet(subnets, laid.Subnets) {
			laid.Subnets, moved = subnets, true
		}

		if template := l.nextTemplate(written, laid); template != nil || moved {
			l.refresh(laid, template, moved)
			l.replaced = append(l.replaced, Replaced{
				Kind: KindAutoScalingGroup, Name: laid.Name, File: written.Origin.File, Mixed: len(l.members(laid)) > 1,
			})
		}
	}
}

// fleet is the place of the group that a written one is about: by its name, or by the capacity provider that has it;
// below 0 for none.
func (l *layer) fleet(written *snapshot.AutoScalingGroup) int {
	found := match(l.account.AutoScalingGroups, written.ID, written.Name,
		func(a *snapshot.AutoScalingGroup) string { return a.Name },
		near(written.Meta, func(a *snapshot.AutoScalingGroup) *snapshot.Meta { return &a.Meta }))
	if len(found) > 0 {
		return found[0]
	}

	for i := range l.change.CapacityProviders {
		p := &l.change.CapacityProviders[i]
		if p.AutoScalingGroup == "" || p.AutoScalingGroup != written.Name || l.providerNames[p.Name] == "" {
			continue
		}

		provider := slices.IndexFunc(l.account.CapacityProviders, func(a snapshot.CapacityProvider) bool {
			return a.Name == l.providerNames[p.Name] && !elsewhere(p.Meta, a.Meta)
		})

		return slices.IndexFunc(l.account.AutoScalingGroups, func(a snapshot.AutoScalingGroup) bool {
			return provider >= 0 && a.Name == l.account.CapacityProviders[provider].AutoScalingGroup
		})
	}

	return -1
}

// refresh replaces the instances of a group but the first, and says so. The template is nil where it stays.
func (l *layer) refresh(group *snapshot.AutoScalingGroup, template *snapshot.LaunchTemplate, moved bool) {
	if template != nil {
		l.out.LaunchTemplates = append(l.out.LaunchTemplates, *template)
		group.LaunchTemplate = template.ID
	}

	l.keep("auto scaling groups", group.Name,
		"running instances stay as they are until they are replaced; judged with all but the first replaced, and with all")

	l.out.Instances, l.out.ContainerInstances = slices.Clone(l.out.Instances), slices.Clone(l.out.ContainerInstances)
	l.out.NetworkInterfaces = slices.Clone(l.out.NetworkInterfaces)

	members := l.members(group)
	for n, at := range members {
		if n == 0 && len(members) > 1 && !l.opts.ReplaceAll {
			continue
		}

		i := &l.out.Instances[at]
		subnet := ""

		if moved {
			subnet = group.Subnets[n%len(group.Subnets)]
		}

		l.replaceInstance(i, template, subnet)
	}
}

// members are the places of the instances of a group.
func (l *layer) members(group *snapshot.AutoScalingGroup) []int {
	var at []int

	for i := range l.out.Instances {
		if in := &l.out.Instances[i]; in.AutoScalingGroup == group.Name && in.Scope() == group.Scope() {
			at = append(at, i)
		}
	}

	return at
}

// replaceInstance makes of an instance what comes back in its place, with its tasks.
func (l *layer) replaceInstance(of *snapshot.Instance, template *snapshot.LaunchTemplate, subnet string) {
	if template != nil {
		of.LaunchTemplate, of.MetadataOptions = template.ID, template.MetadataOptions
		of.InstanceType, of.Image = cmp.Or(template.InstanceType, of.InstanceType), cmp.Or(template.Image, of.Image)
		l.attribute(of.ID, "ecs.instance-type", template.InstanceType)
		l.attribute(of.ID, "ecs.ami-id", template.Image)
		l.reserve(of, template)
		l.registerBlock(of, template)
	}

	if len(of.NetworkInterfaces) == 0 {
		return
	}

	primary := of.NetworkInterfaces[0] // the others are those of tasks
	at := slices.IndexFunc(l.out.NetworkInterfaces, func(n snapshot.NetworkInterface) bool { return n.ID == primary })

	if at < 0 {
		return
	}

	eni := &l.out.NetworkInterfaces[at]
	if template != nil {
		if len(template.SecurityGroups) > 0 {
			eni.SecurityGroups = template.SecurityGroups
		}

		publicly(eni, template.AssociatePublicIP)
	}

	if s := slices.IndexFunc(l.out.Subnets, func(s snapshot.Subnet) bool { return s.ID == subnet }); s >= 0 {
		eni.Subnet, eni.VPC, eni.PrivateIPs, eni.IPv6s = subnet, l.out.Subnets[s].VPC, nil, nil
		l.attribute(of.ID, attributeSubnet, subnet)
		l.attribute(of.ID, attributeZone, l.out.Subnets[s].AvailabilityZone)
	}
}

// publicly gives an interface a public address, or takes it away, where a template says so.
func publicly(eni *snapshot.NetworkInterface, public snapshot.Value[bool]) {
	if wanted, ok := public.Get(); ok && wanted != (len(eni.PublicIPs) > 0) {
		eni.PublicIPs, eni.PublicIP = nil, public
	}
}

// attribute sets what ECS says of the container instance of an instance.
func (l *layer) attribute(instance, name, value string) {
	for i := range l.out.ContainerInstances {
		c := &l.out.ContainerInstances[i]
		if c.Instance != instance || value == "" {
			continue
		}

		c.Attributes = slices.Clone(c.Attributes)
		for j := range c.Attributes {
			if c.Attributes[j].Name == name {
				c.Attributes[j].Value = value
			}
		}
	}
}

// registerBlock lets the agent of an instance register of ECS_AWSVPC_BLOCK_IMDS what its new template tells it, as
// agents do with an attribute that is there or not.
// https://github.com/aws/amazon-ecs-agent/blob/master/agent/app/agent_capability.go
func (l *layer) registerBlock(of *snapshot.Instance, template *snapshot.LaunchTemplate) {
	const blocks = "ecs.capability.task-eni-block-instance-metadata"

	if template.Agent == nil || template.Agent.BlockIMDS.IsUnknown() {
		return
	}

	for i := range l.out.ContainerInstances {
		c := &l.out.ContainerInstances[i]
		if c.Instance != of.ID {
			continue
		}

		registered := func(a snapshot.Attribute) bool { return a.Name == blocks }

		c.Attributes = slices.DeleteFunc(slices.Clone(c.Attributes), registered)
		if template.Agent.BlockIMDS.Or(false) {
			c.Attributes = append(c.Attributes, snapshot.Attribute{Name: blocks})
		}
	}
}

// reserve lets the agent of an instance keep the ports that its new template tells it too. Those that the old one
// told it may be free then, but which of the kept ones these are the account does not say.
func (l *layer) reserve(of *snapshot.Instance, template *snapshot.LaunchTemplate) {
	if template.Agent == nil {
		return
	}

	for i := range l.out.ContainerInstances {
		c := &l.out.ContainerInstances[i]
		if c.Instance == of.ID {
			c.ReservedPorts = sortedPorts(c.ReservedPorts, template.Agent.ReservedPorts)
			c.ReservedPortsUDP = sortedPorts(c.ReservedPortsUDP, template.Agent.ReservedPortsUDP)
		}
	}
}

func sortedPorts(kept, told []int) []int {
	if len(told) == 0 {
		return kept
	}

	all := slices.Concat(kept, told)
	slices.Sort(all)

	return slices.Compact(all)
}
