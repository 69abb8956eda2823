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
	"github.com/ecslint/ecslint/fetch/field"
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

	m.unread(all)

	return m.out, m.errs
}

// A mapper holds what is known of the whole stack.
type mapper struct {
	stack string
	out   *snapshot.Snapshot
	errs  []error

	// resources are by address and by ID.
	resources map[string]*resource.Resource

	// own are the IDs of resources of the stack, by what AWS calls them.
	own map[string]string

	// The places of nouns in the snapshot by their IDs, for what is added to them later.
	groups, tables, acls, listeners, targetGroups, vpcs, gateways, lists, services, clusters, interfaces map[string]int
}

func newMapper(root string, all []resource.Resource) *mapper {
	m := &mapper{
		stack: root, out: snapshot.New(), resources: make(map[string]*resource.Resource, len(all)), own: map[string]string{},
		groups: map[string]int{}, tables: map[string]int{}, acls: map[string]int{}, listeners: map[string]int{},
		targetGroups: map[string]int{}, vpcs: map[string]int{}, gateways: map[string]int{}, lists: map[string]int{},
		services: map[string]int{}, clusters: map[string]int{}, interfaces: map[string]int{},
	}

	for i := range all {
		r := &all[i]
		m.resources[r.Address] = r
		m.resources[field.Address(root, r.Address)] = r

		if !r.Data {
			m.learn(r)
		}
	}

	for i := range all {
		if id := m.idOf(&all[i]); m.resources[id] == nil {
			m.resources[id] = &all[i]
		}
	}

	return m
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

// kind is the type of a resource, told from a data source of the same type.
func kind(r *resource.Resource) string {
	if r.Data {
		return "data." + r.Type
	}

	return r.Type
}

// meta places a resource. The region is one that a version 6 of the provider takes for each resource.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
func (m *mapper) meta(r *resource.Resource, keys ...string) snapshot.Meta {
	return snapshot.Meta{
		Stack:  m.stack,
		Region: field.Text[string](r.Values.Get("region")).Or(""),
		Origin: m.origin(r, keys...),
	}
}

// origin is where a resource is written, and where those of its keys are that a rule may point at: pairs of a name in
// Terraform and one in the API.
func (m *mapper) origin(r *resource.Resource, keys ...string) snapshot.Origin {
	o := snapshot.Origin{File: r.File, Range: r.Head.Head()}

	for _, item := range r.Values.Items() {
		for i := 0; i+1 < len(keys); i += 2 {
			if item.Name() == keys[i] && !empty(item) {
				o.Fields = append(o.Fields, snapshot.Field{Name: keys[i+1], Range: keyOf(item)})
			}
		}
	}

	return o
}
