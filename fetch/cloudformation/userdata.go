package cloudformation

import (
	"encoding/base64"
	"regexp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/userdata"
)

// userData is what user data tells the agent, nil where there is none, and the cluster that it names.
func (r resource) userData(n *document.Node) (agent *snapshot.Agent, cluster string) {
	text, ok := field.Written(n)

	switch {
	case n.Kind() == document.Null:
		return nil, ""
	case !ok:
		return userdata.Unknown(field.Why(n, "text")), ""
	}

	if plain, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), "")); err == nil {
		if added := r.initialised(string(plain)); added != "" {
			plain = append(plain, "\n"+added...)
			text = base64.StdEncoding.EncodeToString(plain)
		}

		cluster = userdata.Cluster(userdata.Unpacked(string(plain)))
	}

	return userdata.Agent(text), r.resolved(cluster, n)
}

// initResourceRE finds the resource whose metadata cfn-init carries out.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-init.html
var initResourceRE = regexp.MustCompile(`cfn-init\b[^\n]*?\s(?:--resource|-r)[\s=]+["']?(\w+)`)

// initialised is what cfn-init adds to user data that calls it: all texts of the metadata that it goes by.
func (r resource) initialised(plain string) string {
	found := initResourceRE.FindStringSubmatch(plain)
	if found == nil {
		return ""
	}

	from := r.Sibling(found[1])
	if from == nil {
		return ""
	}

	var all strings.Builder

	collect(&all, from.Metadata("AWS::CloudFormation::Init"))

	return all.String()
}

func collect(b *strings.Builder, n *document.Node) {
	const most = 1 << 20 // far above what an instance may get

	if text, ok := n.Text(); ok && b.Len() < most {
		b.WriteString(text + "\n")
	}

	for _, item := range n.Items() {
		collect(b, item)
	}
}
