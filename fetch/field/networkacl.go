package field

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// lastEntry is the highest number that an entry of a network ACL may have, before the one that denies the rest.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
const lastEntry = 32766

// Allows reports whether an entry of a network ACL allows, or may allow: an action that is not known closes nothing.
func Allows(action *document.Node) bool {
	return !strings.EqualFold(Text[string](action).Or(""), "deny")
}

// EntryNumber is the number of an entry of a network ACL, of which the lowest that matches decides. Where it is not
// known, nothing is closed that may be open: what allows comes first, and what denies last.
func EntryNumber(number *document.Node, allow bool) int {
	if n, ok := Int(number).Get(); ok {
		return n
	}

	if allow {
		return 0
	}

	return lastEntry
}

// Directed are the entries that one is by its flag for the direction, which is inbound where nothing is written. One
// that is not known may be either.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkaclentry.html (Egress)
func Directed(e snapshot.NetworkACLEntry, egress *document.Node) []snapshot.NetworkACLEntry {
	flag := Flag(egress)
	if !flag.IsUnknown() {
		e.Egress = flag.Or(false)

		return []snapshot.NetworkACLEntry{e}
	}

	e.Unsure = "whether the entry is for egress: " + flag.Reason()
	other := e
	other.Egress = true

	return []snapshot.NetworkACLEntry{e, other}
}
