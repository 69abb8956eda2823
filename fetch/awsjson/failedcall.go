package awsjson

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A failedCall is a call that has no answer. Without an action, the name of the file has to tell which.
type failedCall struct{ action, why string }

const callFailed = "the call failed"

// cliErrorRE matches what the AWS CLI says of a call that AWS refused. What AWS says about it follows, and is not kept.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html
var cliErrorRE = regexp.MustCompile(
	`^\s*(?:aws: \[ERROR\]: )?An error occurred \(([^()\n]*)\) when calling the ([A-Za-z0-9]+) operation`)

// cliError reads the error that a text begins with, and how long it is: all lines to the next answer or error.
func cliError(text []byte) (call failedCall, length int) {
	m := cliErrorRE.FindSubmatch(text)
	if m == nil {
		return failedCall{}, 0
	}

	call = failedCall{action: actionOf(string(m[2])), why: callFailed}
	if codeRE.Match(m[1]) {
		call.why = string(m[1])
	}

	length = len(m[0])

	for line := range bytes.Lines(text[length:]) {
		if line[0] == '{' || cliErrorRE.Match(line) {
			break
		}

		length += len(line)
	}

	return call, length
}

// actionOf is the action of an operation, which names no service; an operation that is not ours stays as it is.
func actionOf(operation string) string {
	for _, a := range awsmap.Actions() {
		if _, of, _ := strings.Cut(a.Name, ":"); of == operation {
			return a.Name
		}
	}

	return operation
}

// recordingRE matches the file names of placebo, ec2.DescribeSubnets_1.json.
var recordingRE = regexp.MustCompile(`([a-z][a-z0-9-]*)\.([A-Z][A-Za-z]+)_\d+\.json$`)

// wordRE splits the name of an operation as the AWS CLI does: describe-vpc-endpoints.
var wordRE = regexp.MustCompile(`[A-Z][a-z0-9]*`)

// actionOfFile guesses which call was to fill a file from its name: ec2.DescribeSubnets_1.json, describe-subnets-2.json
// or subnets.json.
func actionOfFile(name string) string {
	base := path.Base(name)
	if p := recordingRE.FindStringSubmatch(base); p != nil {
		return strings.Replace(p[1], "elbv2", "elasticloadbalancing", 1) + ":" + p[2]
	}

	action, longest := "", 0

	for _, a := range awsmap.Actions() {
		_, operation, _ := strings.Cut(a.Name, ":")
		words := strings.ToLower(strings.Join(wordRE.FindAllString(operation, -1), "-"))
		verb, noun, _ := strings.Cut(words, "-")

		for _, form := range []string{words, noun} {
			better := len(form) > longest || len(form) == longest && verb == "describe"
			if rest, ok := strings.CutPrefix(base, form); ok && better && strings.IndexAny(rest, "-_. 0123456789") == 0 {
				action, longest = a.Name, len(form)
			}
		}
	}

	return action
}

// fail makes a gap of a call that failed. Where nothing tells which it was, it may have told anything.
func (f *folder) fail(file string, call failedCall) {
	action := call.action
	if action == "" {
		action = actionOfFile(file)
	}

	if action != "" {
		f.failed[action] = true
		f.gap(action, call.why).Failed = true

		return
	}

	g := f.gap(path.Base(file), call.why)
	g.Nouns, g.Failed = anyNoun(), true
}

// anyNoun is everything that is not known unless some answer tells.
func anyNoun() []snapshot.Noun {
	var nouns []snapshot.Noun

	for _, a := range awsmap.Actions() {
		if !a.DefaultStands {
			nouns = append(nouns, a.Nouns...)
		}
	}

	slices.Sort(nouns)

	return slices.Compact(nouns)
}
