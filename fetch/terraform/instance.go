package terraform

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/planned"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// instance brings its primary interface, and a template of what its user data says, since that is where the snapshot
// has it. A request for a spot instance is one with the same attributes.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/spot_instance_request
func (m *mapper) instance(r *resource.Resource) {
	v := r.Values
	t := m.launched(r, "ami", "vpc_security_group_ids")
	t.SecurityGroups = set(append(t.SecurityGroups, m.ids(v.Get("security_groups"))...))
	i := snapshot.Instance{
		Meta: m.meta(r), ID: m.idOf(r), InstanceType: t.InstanceType, Image: t.Image,
		AvailabilityZone: known(v.Get("availability_zone")), LaunchTemplate: t.ID,
	}

	for _, name := range [...]string{"network_interface", "primary_network_interface"} {
		for _, block := range blocks(v.Get(name)) {
			if id := m.id(at(block, "network_interface_id")); id != "" && !slices.Contains(i.NetworkInterfaces, id) {
				i.NetworkInterfaces = append(i.NetworkInterfaces, id)
			}
		}
	}

	if len(i.NetworkInterfaces) == 0 {
		i.NetworkInterfaces = []string{m.primaryInterface(r)}
	}

	m.places[place{snapshot.NounLaunchTemplate, t.ID}] = len(m.out.LaunchTemplates)
	m.out.LaunchTemplates = append(m.out.LaunchTemplates, t)
	m.places[place{snapshot.NounInstance, i.ID}] = len(m.out.Instances)
	m.out.Instances = append(m.out.Instances, i)
}

// started completes an instance by the launch template that it may name.
func (m *mapper) started(r *resource.Resource) {
	own := &m.out.LaunchTemplates[m.places[place{snapshot.NounLaunchTemplate, m.idOf(r)}]]

	if id := m.templateOf(r.Values); id != "" {
		from := planned.Elsewhere(id)

		for i := range m.out.LaunchTemplates {
			if t := &m.out.LaunchTemplates[i]; t != own && (t.ID == id || t.Name == id) {
				from = t
			}
		}

		planned.Inherit(own, from)
	}

	planned.Settle(own)

	i := &m.out.Instances[m.places[place{snapshot.NounInstance, m.idOf(r)}]]
	i.InstanceType, i.Image, i.MetadataOptions = own.InstanceType, own.Image, own.MetadataOptions

	m.interfacesDefaultGroup(r)
}

// primaryOf is the ID of the interface that EC2 makes with an instance: as the reference to it would be.
func primaryOf(instance string) string { return instance + ".primary_network_interface_id" }

// primaryInterface is called as the attribute of the instance is by which others name it.
func (m *mapper) primaryInterface(r *resource.Resource) string {
	v := r.Values
	n := snapshot.NetworkInterface{
		Meta: m.meta(r), ID: primaryOf(m.idOf(r)), Instance: m.idOf(r), InterfaceType: "interface",
		Subnet:          m.id(v.Get("subnet_id")),
		SecurityGroups:  set(append(m.ids(v.Get("vpc_security_group_ids")), m.ids(v.Get("security_groups"))...)),
		SourceDestCheck: field.Flag(v.Get("source_dest_check")),
		PublicIP:        field.Flag(v.Get("associate_public_ip_address")),
	}
	n.VPC = m.vpcOf([]string{n.Subnet})

	if address := known(v.Get("private_ip")); address != "" {
		n.PrivateIPs = []string{address}
	}

	m.addInterface(n)

	return n.ID
}

func (m *mapper) addInterface(n snapshot.NetworkInterface) {
	m.places[place{snapshot.NounNetworkInterface, n.ID}] = len(m.out.NetworkInterfaces)
	m.out.NetworkInterfaces = append(m.out.NetworkInterfaces, n)
}

// networkInterface is one that is made apart from an instance.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface
func (m *mapper) networkInterface(r *resource.Resource) {
	v := r.Values
	n := snapshot.NetworkInterface{
		Meta: m.meta(r), ID: m.idOf(r), Subnet: m.id(v.Get("subnet_id")),
		InterfaceType:   knownOr(v.Get("interface_type"), "interface"),
		SecurityGroups:  m.ids(v.Get("security_groups")),
		SourceDestCheck: field.Flag(v.Get("source_dest_check")),
		Instance:        m.id(at(v, "attachment", "instance")),
		PublicIP:        snapshot.Known(false),
	}
	n.VPC = m.vpcOf([]string{n.Subnet})

	for _, item := range blocks(v.Get("private_ips")) {
		if address := known(item); address != "" {
			n.PrivateIPs = append(n.PrivateIPs, address)
		}
	}

	m.addInterface(n)
}

// interfaceAttachment ties an interface to an instance.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface_attachment
func (m *mapper) interfaceAttachment(r *resource.Resource) {
	instance, id := m.id(r.Values.Get("instance_id")), m.id(r.Values.Get("network_interface_id"))
	if i, ok := m.places[place{snapshot.NounNetworkInterface, id}]; ok {
		m.out.NetworkInterfaces[i].Instance = instance
	}

	if i, ok := m.places[place{snapshot.NounInstance, instance}]; ok {
		own := &m.out.Instances[i]
		if !slices.Contains(own.NetworkInterfaces, id) {
			own.NetworkInterfaces = append(own.NetworkInterfaces, id)
		}
	}
}

// elasticIP gives an interface, or the primary one of an instance, a public address.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eip
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eip_association
func (m *mapper) elasticIP(r *resource.Resource) {
	id := m.id(r.Values.Get("network_interface")) + m.id(r.Values.Get("network_interface_id"))
	if id == "" {
		instance := m.id(r.Values.Get("instance")) + m.id(r.Values.Get("instance_id"))
		if i, ok := m.places[place{snapshot.NounInstance, instance}]; ok {
			id = m.out.Instances[i].NetworkInterfaces[0]
		}
	}

	if i, ok := m.places[place{snapshot.NounNetworkInterface, id}]; ok {
		m.out.NetworkInterfaces[i].PublicIP = snapshot.Known(true)
	}
}

// groupAttachment adds a group to an interface that has others.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface_sg_attachment
func (m *mapper) groupAttachment(r *resource.Resource) {
	id, group := m.id(r.Values.Get("network_interface_id")), m.id(r.Values.Get("security_group_id"))

	i, ok := m.places[place{snapshot.NounNetworkInterface, id}]
	if !ok {
		m.gap(r, r.Type, "its network interface is not in this source", snapshot.NounNetworkInterface)

		return
	}

	n := &m.out.NetworkInterfaces[i]
	n.SecurityGroups = set(append(n.SecurityGroups, group))
}
