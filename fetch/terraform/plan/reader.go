package plan

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// A reader holds what a plan says of its resources in several places.
type reader struct {
	file string
	plan *document.Node

	// changes are by address; configured are the resources of the configuration, and modules and calls those in it, by
	// the address without keys.
	changes    map[string]*document.Node
	configured map[string]*document.Node
	modules    map[string]*document.Node
	calls      map[string]*document.Node

	found []found

	// instances are the addresses of the instances of each resource, and of each module call, by the address without
	// the last key, in the order of the plan. ofType are the instances of a type by module instance and type.
	instances map[string][]string
	ofType    map[string][]string
	known     map[string]bool
	wants     map[string]wanted

	// apart are the lists that are written as resources of their own, by the ID of the resource they are of.
	apart map[string]bool

	// steps counts what following references has cost.
	steps int
}

// found is a resource before what is unknown of it is filled in.
type found struct {
	node, values, unknown, sensitive *document.Node
	address                          string
	kind                             string
	data                             bool
}

func newReader(file string, plan *document.Node) *reader {
	r := &reader{
		file: file, plan: plan, changes: map[string]*document.Node{}, configured: map[string]*document.Node{},
		modules: map[string]*document.Node{}, calls: map[string]*document.Node{}, instances: map[string][]string{},
		ofType: map[string][]string{}, wants: wants(), known: map[string]bool{}, apart: map[string]bool{},
	}

	r.configuration("", plan.Get("configuration").Get("root_module"), maxModules)
	r.change(plan.Get("resource_changes"))
	r.writtenApart(plan.Get("resource_changes"))

	for _, deferred := range plan.Get("deferred_changes").Items() {
		r.changed(deferred.Get("resource_change"))
	}

	seen := map[string]bool{}
	r.module(plan.Get("planned_values").Get("root_module"), false, seen, maxModules)
	r.module(plan.Get("prior_state").Get("values").Get("root_module"), true, seen, maxModules)
	r.planned(plan.Get("resource_changes"), seen)

	for _, deferred := range plan.Get("deferred_changes").Items() {
		r.add(deferred.Get("resource_change"), deferred.Get("resource_change").Get("change").Get("after"), seen)
	}

	return r
}

// maxModules bounds how deep modules are looked for in modules.
const maxModules = 50

// change notes the changes of a list by address.
func (r *reader) change(list *document.Node) {
	for _, change := range list.Items() {
		r.changed(change)
	}
}

// changed passes over objects that are left from an earlier apply and are to be deleted.
func (r *reader) changed(change *document.Node) {
	if address, ok := change.Get("address").Text(); ok && change.Get("deposed") == nil {
		r.changes[address] = change
	}
}

// module collects the resources of a module and those below it. Of the prior state only data sources count, which were
// read on the way to the plan.
func (r *reader) module(m *document.Node, dataOnly bool, seen map[string]bool, depth int) {
	if depth == 0 {
		return
	}

	for _, n := range m.Get("resources").Items() {
		if mode, _ := n.Get("mode").Text(); !dataOnly || mode == "data" {
			r.add(n, n.Get("values"), seen)
		}
	}

	for _, child := range m.Get("child_modules").Items() {
		r.module(child, dataOnly, seen, depth-1)
	}
}

// planned collects what only the changes tell, as where the planned values are left out.
func (r *reader) planned(changes *document.Node, seen map[string]bool) {
	for _, change := range changes.Items() {
		if change.Get("deposed") == nil && !gone(change) {
			r.add(change, change.Get("change").Get("after"), seen)
		}
	}
}

// gone reports whether a change leaves nothing behind that the stack has a say in.
func gone(change *document.Node) bool {
	actions := change.Get("change").Get("actions")

	for _, action := range actions.Items() {
		if text, _ := action.Text(); text != "delete" && text != "forget" {
			return false
		}
	}

	return actions.Len() > 0
}

// add takes a resource of AWS, once, and one of the other provider for AWS, so that it can be told that it is not read.
func (r *reader) add(n, values *document.Node, seen map[string]bool) {
	address, _ := n.Get("address").Text()
	kind, _ := n.Get("type").Text()
	mode, _ := n.Get("mode").Text()

	if seen[address] || !strings.HasPrefix(kind, "aws_") && !strings.HasPrefix(kind, "awscc_") || address == "" {
		return
	}

	change := r.changes[address]
	if change != nil && gone(change) && mode != "data" {
		return
	}

	seen[address] = true

	f := found{
		node: n, values: values, address: address, kind: kind, data: mode == "data",
		unknown: change.Get("change").Get("after_unknown"), sensitive: n.Get("sensitive_values"),
	}
	if f.sensitive == nil {
		f.sensitive = change.Get("change").Get("after_sensitive")
	}

	r.found = append(r.found, f)
	r.index(address, kind)
}

// all are the resources with their values.
func (r *reader) all() []resource.Resource {
	all := make([]resource.Resource, 0, len(r.found))

	for i := range r.found {
		f := &r.found[i]
		all = append(all, resource.Resource{
			Address: f.address, Type: f.kind, Data: f.data, Values: r.values(f), File: r.file, Head: f.node,
		})
	}

	return all
}
