package plan

import (
	"regexp"

	"github.com/ecslint/ecslint/fetch/document"
)

// hashRE matches what versions 4 and 5 of the provider keep of the user data of an instance and of a launch
// configuration. https://registry.terraform.io/providers/hashicorp/aws/5.0.0/docs/resources/instance#user_data
var hashRE = regexp.MustCompile(`^[0-9a-f]{40}$`)

func isHash(name string, n *document.Node) bool {
	text, _ := n.Text()

	return name == "user_data" && hashRE.MatchString(text)
}

// hashed is what the configuration says of user data of which the value is a hash: the text, where that is constant, or
// the cluster that it is made of.
func (fill *filler) hashed(n, expression *document.Node, in place) *document.Node {
	if text, ok := expression.Get("constant_value").Text(); ok {
		return n.MakeText(text)
	}

	if made := fill.unknown(n, expression, in, "user_data"); made.Kind() == document.Reference {
		return made
	}

	return n
}
