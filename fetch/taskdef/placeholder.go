package taskdef

import (
	"github.com/ecslint/ecslint/fetch/credential"
	"github.com/ecslint/ecslint/fetch/document"
)

// templated is why a value is unknown that a deployment fills in.
const templated = "template placeholder"

// isTemplated reports whether a value is a template placeholder, or what a tag like CloudFormation's !Ref makes
// of it.
func isTemplated(n *document.Node) bool {
	value, _ := n.Text()

	return n.Tag() != "" || credential.Placeholder(value)
}
