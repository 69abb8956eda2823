package awsjson

import (
	"path"
	"regexp"
	"strings"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// recorded returns the answer inside of a recording, and whether it is an error; nil for any other document.
func recorded(members []value) (data *value, failed bool) {
	for i := range members {
		switch m := &members[i]; m.name {
		case "status_code":
			failed = strings.HasPrefix(string(m.raw()), "4") || strings.HasPrefix(string(m.raw()), "5")
		case "data":
			data = m
		default:
			return nil, false
		}
	}

	return data, failed
}

// recordingRE matches the file names of placebo, ec2.DescribeSubnets_1.json.
var recordingRE = regexp.MustCompile(`([a-z][a-z0-9-]*)\.([A-Z][A-Za-z]+)_\d+\.json$`)

// codeRE matches the code of an error of AWS.
var codeRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._]*$`)

// recordError makes a gap of a recorded error. Which call failed is in the name of the file only.
func (f *folder) recordError(name string, data *value) {
	code := "the call failed"

	for _, m := range data.members() {
		for _, e := range m.members() {
			if m.name == "Error" && e.name == "Code" && codeRE.MatchString(e.str()) {
				code = e.str()
			}
		}
	}

	action := path.Base(name)
	if p := recordingRE.FindStringSubmatch(action); p != nil {
		action = strings.Replace(p[1], "elbv2", "elasticloadbalancing", 1) + ":" + p[2]
	}

	f.failed[action] = true
	f.gap(action, code).Failed = true
}

// readFailures makes a gap of every resource that a call of ECS could not describe. One that is missing was
// deleted after it was listed.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
func (f *folder) readFailures(m value, action string) error {
	if m.name != "failures" {
		return nil
	}

	var in []ecs.Failure
	if err := m.decode(&in); err != nil {
		return err
	}

	for i := range in {
		reason := "the call failed"
		if codeRE.MatchString(deref(in[i].Reason)) {
			reason = deref(in[i].Reason)
		}

		g := f.gap(action, reason)
		g.Resource, g.Failed = deref(in[i].Arn), reason != "MISSING"
		f.needs.met(action, g.Resource)
	}

	return nil
}
