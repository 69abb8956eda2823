package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/planned"
)

// autoScalingGroup reads a group. It wants its minimum where it does not say how many.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html
func autoScalingGroup(r resource) {
	const noun = snapshot.NounAutoScalingGroup

	for _, size := range []string{"MinSize", "MaxSize", "DesiredCapacity"} {
		r.number(r.get(size), size+" of "+r.Name, noun) // for its gap
	}

	g := snapshot.AutoScalingGroup{
		Meta: r.meta(), ID: r.id(), Name: r.called("AutoScalingGroupName"),
		Subnets: r.zones(r.get("VPCZoneIdentifier")),
		MinSize: size(r.get("MinSize")), MaxSize: size(r.get("MaxSize")), Desired: size(r.get("DesiredCapacity")),
	}

	overrides := r.items(r.get("MixedInstancesPolicy", "LaunchTemplate", "Overrides"))
	units := field.Text[string](r.get("DesiredCapacityType")).Or("units") != "units"

	for _, o := range overrides {
		units = units || planned.Weighs(field.Int(o.Get("WeightedCapacity")))
	}

	planned.Size(&g, r.get("DesiredCapacity").Kind() != document.Null, units)

	at := len(r.AutoScalingGroups)
	r.AutoScalingGroups = append(r.AutoScalingGroups, g)
	r.later = append(r.later, func() {
		r.AutoScalingGroups[at].LaunchTemplate = r.startsFrom()

		for _, o := range overrides {
			r.AutoScalingGroups[at].Overrides = append(r.AutoScalingGroups[at].Overrides, snapshot.LaunchOverride{
				InstanceType:   field.Text[string](o.Get("InstanceType")).Or(""),
				LaunchTemplate: r.template(o.Get("LaunchTemplateSpecification")),
			})
		}
	})
}

// size is a number of instances, 0 where it is left out.
func size(n *document.Node) snapshot.Value[int] {
	if v := field.Int(n); !v.IsZero() {
		return v
	}

	return snapshot.Known(0)
}

// zones are the subnets in a list; the API takes them with commas between, and so may an item of the list be. Commas
// in the name of the template are none of those.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html
func (r resource) zones(n *document.Node) []string {
	var all []string

	for _, id := range r.ids(n) {
		if strings.HasPrefix(id, r.stack+"#") {
			all = append(all, id)

			continue
		}

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
