package terraform

import (
	"cmp"
	"maps"
	"regexp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/userdata"
)

// userData is what is known of user data, its text or why it is unknown. Neither leaves this file.
type userData struct {
	at        *document.Node
	text, why string
}

const notKnown = "the user data is not known before it is deployed"

// joined is the cluster that user data is made of, if there is one: nothing else is done with the name of a cluster.
func (m *mapper) joined(n *document.Node) string {
	address, _, _ := n.Reference()
	if r := m.resources[address]; r != nil && r.Type == "aws_ecs_cluster" {
		return m.id(n)
	}

	return ""
}

// hashRE matches what version 4 and 5 of the provider keep of plain user data in a plan of a resource that is there.
// https://registry.terraform.io/providers/hashicorp/aws/5.0.0/docs/resources/instance#user_data
var hashRE = regexp.MustCompile(`^[0-9a-f]{40}$`)

func plainUserData(n *document.Node) userData {
	text, ok := n.Text()

	switch {
	case empty(n):
		return userData{}
	case !ok:
		return userData{at: n, why: notKnown}
	case hashRE.MatchString(text):
		return userData{at: n, why: "the plan keeps a hash of the user data"}
	default:
		return userData{at: n, text: userdata.Unpacked(text)}
	}
}

// encodedUserData is base64, unless a part of what is encoded is not known: then it is the text with placeholders.
func encodedUserData(n *document.Node) userData {
	u := plainUserData(n)
	if plain, err := userdata.Plain(u.text); err == nil {
		u.text = plain
	}

	return u
}

// tell notes what user data tells the agent, and which cluster the instances join.
func (m *mapper) tell(t *snapshot.LaunchTemplate, u userData) {
	switch {
	case u.at == nil:
		return
	case u.why != "":
		t.Agent = userdata.Unknown(notKnown)
		t.Cluster = m.joined(u.at)

		return
	}

	t.Agent = userdata.Settings(u.text)

	if name := userdata.Cluster(u.text); name != "" {
		t.Cluster = cmp.Or(m.clusterCalled(name), m.id(u.at.MakeText(name)))
	}
}

// clusterCalled is the only cluster of the stack whose name has the same placeholders for what is not known, as in
// ${var.stage}-web; empty where there is none, or where nothing is left to be known.
func (m *mapper) clusterCalled(name string) string {
	if userdata.Resolved(name) {
		return ""
	}

	found := map[string]bool{}

	for _, r := range m.resources {
		if text, _ := field.Written(r.Values.Get("name")); r.Type == "aws_ecs_cluster" && !r.Data && text == name {
			found[m.idOf(r)] = true
		}
	}

	if len(found) != 1 {
		return ""
	}

	return slices.Collect(maps.Keys(found))[0]
}
