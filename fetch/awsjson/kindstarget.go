package awsjson

import (
	"path"
	"regexp"
	"slices"

	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// targetKinds are the two answers about a target group that do not say which it is.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html
func targetKinds() []kind {
	return []kind{
		{"TargetHealthDescriptions", "Target", "", awsmap.DescribeTargetHealth, readTargetHealth},
		{"Attributes", "Key", "", awsmap.DescribeTargetGroupAttributes, readAttributes},
	}
}

func readTargetHealth(f *folder, v value) error {
	var in []elb.TargetHealthDescription
	if err := v.decode(&in); err != nil {
		return err
	}

	if group := f.targetGroupOf(v.file, awsmap.DescribeTargetHealth, "targets"); group != "" {
		f.health[group] = append(f.health[group], in...)
	}

	return nil
}

// readAttributes takes the one attribute that a snapshot has. Load balancers have attributes of the same form, but not
// this one.
func readAttributes(f *folder, v value) error {
	var in []elb.TargetGroupAttribute
	if err := v.decode(&in); err != nil {
		return err
	}

	in = slices.DeleteFunc(in, func(a elb.TargetGroupAttribute) bool { return deref(a.Key) != awsmap.PreserveClientIP })
	if len(in) == 0 {
		return nil
	}

	if group := f.targetGroupOf(v.file, awsmap.DescribeTargetGroupAttributes, "attributes"); group != "" {
		f.attributes[group] = append(f.attributes[group], in...)
	}

	return nil
}

// groupRE matches the last part of a target group's ARN in the name of a file.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
var groupRE = regexp.MustCompile(`(?:^|[^0-9a-f])([0-9a-f]{16})(?:[^0-9a-f]|$)`)

// targetGroupOf is the ARN of the group, which the document may hold beside the answer, or the last part of it, which
// the name of the file may hold. Where neither does, that is a gap.
func (f *folder) targetGroupOf(file, action, what string) string {
	if f.targetGroup != "" {
		return f.targetGroup
	}

	if m := groupRE.FindStringSubmatch(path.Base(file)); m != nil {
		return m[1]
	}

	f.gap(action, "no telling which target group the "+what+" in "+file+
		" are of; name the file after the last part of its ARN, 73e2d6bc24d8a067.json")

	return ""
}

// sortTargets gives health and attributes to the groups that are described. Of others nothing is known.
func (f *folder) sortTargets() {
	f.answers.TargetHealth = byGroup(f.answers.TargetGroups, f.health)
	f.answers.TargetGroupAttributes = byGroup(f.answers.TargetGroups, f.attributes)
}

// byGroup is what was read, by ARN; a group without an answer is not among them.
func byGroup[T any](groups []elb.TargetGroup, read map[string][]T) map[string][]T {
	out := map[string][]T{}

	for i := range groups {
		arn := deref(groups[i].TargetGroupArn)
		if _, done := out[arn]; done || arn == "" {
			continue
		}

		for _, id := range []string{arn, snapshot.Name(arn)} {
			if items, ok := read[id]; ok {
				out[arn] = append(slices.Clip(out[arn]), items...)
			}
		}
	}

	return out
}
