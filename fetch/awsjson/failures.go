package awsjson

import (
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

// codeRE matches the code of an error of AWS.
var codeRE = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._]*$`)

// recordedError is a recorded error. Which call failed is in the name of the file only.
func recordedError(data *value) failedCall {
	call := failedCall{why: callFailed}

	for _, m := range data.members() {
		for _, e := range m.members() {
			if m.name == "Error" && e.name == "Code" && codeRE.MatchString(e.str()) {
				call.why = e.str()
			}
		}
	}

	return call
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
		reason := callFailed
		if codeRE.MatchString(deref(in[i].Reason)) {
			reason = deref(in[i].Reason)
		}

		g := f.gap(action, reason)
		g.Resource, g.Failed = deref(in[i].Arn), reason != "MISSING"
		f.needs.met(action, g.Resource)
	}

	return nil
}
