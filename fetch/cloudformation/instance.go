package cloudformation

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/planned"
)

// instance reads an instance with its primary interface. What its user data says is kept as a launch template of its
// own.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
func instance(r resource) {
	t := r.launch(r.properties, "SecurityGroupIds", "SecurityGroups")
	t.Name = r.Name

	own := snapshot.Instance{
		Meta: r.meta(), ID: r.id(), LaunchTemplate: t.ID, AvailabilityZone: r.text("AvailabilityZone"),
	}
	first := snapshot.NetworkInterface{
		Meta: r.meta(), ID: primaryOf(r.id()), Subnet: r.ref("SubnetId"), Instance: r.id(), InterfaceType: "interface",
		SourceDestCheck: field.Flag(r.get("SourceDestCheck")),
	}

	for _, eni := range r.items(r.get("NetworkInterfaces")) {
		if id := r.refOf(eni.Get("SubnetId")); id != "" && first.Subnet == "" {
			first.Subnet = id
		}

		if id := r.interfaceID(eni.Get("NetworkInterfaceId")); id != "" {
			own.NetworkInterfaces = append(own.NetworkInterfaces, id)
		}
	}

	at, made := len(r.Instances), len(own.NetworkInterfaces) == 0
	if made {
		own.NetworkInterfaces = []string{first.ID}
	}

	r.instances[own.ID] = at
	r.Instances = append(r.Instances, own)
	r.early = append(r.early, func() { r.started(at, t, first, made) })
}

// started completes an instance by the launch template that it may name, and adds its interface where it has none of
// its own.
func (r resource) started(at int, t snapshot.LaunchTemplate, first snapshot.NetworkInterface, made bool) {
	if id := r.template(r.get("LaunchTemplate")); id != "" {
		from := planned.Elsewhere(id)

		for i := range r.LaunchTemplates {
			if r.LaunchTemplates[i].ID == id {
				from = &r.LaunchTemplates[i]
			}
		}

		planned.Inherit(&t, from)
	}

	planned.Settle(&t)

	own := &r.Instances[at]
	own.InstanceType, own.Image, own.MetadataOptions = t.InstanceType, t.Image, t.MetadataOptions
	r.LaunchTemplates = append(r.LaunchTemplates, t)

	if !made {
		return
	}

	first.SecurityGroups, first.PublicIP = slices.Clone(t.SecurityGroups), t.AssociatePublicIP
	if len(t.Interfaces) > 0 {
		first.SecurityGroups = slices.Clone(t.Interfaces[0].SecurityGroups)
	}

	r.addInterface(r.placed(first))
}

func (r resource) addInterface(n snapshot.NetworkInterface) {
	r.interfaces[n.ID] = len(r.NetworkInterfaces)
	r.NetworkInterfaces = append(r.NetworkInterfaces, n)
}

// primaryOf is the ID of the interface that EC2 makes with an instance.
func primaryOf(instance string) string { return "eni-" + instance }

// interfaceID is the ID of an interface that a value names, with the letters that those of EC2 begin with.
func (r resource) interfaceID(n *document.Node) string {
	id := r.refOf(n)
	if id == "" || strings.HasPrefix(id, "eni-") {
		return id
	}

	return "eni-" + id
}

// networkInterface is one that is made apart from an instance. It gets no public address but an Elastic one.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html
func networkInterface(r resource) {
	n := snapshot.NetworkInterface{
		Meta: r.meta(), ID: "eni-" + r.id(), Subnet: r.ref("SubnetId"), InterfaceType: "interface",
		SourceDestCheck: field.Flag(r.get("SourceDestCheck")), SecurityGroups: r.ids(r.get("GroupSet")),
		PublicIP: snapshot.Known(false),
	}

	r.early = append(r.early, func() { r.addInterface(r.placed(n)) })
}

// interfaceAttachment ties an interface to an instance.
//
//nolint:lll // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterfaceattachment.html
func interfaceAttachment(r resource) {
	r.later = append(r.later, func() {
		id, instance := r.interfaceID(r.get("NetworkInterfaceId")), r.ref("InstanceId")
		if n := find(r.NetworkInterfaces, r.interfaces, id); n != nil {
			n.Instance = instance
		}

		if own := find(r.Instances, r.instances, instance); own != nil && !slices.Contains(own.NetworkInterfaces, id) {
			own.NetworkInterfaces = append(own.NetworkInterfaces, id)
		}
	})
}

// elasticIP gives an interface, or the primary one of an instance, a public address.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eipassociation.html
func elasticIP(r resource) {
	r.later = append(r.later, func() {
		id := r.interfaceID(r.get("NetworkInterfaceId"))
		if own := find(r.Instances, r.instances, r.ref("InstanceId")); id == "" && own != nil {
			id = own.NetworkInterfaces[0]
		}

		if n := find(r.NetworkInterfaces, r.interfaces, id); n != nil {
			n.PublicIP = snapshot.Known(true)
		}
	})
}

// placed is an interface with what it has of its subnet. Without one of the stack, whether it gets a public address is
// not known, unless it says so itself.
func (r resource) placed(eni snapshot.NetworkInterface) snapshot.NetworkInterface {
	s := find(r.Subnets, r.subnets, eni.Subnet)
	if s != nil {
		eni.VPC = s.VPC
	}

	switch {
	case !eni.PublicIP.IsZero():
	case s == nil:
		eni.PublicIP = snapshot.Unknown[bool]("whether the subnet gives public addresses is not in this source")
	case s.MapPublicIPOnLaunch.IsZero():
		eni.PublicIP = snapshot.Known(false)
	default:
		eni.PublicIP = s.MapPublicIPOnLaunch
	}

	if len(eni.SecurityGroups) == 0 {
		eni.SecurityGroups = r.defaultGroup(eni.Subnet)
	}

	return eni
}
