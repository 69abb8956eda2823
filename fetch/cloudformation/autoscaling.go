package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

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
