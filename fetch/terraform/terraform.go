// Package terraform turns the resources of a Terraform root module, whether a plan or a directory of files gave them,
// into a [snapshot.Snapshot].
//
// It is the provider for AWS read backwards: what versions 4, 5 and 6 of it send to the API for the attributes that are
// written. Where its defaults are not those of the API, a comment says so and names the source.
//
//   - What belongs together in AWS and is apart in Terraform, such as a group and its rules, is joined.
//   - A resource of the stack has the ID STACK#ADDRESS, also where AWS has given it another: what names it by that is
//     led to the same.
//   - A data source is what it says it is, if it says it. What it looks up is not known.
package terraform

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// Snapshot maps the resources of a root module, whose path is also the name of the stack. What cannot be read of a
// resource is among the errors, each with file, line and column; the rest of the snapshot stands.
func Snapshot(root string, all []resource.Resource, source snapshot.Source) (*snapshot.Snapshot, []error) {
	m := newMapper(root, all)
	m.out.Sources = []snapshot.Source{source}

	for _, stage := range []map[string]func(*mapper, *resource.Resource){nouns(), defaults(), parts()} {
		for i := range all {
			if do, ok := stage[kind(&all[i])]; ok {
				do(m, &all[i])
			}
		}
	}

	m.sort()
	m.unread(all)

	return m.out, m.errs
}

// unread says that there are resources that are not read, though they are of ECS: once for each type, and once for the
// provider that is made of CloudFormation's types.
// https://registry.terraform.io/providers/hashicorp/awscc/latest/docs
func (m *mapper) unread(all []resource.Resource) {
	counts := map[string]int{}

	for i := range all {
		switch r := &all[i]; {
		case strings.HasPrefix(r.Type, "awscc_"):
			counts["awscc"]++
		case !r.Data && len(unreadNouns(r.Type)) > 0:
			counts[r.Type]++
		}
	}

	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		m.out.Gaps = append(m.out.Gaps, snapshot.Gap{
			What: strconv.Itoa(counts[kind]) + " " + kind, Why: "resources of this kind are not read", Stack: m.stack,
			Nouns: unreadNouns(kind),
		})
	}
}

// unreadNouns are what is missing without the resources of a type.
func unreadNouns(kind string) []snapshot.Noun {
	switch kind {
	case "aws_ecs_express_gateway_service", "aws_ecs_daemon":
		return []snapshot.Noun{snapshot.NounService}
	case "aws_ecs_daemon_task_definition":
		return []snapshot.Noun{snapshot.NounTaskDefinition}
	default:
		return nil
	}
}
