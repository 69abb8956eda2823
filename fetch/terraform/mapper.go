package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// A mapper holds what is known of the whole stack.
type mapper struct {
	stack string
	out   *snapshot.Snapshot
	errs  []error

	// resources are by address and by ID.
	resources map[string]*resource.Resource

	// own are the IDs of resources of the stack, by what AWS calls them.
	own map[string]string

	// places are where nouns are in the snapshot, for what is added to them later.
	places map[place]int
}

// A place is a noun and its ID.
type place struct {
	noun snapshot.Noun
	id   string
}

func newMapper(root string, all []resource.Resource) *mapper {
	m := &mapper{
		stack: root, out: snapshot.New(), resources: make(map[string]*resource.Resource, len(all)), own: map[string]string{},
		places: map[place]int{},
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

// sort puts lists in order that resources added to.
func (m *mapper) sort() {
	for i := range m.out.NetworkACLs {
		sortEntries(&m.out.NetworkACLs[i])
		m.out.NetworkACLs[i].Subnets = set(m.out.NetworkACLs[i].Subnets)
	}

	for i := range m.out.RouteTables {
		m.out.RouteTables[i].Subnets = set(m.out.RouteTables[i].Subnets)
	}

	for i := range m.out.PrefixLists {
		m.out.PrefixLists[i].Entries = set(m.out.PrefixLists[i].Entries)
	}

	for i := range m.out.Listeners {
		m.out.Listeners[i].TargetGroups = set(m.out.Listeners[i].TargetGroups)
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
