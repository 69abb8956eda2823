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

// locate finds the task definition by the keys that only it has.
func locate(root *document.Node) (place, bool) {
	for _, wrap := range [...][]string{
		{},
		{"taskDefinition"},         // the answer of describe-task-definition
		{"data", "taskDefinition"}, // the same, recorded by https://github.com/garnaat/placebo
	} {
		p := place{node: root}
		for _, key := range wrap {
			p.node, p.pointer = p.node.Get(key), p.pointer+"/"+key
		}

		if p.node.Get("containerDefinitions").Kind() != document.Null {
			return p, true
		}
	}

	return place{node: root, containers: root}, isContainer(root) || holdsContainer(root)
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
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
func isContainerKey(name string) bool {
	return slices.ContainsFunc([]string{
		"command", "cpu", "credentialSpecs", "dependsOn", "disableNetworking", "dnsSearchDomains", "dnsServers",
		"dockerLabels", "dockerSecurityOptions", "entryPoint", "environment", "environmentFiles", "essential",
		"extraHosts", "firelensConfiguration", "healthCheck", "hostname", "image", "interactive", "links",
		"linuxParameters", "logConfiguration", "memory", "memoryReservation", "mountPoints", "name", "portMappings",
		"privileged", "pseudoTerminal", "readonlyRootFilesystem", "repositoryCredentials", "resourceRequirements",
		"restartPolicy", "secrets", "startTimeout", "stopTimeout", "systemControls", "ulimits", "user",
		"versionConsistency", "volumesFrom", "workingDirectory",
	}, func(key string) bool { return sameKey(name, key) })
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
