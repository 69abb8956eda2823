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
	r.later = append(r.later, func() {
		if s := find(r.Subnets, r.subnets, first.Subnet); s != nil {
			first.VPC = s.VPC
			if first.PublicIP.IsZero() {
				first.PublicIP = s.MapPublicIPOnLaunch
			}
		}

		if len(first.SecurityGroups) == 0 {
			first.SecurityGroups = r.defaultGroup(first.Subnet)
		}

		r.NetworkInterfaces = append(r.NetworkInterfaces, first)
	})
}
