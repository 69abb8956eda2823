package intrinsic

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// dynamicAddress stands for a dynamic reference. Parameters that AWS itself publishes are no secret.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
func (t *Template) dynamicAddress(name string) string {
	if path, ok := strings.CutPrefix(name, "ssm:"); ok && strings.HasPrefix(path, "/aws/service/") {
		return path
	}

	number, ok := t.run.dynamic[name]
	if !ok {
		number = len(t.run.dynamic) + 1
		t.run.dynamic[name] = number
	}

	return fmt.Sprintf("resolve.%d", number)
}

// literal is a text with the values of loops. What a dynamic reference stands for is a secret, or is elsewhere.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
func (s scope) literal(n *document.Node) *document.Node {
	text, _ := n.Text()

	if s.loop != nil && strings.Contains(text, "{") {
		if replaced := s.loop.replace(text); replaced != text {
			if !s.run.spend(0, len(replaced)) {
				return n.MakeUnknown(tooLarge)
			}

			n = n.MakeText(replaced)
			text = replaced
		}
	}

	if strings.Contains(text, dynamicStart) {
		return s.undynamic(n, text)
	}

	return n
}

const dynamicStart = "{{resolve:"

// undynamic puts a number in the place of every dynamic reference, the same one for the same reference, so that
// neither what it names nor its value is kept.
func (t *Template) undynamic(n *document.Node, text string) *document.Node {
	var parts parts

	for {
		before, rest, found := strings.Cut(text, dynamicStart)
		parts.text(before)

		if !found {
			return t.joined(n, parts)
		}

		name, after, _ := strings.Cut(rest, "}}")
		parts.reference(t.dynamicAddress(name), "")

		text = after
	}
}
