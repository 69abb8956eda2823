package awsmap

import (
	"cmp"
	"strconv"
	"strings"

	autoscaling "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	ec2 "github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/userdata"
)

// launchTemplate takes the groups from both places: a template with network interfaces names them there.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html
func (a *Answers) launchTemplate(in *ec2.LaunchTemplateVersion) (snapshot.LaunchTemplate, bool) {
	id := deref(in.LaunchTemplateId)
	out := snapshot.LaunchTemplate{
		Meta: a.ec2Meta(nil, nil, "launch-template", id),
		ID:   templateID(id, strconv.FormatInt(deref(in.VersionNumber), 10)),
		Name: deref(in.LaunchTemplateName),
	}

	if d := in.LaunchTemplateData; d != nil {
		out.InstanceType = string(d.InstanceType)
		out.Image = deref(d.ImageId)
		out.SecurityGroups = set(d.SecurityGroupIds)
		out.Agent = userdata.Agent(deref(d.UserData))

		if o := d.MetadataOptions; o != nil {
			out.MetadataOptions = &snapshot.MetadataOptions{
				HTTPEndpoint:            text[string](o.HttpEndpoint),
				HTTPTokens:              text[string](o.HttpTokens),
				HTTPPutResponseHopLimit: snapshot.FromPtr[int32, int](o.HttpPutResponseHopLimit),
			}
		}

		for i := range d.NetworkInterfaces {
			out.SecurityGroups = set(out.SecurityGroups, d.NetworkInterfaces[i].Groups)
		}
	}

	return out, true
}

// templateID is the ID of one version of a template, empty where the answer names no template.
func templateID(id, version string) string {
	if id == "" {
		return ""
	}

	return id + ":" + version
}

// versions are the numbers behind $Default and $Latest, by template id.
type versions struct {
	usual, latest map[string]int64

	// ids are the template ids by name.
	ids map[string]string
}

// templateVersions takes the highest version among the answers for $Latest, so a caller must have asked for it.
func (a *Answers) templateVersions() versions {
	v := versions{usual: map[string]int64{}, latest: map[string]int64{}, ids: map[string]string{}}

	for i := range a.LaunchTemplateVersions {
		t := &a.LaunchTemplateVersions[i]
		id, name, number := deref(t.LaunchTemplateId), deref(t.LaunchTemplateName), deref(t.VersionNumber)

		v.ids[name] = max(v.ids[name], id)
		v.latest[id] = max(v.latest[id], number)

		if deref(t.DefaultVersion) {
			v.usual[id] = max(v.usual[id], number)
		}
	}

	return v
}

// id resolves $Latest and $Default, which is what an absent version means. A version that is not among the
// answers stays as it is written.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LaunchTemplateSpecification.html
func (v versions) id(in *autoscaling.LaunchTemplateSpecification) string {
	if in == nil {
		return ""
	}

	id := cmp.Or(deref(in.LaunchTemplateId), v.ids[deref(in.LaunchTemplateName)])
	written := cmp.Or(deref(in.Version), "$Default")
	number := int64(0)

	switch {
	case strings.EqualFold(written, "$Latest"):
		number = v.latest[id]
	case strings.EqualFold(written, "$Default"):
		number = v.usual[id]
	}

	if number > 0 {
		written = strconv.FormatInt(number, 10)
	}

	return templateID(id, written)
}
