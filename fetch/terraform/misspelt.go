package terraform

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
	"github.com/ecslint/ecslint/fetch/typo"
)

// attributeTable has a line for each type that is read, and for each block in it: the path that leads there, a tab, and
// the names of its arguments and blocks in the last versions of the provider's series, all of them together.
//
//   - https://developer.hashicorp.com/terraform/cli/commands/providers/schema
//   - https://github.com/lonegunmanb/terraform-aws-schema
//
//go:embed attributes.tsv
var attributeTable string

// attributesOf are the names in a block; nil for one of which they are not known, as of a free map.
func attributesOf(path string) []string {
	_, rest, found := strings.Cut(attributeTable, "\n"+path+"\t")
	if !found {
		return nil
	}

	line, _, _ := strings.Cut(rest, "\n")

	return strings.Fields(line)
}

// Misspelt remarks on the arguments and blocks in files of Terraform whose names the provider does not have, but
// nearly: terraform validate refuses them, and here their values would be passed over. Other names may be newer than
// the table.
// Keys of container definitions are compared with those of ECS, since nothing refuses them: the provider drops those
// that it does not know.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/container_definitions.go
func Misspelt(all []resource.Resource) []string {
	var remarks []string

	for i := range all {
		r := &all[i]
		if r.Data {
			continue
		}

		remarks = append(remarks, misspelt(r.File, r.Values, r.Type)...)

		if r.Type == "aws_ecs_task_definition" {
			if containers, err := containerDefinitions(r); err == nil {
				remarks = append(remarks, taskdef.MisspeltContainers(r.File, containers)...)
			}
		}
	}

	return remarks
}

func misspelt(file string, n *document.Node, path string) []string {
	var remarks []string

	if n.Kind() == document.List {
		for _, item := range n.Items() {
			remarks = append(remarks, misspelt(file, item, path)...)
		}
	}

	names := attributesOf(path)
	if n.Kind() != document.Object || names == nil {
		return remarks
	}

	for _, member := range n.Items() {
		if slices.Contains(names, member.Name()) {
			remarks = append(remarks, misspelt(file, member, path+"/"+member.Name())...)
		} else if nearest := typo.Nearest(member.Name(), names); len(nearest) > 0 && isIdentifier(member.Name()) {
			at := keyOf(member)
			remarks = append(remarks, fmt.Sprintf("%s:%d:%d: %s has no %s, which is not read%s", file, at.StartLine,
				at.StartColumn, path, member.Name(), typo.DidYouMean(nearest)))
		}
	}

	return remarks
}

// isIdentifier reports whether a name may be told: any other is no slip of the hand.
func isIdentifier(name string) bool {
	return len(name) <= 60 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_0123456789") == ""
}
