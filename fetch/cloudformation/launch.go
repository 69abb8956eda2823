package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// launchTemplate reads a template. Groups stand in either of two places.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-launchtemplate.html
func launchTemplate(r resource) {
	t := r.launch(r.get("LaunchTemplateData"), "SecurityGroupIds", "SecurityGroups")
	t.Name = r.called("LaunchTemplateName")
	r.templates[t.ID], r.templates[t.Name] = t.ID, t.ID
	r.LaunchTemplates = append(r.LaunchTemplates, t)
}

// launchConfiguration is the older form of a launch template, and becomes one.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-autoscaling-launchconfiguration.html
func launchConfiguration(r resource) {
	t := r.launch(r.properties, "SecurityGroups", "ClassicLinkVPCSecurityGroups")
	t.Name = r.called("LaunchConfigurationName")
	t.AssociatePublicIP = field.Flag(r.get("AssociatePublicIpAddress"))
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

	for _, eni := range r.items(n.Get("NetworkInterfaces")) {
		lists = append(lists, eni.Get("Groups"), eni.Get("GroupSet"))

		if given := field.Flag(eni.Get("AssociatePublicIpAddress")); !given.IsZero() {
			t.AssociatePublicIP = given
		}
	}

	t.SecurityGroups = r.ids(lists...)
	t.MetadataOptions = field.MetadataOptions(n.Get("MetadataOptions"),
		"HttpEndpoint", "HttpTokens", "HttpPutResponseHopLimit")

	agent, cluster := r.userData(n.Get("UserData"))
	t.Agent, t.Cluster = agent, cluster

	return t
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
