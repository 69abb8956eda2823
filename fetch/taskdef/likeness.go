package taskdef

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// A Likeness is how much a file that is no task definition looks like one.
type Likeness uint8

// The degrees of likeness. Meant is what must be a task definition, or a template, but for a slip of the hand; of what
// is Alike nobody can tell, such as the input of somebody's own tool.
const (
	Unlike Likeness = iota
	Alike
	Meant
)

// LikenessOf is that of the documents of a file which [ReadAll] finds no task definition in.
func LikenessOf(roots []*document.Node) Likeness {
	most := Unlike

	for _, root := range roots {
		most = max(most, likeness(root))

		if root.Kind() == document.List {
			for _, item := range root.Items() {
				most = max(most, likeness(item))
			}
		}
	}

	return most
}

// likeness goes by the key of the containers and those beside it. Keys with underscores are Terraform's, and of modules
// whose inputs are YAML; functions make it a piece of a template.
func likeness(n *document.Node) Likeness {
	key, beside := containersKey(n), besides(n)

	switch {
	case n.Kind() != document.Object:
		return Unlike
	case n.Get("AWSTemplateFormatVersion") != nil && n.Get("Resources") == nil && n.Get("Transform") == nil:
		return Meant
	case key == "" && beside < 2:
		return Unlike
	case key == "" || beside == 0 || strings.Contains(key, "_") || calls(n):
		return Alike
	default:
		return Meant
	}
}

// containersKey is the key of an object that is nearly that of the container definitions, and has such; empty without
// one.
func containersKey(n *document.Node) string {
	for _, item := range n.Items() {
		letters := strings.ToLower(strings.ReplaceAll(item.Name(), "_", ""))
		if len(letters) < 40 && len(typo.Nearest(letters, []string{"containerdefinitions"})) > 0 && holdsImage(item) {
			return item.Name()
		}
	}

	return ""
}

func holdsImage(list *document.Node) bool {
	return list.Kind() == document.List && slices.ContainsFunc(items(list), func(container *document.Node) bool {
		return container.Kind() == document.Object && find(container, "image") != nil
	})
}

// besides counts the keys of a task definition that little else has, in any capitals.
func besides(n *document.Node) int {
	count := 0

	for _, key := range [...]string{
		"family", "networkMode", "requiresCompatibilities", "executionRoleArn", "taskRoleArn",
	} {
		if find(n, key) != nil {
			count++
		}
	}

	return count
}

// calls reports whether a value has functions of CloudFormation in it.
func calls(n *document.Node) bool {
	return n.Tag() != "" || slices.ContainsFunc(items(n), func(item *document.Node) bool {
		return item.Name() == "Ref" || strings.HasPrefix(item.Name(), "Fn::") || calls(item)
	})
}
