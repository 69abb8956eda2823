package overlay

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The attributes that ECS gives to each instance by its subnet.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes
const (
	attributeSubnet = "ecs.subnet-id"
	attributeZone   = "ecs.availability-zone"
)

// settled is an interface of a new instance as the account would have it: what the files leave to the subnet or to the
// VPC of the account these decide.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
func (l *layer) settled(n snapshot.NetworkInterface) snapshot.NetworkInterface {
	settle(&n.Meta, l.home)
	n.VPC, n.Subnet, n.SecurityGroups = l.call(n.VPC), l.call(n.Subnet), l.callAll(n.SecurityGroups)

	at := slices.IndexFunc(l.out.Subnets, func(s snapshot.Subnet) bool { return s.ID == n.Subnet })
	if at < 0 {
		return n
	}

	s := &l.out.Subnets[at]
	n.VPC = cmp.Or(n.VPC, s.VPC)

	if _, said := n.PublicIP.Get(); !said && s.MapPublicIPOnLaunch.IsKnown() && l.subnetDecides(n.Instance) {
		n.PublicIP = s.MapPublicIPOnLaunch
	}

	if len(n.SecurityGroups) > 0 && !slices.ContainsFunc(n.SecurityGroups, l.defaultOfSome) {
		return n
	}

	for i := range l.account.SecurityGroups {
		if g := &l.account.SecurityGroups[i]; g.Default() && g.VPC == n.VPC {
			n.SecurityGroups = []string{g.ID}
		}
	}

	return n
}

// subnetDecides reports whether what an instance starts from leaves public addresses to the subnet.
func (l *layer) subnetDecides(instance string) bool {
	at := slices.IndexFunc(l.instances, func(i snapshot.Instance) bool { return i.ID == instance })
	if at < 0 {
		return false
	}

	template := templateOf(l.change.LaunchTemplates, l.instances[at].LaunchTemplate)

	return template != nil && template.AssociatePublicIP.IsZero()
}

// defaultOfSome reports whether a group stands for the default one of a VPC that the files do not say.
func (l *layer) defaultOfSome(id string) bool {
	return symbolic(id) && strings.HasSuffix(id, ".DefaultSecurityGroup") &&
		!slices.ContainsFunc(l.out.SecurityGroups, func(g snapshot.SecurityGroup) bool { return g.ID == id })
}

// registered is a container instance as the account would have it.
func (l *layer) registered(c snapshot.ContainerInstance) snapshot.ContainerInstance {
	settle(&c.Meta, l.home)

	if theirs := l.theirs(c.Cluster); theirs != nil {
		settle(&c.Meta, theirs.Meta)
		c.Cluster = theirs.ID
	}

	c.CapacityProvider = cmp.Or(l.providerNames[c.CapacityProvider], c.CapacityProvider)
	c.Attributes = slices.Clone(c.Attributes)

	for i := range c.Attributes {
		if a := &c.Attributes[i]; a.Name == attributeSubnet {
			a.Value = l.call(a.Value)
			c.Attributes = l.inZone(c.Attributes, a.Value)

			break
		}
	}

	return c
}

// inZone adds the zone of a subnet to attributes without one.
func (l *layer) inZone(all []snapshot.Attribute, subnet string) []snapshot.Attribute {
	at := slices.IndexFunc(l.out.Subnets, func(s snapshot.Subnet) bool { return s.ID == subnet })
	if at < 0 || l.out.Subnets[at].AvailabilityZone == "" || slices.ContainsFunc(all,
		func(a snapshot.Attribute) bool { return a.Name == attributeZone }) {
		return all
	}

	return append(all, snapshot.Attribute{Name: attributeZone, Value: l.out.Subnets[at].AvailabilityZone})
}
