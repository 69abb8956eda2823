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
		return path
	}

	if _, _, ok := n.Reference(); !ok && n.Why() != "" {
		return ""
	}

	return r.refOf(n)
}

// autoScalingGroup reads a group. It wants its minimum where it does not say how many.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html
func autoScalingGroup(r resource) {
	const noun = snapshot.NounAutoScalingGroup

	g := snapshot.AutoScalingGroup{
		Meta: r.meta(), ID: r.id(), Name: r.called("AutoScalingGroupName"),
		Subnets: r.zones(r.get("VPCZoneIdentifier")),
		MinSize: r.number(r.get("MinSize"), "MinSize of "+r.Name, noun),
		MaxSize: r.number(r.get("MaxSize"), "MaxSize of "+r.Name, noun),
	}

	g.Desired = g.MinSize
	if n := r.get("DesiredCapacity"); n != nil {
		g.Desired = max(g.MinSize, r.number(n, "DesiredCapacity of "+r.Name, noun))
	}

	g.MaxSize = max(g.MaxSize, g.Desired)

	at := len(r.AutoScalingGroups)
	r.AutoScalingGroups = append(r.AutoScalingGroups, g)
	r.later = append(r.later, func() { r.AutoScalingGroups[at].LaunchTemplate = r.startsFrom() })
}

// zones are the subnets in a list; the API takes them with commas between, and so may an item of the list be.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html
func (r resource) zones(n *document.Node) []string {
	var all []string

	for _, id := range r.ids(n) {
		for part := range strings.SplitSeq(id, ",") {
			all = append(all, r.resolved(strings.TrimSpace(part), n))
		}
	}

	return set(all)
}

// startsFrom is the ID of the template or configuration that new instances start from. One of the stack has one version
// there; of others the version is a part of the ID, $Default where none is given.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateSpecification.html
func (r resource) startsFrom() string {
	if id := r.ref("LaunchConfigurationName"); id != "" {
		return id
	}

	n := r.get("LaunchTemplate")
	if n == nil {
		n = r.get("MixedInstancesPolicy", "LaunchTemplate", "LaunchTemplateSpecification")
	}

	return r.template(n)
}

func (r resource) template(n *document.Node) string {
	id := r.refOf(n.Get("LaunchTemplateId"))
	if id == "" {
		id = r.refOf(n.Get("LaunchTemplateName"))
	}

	if id == "" {
		return ""
	}

	if own := r.templates[id]; own != "" {
		return own
	}

	version := r.written(n.Get("Version"))
	if version == "" {
		version = "$Default"
	}

	return id + ":" + version
}

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
