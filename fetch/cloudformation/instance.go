package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// instance reads an instance with its primary interface. What its user data says is kept as a launch template of its
// own.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html
func instance(r resource) {
	t := r.launch(r.properties, "SecurityGroupIds", "SecurityGroups")
	t.Name = r.Name

	first := snapshot.NetworkInterface{
		Meta: r.meta(), ID: "eni-" + r.id(), Subnet: r.ref("SubnetId"), Instance: r.id(), InterfaceType: "interface",
		SecurityGroups: t.SecurityGroups, PublicIP: t.AssociatePublicIP,
	}

	for _, eni := range r.items(r.get("NetworkInterfaces")) {
		if id := r.refOf(eni.Get("SubnetId")); id != "" && first.Subnet == "" {
			first.Subnet = id
		}
	}

	r.LaunchTemplates = append(r.LaunchTemplates, t)
	r.Instances = append(r.Instances, snapshot.Instance{
		Meta: r.meta(), ID: r.id(), InstanceType: t.InstanceType, Image: t.Image, LaunchTemplate: t.ID,
		AvailabilityZone: r.text("AvailabilityZone"), NetworkInterfaces: []string{first.ID},
	})
	r.later = append(r.later, func() { r.NetworkInterfaces = append(r.NetworkInterfaces, r.placed(first)) })
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
