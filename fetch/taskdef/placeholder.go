package taskdef

import (
	"github.com/ecslint/ecslint/fetch/credential"
	"github.com/ecslint/ecslint/fetch/document"
)

// templated is why a value is unknown that a deployment fills in.
const templated = "template placeholder"

// unknown is why nobody can tell a value here: a template placeholder, what a tag like CloudFormation's !Ref makes of
// it, or what the reader of a template could not tell. It is empty for a value that is known.
func unknown(n *document.Node) string {
	if why := n.Why(); why != "" {
		return why
	}

	if value, _ := n.Text(); n.Tag() != "" || credential.Placeholder(value) {
		return templated
	}

	return ""
}
