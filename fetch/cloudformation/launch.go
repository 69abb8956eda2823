package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/planned"
)

// launchTemplate reads a template. Groups stand in either of two places.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
func launchTemplate(r resource) {
	t := r.launch(r.get("LaunchTemplateData"), "SecurityGroupIds", "SecurityGroups")
	t.Name = r.called("LaunchTemplateName")
	planned.Settle(&t)
	r.templates[t.ID], r.templates[t.Name] = t.ID, t.ID
	r.LaunchTemplates = append(r.LaunchTemplates, t)
}

// launchConfiguration is the older form of a launch template, and becomes one.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-autoscaling-launchconfiguration.html
func launchConfiguration(r resource) {
	t := r.launch(r.properties, "SecurityGroups", "ClassicLinkVPCSecurityGroups")
	t.Name = r.called("LaunchConfigurationName")
	t.AssociatePublicIP = field.Flag(r.get("AssociatePublicIpAddress"))
	planned.Settle(&t)
	r.LaunchTemplates = append(r.LaunchTemplates, t)
}

// launch is what instances start from.
func (r resource) launch(n *document.Node, groups ...string) snapshot.LaunchTemplate {
	t := snapshot.LaunchTemplate{
		Meta: r.meta(), ID: r.id(),
		InstanceType: field.Text[string](n.Get("InstanceType")).Or(""), Image: r.image(n.Get("ImageId")),
	}

	lists := make([]*document.Node, 0, 2*len(groups))
	for _, key := range groups {
		lists = append(lists, n.Get(key))
	}

	var interfaces []planned.Interface

	for i, eni := range r.items(n.Get("NetworkInterfaces")) {
		lists = append(lists, eni.Get("Groups"), eni.Get("GroupSet"))

		if eni.Get("NetworkInterfaceId").Kind() == document.Null {
			interfaces = append(interfaces, r.launchInterface(i, eni))
		}

		if given := field.Flag(eni.Get("AssociatePublicIpAddress")); !given.IsZero() {
			t.AssociatePublicIP = given
		}
	}

	t.SecurityGroups, t.Interfaces = r.ids(lists...), planned.Interfaces(interfaces)
	t.MetadataOptions = field.MetadataOptions(n.Get("MetadataOptions"),
		"HttpEndpoint", "HttpTokens", "HttpPutResponseHopLimit")

	agent, cluster := r.userData(n.Get("UserData"))
	t.Agent, t.Cluster = agent, cluster

	return t
}

// launchInterface is one of the interfaces that instances get. Their order stands for places that are not written.
func (r resource) launchInterface(i int, n *document.Node) planned.Interface {
	return planned.Interface{
		Card: field.Int(n.Get("NetworkCardIndex")).Or(0), Device: field.Int(n.Get("DeviceIndex")).Or(i),
		LaunchInterface: snapshot.LaunchInterface{
			InterfaceType: field.Text[string](n.Get("InterfaceType")).Or(""), Subnet: r.refOf(n.Get("SubnetId")),
			SecurityGroups: r.ids(n.Get("Groups"), n.Get("GroupSet")),
		},
	}
}

// image is the ID of an image, or the public parameter that AWS keeps it in, which tells the operating system.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
func (r resource) image(n *document.Node) string {
	if address, _, ok := n.Reference(); ok {
		if strings.HasPrefix(address, "/aws/service/") {
			return address
		}

		if path := r.ParameterPath(address); strings.HasPrefix(path, "/aws/service/") {
			return path
		}
	}

	text, _ := field.Written(n)
	if path, ok := strings.CutPrefix(text, "resolve:ssm:"); ok { // as launch templates have it
		if strings.HasPrefix(path, "/aws/service/") {
			return path
		}

		return r.id() + ".ImageId"
	}

	if _, _, ok := n.Reference(); !ok && n.Why() != "" {
		return ""
	}

	return r.refOf(n)
}
