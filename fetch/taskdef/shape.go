package taskdef

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A place is where in a file the task definition is. For container definitions alone, containers is their
// list, or the one there is.
type place struct {
	node       *document.Node
	pointer    string
	containers *document.Node
}

// locateAll finds the task definitions of a file, and the first value that is something else, nil where none is. An
// empty document among several is nothing.
func locateAll(roots []*document.Node) (places []place, other *document.Node) {
	for _, root := range roots {
		if root.Kind() == document.Null && len(roots) > 1 {
			continue
		}

		found, wrong := locate(root)
		places = append(places, found...)

		if other == nil {
			other = wrong
		}
	}

	if len(places) == 0 {
		other = roots[0]
	}

	return places, other
}

// locate finds the task definition that a value is, or those that the items of a list are.
func locate(root *document.Node) (places []place, other *document.Node) {
	if p, ok := definition(root, ""); ok {
		return []place{p}, nil
	}

	if root.Kind() == document.List {
		places, other = listed(root)
	}

	switch {
	case len(places) > 0:
		return places, other
	case isContainer(root) || holdsContainer(root):
		return []place{{node: root, containers: root}}, nil
	default:
		return nil, root
	}
}

// listed finds the task definitions among the items of a list, and the first item that is none.
func listed(list *document.Node) (places []place, other *document.Node) {
	for i, item := range list.Items() {
		if p, ok := definition(item, "/"+strconv.Itoa(i)); ok {
			places = append(places, p)
		} else if other == nil {
			other = item
		}
	}

	return places, other
}

// definition finds the task definition in an object by the key that only it has.
func definition(root *document.Node, pointer string) (place, bool) {
	for _, wrap := range [...][]string{
		{},
		{"taskDefinition"},         // the answer of describe-task-definition
		{"data", "taskDefinition"}, // the same, recorded by https://github.com/garnaat/placebo
	} {
		p := place{node: root, pointer: pointer}
		for _, key := range wrap {
			p.node, p.pointer = p.node.Get(key), p.pointer+"/"+key
		}

		if hasContainers(p.node) {
			return p, true
		}
	}

	return place{}, false
}

// hasContainers reports whether an object has containerDefinitions, be it in other capitals: those are refused where
// they are read, rather than with the whole file. CloudFormation's have capitals at all keys, family too.
func hasContainers(n *document.Node) bool {
	const key = "containerDefinitions"

	for _, item := range n.Items() {
		cloudFormation := item.Name() == "ContainerDefinitions" && n.Get("family") == nil
		if sameKey(item.Name(), key) && item.Kind() != document.Null && !cloudFormation {
			return n.Kind() == document.Object
		}
	}

	return false
}

// holdsContainer reports whether a list has a container definition among its items. The others are then read as
// such, too, and refused where they cannot be.
func holdsContainer(list *document.Node) bool {
	for _, item := range list.Items() {
		if list.Kind() == document.List && isContainer(item) {
			return true
		}
	}

	return false
}

// isContainer reports whether an object is a container definition. Much has an image, such as a CI pipeline or
// a container of Kubernetes; but most of its keys must be ECS's, too.
func isContainer(n *document.Node) bool {
	if n.Get("image").Kind() != document.Text {
		return false
	}

	known := 0

	for _, item := range n.Items() {
		if isContainerKey(item.Name()) {
			known++
		}
	}

	return known > n.Len()-known
}

// isContainerKey knows the keys of a container definition.
func isContainerKey(name string) bool {
	return slices.ContainsFunc(keysOf("containerDefinitions"), func(key string) bool { return sameKey(name, key) })
}

// explain says what a file is that is no task definition, and what was expected.
func explain(root *document.Node) string {
	sample, what := root, "it is an object with "
	if root.Kind() == document.List {
		sample, what = first(root), "it is a list of objects with "
	}

	switch {
	case sample.Kind() != document.Object && root.Kind() == document.List:
		return "it is a list without container definitions; " + expected
	case sample.Kind() != document.Object:
		return "it is " + root.Kind().String() + "; " + expected
	}

	// Who writes keys in another style has mixed up two formats rather than two files.
	for _, key := range [...]struct{ name, style string }{
		{"Resources", "it is a CloudFormation template"},
		{"ContainerDefinitions", "its keys are CloudFormation's (ContainerDefinitions)"},
		{"Image", "its keys are CloudFormation's (Image)"},
		{"container_definitions", "its keys are Terraform's (container_definitions)"},
		{"port_mappings", "its keys are Terraform's (port_mappings)"},
	} {
		if sample.Get(key.name) != nil {
			return key.style + "; in a task definition they are written as in the API: " + expected
		}
	}

	if sample.Get("AWSTemplateFormatVersion") != nil {
		return "it is a CloudFormation template without Resources; write that section, whose name has these capitals"
	}

	if key := containersKey(sample); key != "" {
		return fmt.Sprintf("ECS has no key %.40q; did you mean containerDefinitions?", key)
	}

	return what + keys(sample) + "; " + expected
}

// expected is the end of every explanation: what to do next.
const expected = "expected the input of register-task-definition or the answer of describe-task-definition, " +
	"which have containerDefinitions, or container definitions alone, which have an image"

// first is the first item of a list; nil where it has none.
func first(list *document.Node) *document.Node {
	for _, item := range list.Items() {
		return item
	}

	return nil
}

// keys names the first keys of an object, shortened: they are somebody's words, and a file may be anything.
func keys(n *document.Node) string {
	const shown, length = 4, 40

	if n.Len() == 0 {
		return "no keys"
	}

	var names []string

	for i, item := range n.Items() {
		if i == shown {
			names = append(names, fmt.Sprintf("%d more", n.Len()-shown))

			break
		}

		names = append(names, strconv.Quote(fmt.Sprintf("%.*s", length, item.Name())))
	}

	return "the keys " + strings.Join(names, ", ")
}
