package taskdef

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A TypeError says that a value has a type that ECS does not take. It never quotes the value.
type TypeError struct {
	File string

	// Line and Column count from 1, columns in bytes.
	Line, Column int

	// Field is the key, Want and Got are types in words: "a list", "text".
	Field, Want, Got string
}

// Error is the wrong type behind the place it is at, as file:line:column.
func (e *TypeError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s must be %s, not %s", e.File, e.Line, e.Column, e.Field, e.Want, e.Got)
}

// A reader takes values out of one file. It keeps its first error and goes on with absent values, so that only
// the end needs to ask.
type reader struct {
	file string
	err  error

	// anyCapitals is set for container definitions alone.
	anyCapitals bool

	// loose is set for sources that take a text for a number, a number for a text.
	loose bool
}

// wrong notes a value of the wrong type. A template placeholder is named as such, since its writer knows well
// that the value will have another type.
func (r *reader) wrong(n *document.Node, field, want string) {
	if r.err != nil {
		return
	}

	got := n.Kind().String()

	switch {
	case unknown(n) != "":
		got = "a template placeholder; render the template first"
	case n.Kind() == document.Number && want == wholeNumber:
		got = "any other number"
	}

	at := n.Range()
	r.err = &TypeError{File: r.file, Line: at.StartLine, Column: at.StartColumn, Field: field, Want: want, Got: got}
}

const wholeNumber = "a whole number in decimal digits"

// find is the value of a key. A key in other capitals counts: Terraform's provider reads container definitions
// with encoding/json, which takes them, and a mapping that is deployed must not go unseen. Elsewhere [reader.spell]
// refuses it.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/container_definitions.go
func find(object *document.Node, key string) *document.Node {
	if n := object.Get(key); n != nil {
		return n
	}

	for _, n := range object.Items() {
		if sameKey(n.Name(), key) {
			return n
		}
	}

	return nil
}

// sameKey compares lengths first: the letters that fold into ASCII from outside it are longer.
func sameKey(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// isAbsent takes null and empty text for no value, as the deploy action of GitHub does.
// https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js
func isAbsent(n *document.Node) bool {
	text, ok := n.Text()

	return n.Kind() == document.Null || ok && text == ""
}
