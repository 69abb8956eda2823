// Package field takes values out of a tree of [document.Node], as the fields of a resource.
//
// It is for sources in which types are loose, such as CloudFormation and Terraform, which take "8080" for a number and
// "true" for true. Null and what is not there are absent, so that AWS's default holds; what cannot be told is unknown,
// with the reason.
package field

import (
	"strconv"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/credential"
	"github.com/ecslint/ecslint/fetch/document"
)

// placeholder is why a value is unknown that a deployment fills in.
const placeholder = "template placeholder"

// Text is a text. A number or a boolean counts as what is written.
func Text[T ~string](n *document.Node) snapshot.Value[T] {
	text, ok := Written(n)

	switch {
	case absent(n):
		return snapshot.Value[T]{}
	case !ok:
		return snapshot.Unknown[T](Why(n, "text"))
	case credential.Placeholder(text):
		return snapshot.Unknown[T](placeholder)
	default:
		return snapshot.Known(T(text))
	}
}

// Int is a whole number, in digits or as a text of them.
func Int(n *document.Node) snapshot.Value[int] {
	text, ok := Written(n)

	switch i, err := strconv.Atoi(text); {
	case absent(n) || ok && text == "":
		return snapshot.Value[int]{}
	case ok && err == nil:
		return snapshot.Known(i)
	case credential.Placeholder(text):
		return snapshot.Unknown[int](placeholder)
	default:
		return snapshot.Unknown[int](Why(n, "a whole number"))
	}
}

// Flag is true or false, also as a text.
func Flag(n *document.Node) snapshot.Value[bool] {
	text, ok := Written(n)

	switch b, err := strconv.ParseBool(text); {
	case absent(n) || ok && text == "":
		return snapshot.Value[bool]{}
	case ok && err == nil && len(text) > 1:
		return snapshot.Known(b)
	case credential.Placeholder(text):
		return snapshot.Unknown[bool](placeholder)
	default:
		return snapshot.Unknown[bool](Why(n, "true or false"))
	}
}

// Written is a scalar as it is written, and whether n is one.
func Written(n *document.Node) (string, bool) {
	if text, ok := n.Text(); ok && n.Tag() == "" {
		return text, true
	}

	if b, ok := n.Bool(); ok {
		return strconv.FormatBool(b), true
	}

	if number := n.Number(); number != "" {
		return number, true
	}

	return "", false
}

// Why says why a value is not known that should be of the wanted kind.
func Why(n *document.Node, want string) string {
	switch why := n.Why(); {
	case why != "":
		return why
	case n.Tag() != "":
		return n.Tag() + " is not known here"
	default:
		return "not " + want + " but " + n.Kind().String()
	}
}

func absent(n *document.Node) bool { return n.Kind() == document.Null && n.Tag() == "" }
