package plan

import (
	"github.com/ecslint/ecslint/fetch/document"
)

const (
	afterApply = "known after apply"
	sensitive  = "sensitive in the plan"
)

// A filler fills in what is unknown of one resource.
type filler struct {
	*reader
	f       *found
	module  string
	key     string
	forEach *document.Node

	// configured is whether the configuration has the resource.
	configured bool
}

// values are the attributes of a resource.
func (r *reader) values(f *found) *document.Node {
	module, rest := inModule(f.address)
	_, instance := key(rest)
	config := r.configured[unkeyed(f.address)]

	fill := &filler{
		reader: r, f: f, module: module, key: instance, forEach: config.Get("for_each_expression"),
		configured: config != nil,
	}

	values := f.values
	if values.Kind() != document.Object {
		values = f.node.MakeObject(nil)
	}

	expressions := config.Get("expressions")

	if isTrue(f.unknown) { // a deferred change, of which only what is written is known to be there
		f.unknown = allTrue(expressions)
	}

	return fill.object(values, f.unknown, f.sensitive, expressions, place{top: true})
}

// A place is where in a resource a value is.
type place struct {
	top bool

	// block is the name of the block around the value. Written is whether the configuration tells what is in the block:
	// not for dynamic blocks, nor for blocks that stand for an attribute.
	block   string
	written bool

	// above is the expression of the attribute around the value, as of ingress = [{…}].
	above *document.Node
}

// object merges an object with what is unknown and what is sensitive in it. Nothing else is made anew.
func (fill *filler) object(n, unknown, secret, expressions *document.Node, in place) *document.Node {
	if unknown.Len() == 0 && secret.Len() == 0 && !in.top {
		return n
	}

	members := make([]*document.Node, 0, n.Len())

	for _, member := range n.Items() {
		name := member.Name()
		if in.top && fill.isNotOwn(name, expressions) || isTrue(unknown.Get(name)) {
			continue // what is unknown comes below
		}

		members = append(members, fill.value(member, unknown.Get(name), secret.Get(name), expressions.Get(name), in, name))
	}

	for _, u := range unknown.Items() {
		if !isTrue(u) || in.top && fill.leftOut(u.Name(), expressions) || in.written && expressions.Get(u.Name()) == nil {
			continue
		}

		members = append(members, fill.unknown(fill.f.node.Renamed(u.Name()), expressions.Get(u.Name()), in, u.Name()))
	}

	return n.MakeObject(members)
}

// value merges one value.
func (fill *filler) value(
	n, unknown, secret, expression *document.Node, in place, name string,
) *document.Node {
	switch {
	case isTrue(secret):
		return n.MakeUnknown(sensitive)
	case isTrue(unknown):
		return fill.unknown(n, expression, in, name)
	case n.Kind() == document.Object:
		return fill.object(n, unknown, secret, expression, place{block: name, written: fill.isBlock(expression)})
	case n.Kind() == document.List:
		return fill.list(n, unknown, secret, expression, in, name)
	case isHash(name, n):
		return fill.hashed(n, expression, in)
	default:
		return n
	}
}

// unknown is a value that is known after apply: a reference to what it stands for, where that can be told.
func (fill *filler) unknown(n, expression *document.Node, in place, name string) *document.Node {
	want, ok := fill.wantedFor(in.block, name)
	if !ok {
		return n.MakeUnknown(afterApply)
	}

	guess := expression == nil
	if guess {
		expression = in.above
	}

	found := fill.targets(expression, fill.module, fill.key, fill.forEach, want)

	switch {
	case len(found) == 1 && !want.many:
		return n.MakeReference(found[0].address, found[0].attribute)
	case len(found) == 0 || !want.many || guess && len(found) > 1:
		return n.MakeUnknown(afterApply)
	}

	list, item := make([]*document.Node, 0, len(found)), n.Renamed("")
	for _, to := range found {
		list = append(list, item.MakeReference(to.address, to.attribute))
	}

	return n.MakeList(list)
}

// isNotOwn reports whether a value is not the resource's own: the region of the provider, or a list that is written
// elsewhere.
func (fill *filler) isNotOwn(name string, expressions *document.Node) bool {
	return name == "region" && fill.leftOut(name, expressions) || fill.isApart(name, expressions)
}

// leftOut reports whether the configuration does not write an attribute, so that it is the provider or AWS that fills
// it in. Blocks that the provider never fills in are unknown because they are dynamic.
func (fill *filler) leftOut(name string, expressions *document.Node) bool {
	return fill.configured && expressions.Get(name) == nil && !neverComputed(name)
}

// neverComputed reports whether a block is what is written and nothing else.
func neverComputed(name string) bool {
	switch name {
	case "network_configuration", "load_balancer", "capacity_provider_strategy", "service_registries",
		"service_connect_configuration", "deployment_controller", "deployment_configuration", "placement_constraints",
		"runtime_platform", "network_interfaces", "dns_config", "auto_scaling_group_provider",
		"managed_instances_provider", "launch_template", "mixed_instances_policy", "default_capacity_provider_strategy",
		"default_action", "action":
		return true
	default:
		return false
	}
}

// isBlock reports whether an expression is that of a block, which has no references of its own.
func (fill *filler) isBlock(expression *document.Node) bool {
	return expression.Kind() == document.Object && expression.Get("references") == nil &&
		expression.Get("constant_value") == nil
}
