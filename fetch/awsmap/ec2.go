package awsmap

import (
	"cmp"
	"slices"
	"strings"

	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// instance drops terminated instances, which stay visible for a while.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
func (a *Answers) instance() func(*ec2.Instance) (snapshot.Instance, bool) {
	groups, templates := a.scaledInstances()

	return func(in *ec2.Instance) (snapshot.Instance, bool) {
		id := deref(in.InstanceId)
		out := snapshot.Instance{
			Meta:              a.ec2Meta(nil, nil, "instance", id),
			ID:                id,
			InstanceType:      string(in.InstanceType),
			Architecture:      string(in.Architecture),
			Platform:          strings.ToLower(string(in.Platform)),
			Image:             deref(in.ImageId),
			AutoScalingGroup:  cmp.Or(tag(in.Tags, "aws:autoscaling:groupName"), groups[id]),
			LaunchTemplate:    cmp.Or(startedFrom(in.Tags), templates[id]),
			NetworkInterfaces: attached(in.NetworkInterfaces),
			MetadataOptions:   metadataOptions(in.MetadataOptions),
		}

		if in.Placement != nil {
			out.AvailabilityZone = deref(in.Placement.AvailabilityZone)
		}

		return out, in.State == nil || in.State.Name != ec2.InstanceStateNameTerminated
	}
}

func metadataOptions(in *ec2.InstanceMetadataOptionsResponse) *snapshot.MetadataOptions {
	if in == nil {
		return nil
	}

	return &snapshot.MetadataOptions{
		HTTPEndpoint:            text[string](in.HttpEndpoint),
		HTTPTokens:              text[string](in.HttpTokens),
		HTTPPutResponseHopLimit: snapshot.FromPtr[int32, int](in.HttpPutResponseHopLimit),
	}
}

// scaledInstances are the auto-scaling group and the launch template by instance, as the groups tell them.
// A group names the template of each instance, and where it does not, the one new instances start from. An
// instance has one group; max only keeps the order of impossible answers out of the snapshot.
func (a *Answers) scaledInstances() (groups, templates map[string]string) {
	groups, templates = map[string]string{}, map[string]string{}
	v := a.templateVersions()

	for i := range a.AutoScalingGroups {
		g := &a.AutoScalingGroups[i]

		for j := range g.Instances {
			id := deref(g.Instances[j].InstanceId)
			groups[id] = max(groups[id], deref(g.AutoScalingGroupName))
			templates[id] = max(templates[id], cmp.Or(v.id(g.Instances[j].LaunchTemplate), v.id(templateOf(g))))
		}
	}

	return groups, templates
}

// startedFrom is the template version that EC2 notes in two tags of the instance.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html
func startedFrom(tags []ec2.Tag) string {
	number := tag(tags, "aws:ec2launchtemplate:version")
	if number == "" {
		return ""
	}

	return templateID(tag(tags, "aws:ec2launchtemplate:id"), number)
}

// tag reads one of the tags that AWS itself writes; every other tag is dropped.
func tag(tags []ec2.Tag, key string) string {
	for i := range tags {
		if deref(tags[i].Key) == key {
			return deref(tags[i].Value)
		}
	}

	return ""
}

// attached lists the interfaces of an instance, the primary one (device 0 of card 0) first.
func attached(in []ec2.InstanceNetworkInterface) []string {
	sorted := slices.Clone(in)
	slices.SortFunc(sorted, func(x, y ec2.InstanceNetworkInterface) int {
		p, q := deref(x.Attachment), deref(y.Attachment)

		return cmp.Or(
			cmp.Compare(deref(p.NetworkCardIndex), deref(q.NetworkCardIndex)),
			cmp.Compare(deref(p.DeviceIndex), deref(q.DeviceIndex)),
			cmp.Compare(deref(x.NetworkInterfaceId), deref(y.NetworkInterfaceId)),
		)
	})

	var out []string

	for i := range sorted {
		if id := deref(sorted[i].NetworkInterfaceId); id != "" {
			out = append(out, id)
		}
	}

	return out
}

// image keeps the name and the architecture, which tell the operating system, and so the range of ports that it gives
// out. The owner of an image is mostly Amazon; the image is placed with the account that uses it.
func (a *Answers) image(in *ec2.Image) (snapshot.Image, bool) {
	id := deref(in.ImageId)
	m := a.meta(ARN{
		Partition: partition(a.Region), Service: "ec2", Region: a.Region, Resource: "image/" + id,
	}.String()) // the ARN of an image has no account

	return snapshot.Image{
		Meta:         m,
		ID:           id,
		Name:         deref(in.Name),
		Architecture: string(in.Architecture),
	}, true
}
