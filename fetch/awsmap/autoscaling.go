package awsmap

import (
	"cmp"
	"strings"

	applicationautoscaling "github.com/aws/aws-sdk-go-v2/service/applicationautoscaling/types"
	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// autoScalingGroup keeps the sizes, the subnets, which the API writes as one word with commas, and the template. The
// instances of the group are read by scaledInstances.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html
func (a *Answers) autoScalingGroup() func(*autoscaling.AutoScalingGroup) (snapshot.AutoScalingGroup, bool) {
	versions := a.templateVersions()

	return func(in *autoscaling.AutoScalingGroup) (snapshot.AutoScalingGroup, bool) {
		arn := deref(in.AutoScalingGroupARN)

		return snapshot.AutoScalingGroup{
			Meta:           a.meta(arn),
			ID:             arn,
			Name:           cmp.Or(deref(in.AutoScalingGroupName), groupName(arn)),
			MinSize:        snapshot.Known(int(deref(in.MinSize))),
			MaxSize:        snapshot.Known(int(deref(in.MaxSize))),
			Desired:        snapshot.Known(int(deref(in.DesiredCapacity))),
			Subnets:        set(strings.Split(deref(in.VPCZoneIdentifier), ",")),
			LaunchTemplate: versions.id(templateOf(in)),
		}, true
	}
}

// templateOf is the template that new instances of the group start from, in either of its two places.
func templateOf(in *autoscaling.AutoScalingGroup) *autoscaling.LaunchTemplateSpecification {
	if in.LaunchTemplate != nil {
		return in.LaunchTemplate
	}

	if p := in.MixedInstancesPolicy; p != nil && p.LaunchTemplate != nil {
		return p.LaunchTemplate.LaunchTemplateSpecification
	}

	return nil
}

// scalableTarget keeps the targets that move the desired count of a service: service/CLUSTER/NAME.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html
func (a *Answers) scalableTarget(in *applicationautoscaling.ScalableTarget) (snapshot.ScalableTarget, bool) {
	const parts = 3

	p := strings.Split(deref(in.ResourceId), "/")
	if in.ServiceNamespace != applicationautoscaling.ServiceNamespaceEcs || len(p) != parts {
		return snapshot.ScalableTarget{}, false
	}

	return snapshot.ScalableTarget{
		Meta:        a.meta(deref(in.ScalableTargetARN)),
		Cluster:     p[1],
		Service:     p[2],
		MinCapacity: int(deref(in.MinCapacity)),
		MaxCapacity: int(deref(in.MaxCapacity)),
	}, true
}
