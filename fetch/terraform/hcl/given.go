package hcl

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// unread notes a call of a module that is not read. What it is given is looked up when everything else is: until then
// other modules may not be there yet.
func (m *module) unread(address, source string, block *hclsyntax.Block) {
	m.run.unread = append(m.run.unread, unreadCall{m, block, Call{
		Address: address, Source: bare(source), File: block.DefRange().Filename, Line: block.DefRange().Start.Line,
	}})
}

// bare is a source without what may be a secret: who asks for it, and all arguments but which version is meant.
// https://developer.hashicorp.com/terraform/language/modules/configuration#generic-git-repository
func bare(source string) string {
	address, arguments, _ := strings.Cut(source, "?")

	if scheme, rest, ok := strings.Cut(address, "://"); ok {
		host, path, _ := strings.Cut(rest, "/")
		if at := strings.LastIndex(host, "@"); at >= 0 {
			address = strings.TrimSuffix(scheme+"://"+host[at+1:]+"/"+path, "/")
		}
	}

	for argument := range strings.SplitSeq(arguments, "&") {
		if strings.HasPrefix(argument, "ref=") {
			return address + "?" + argument
		}
	}

	return address
}

// An unreadCall is a call with the module that it is in.
type unreadCall struct {
	module *module
	block  *hclsyntax.Block
	call   Call
}

// addUnread adds the calls to the result, each with what it is given.
func (r *run) addUnread() {
	for _, u := range r.unread {
		c := collector{found: map[string]bool{}, seen: map[string]bool{}}
		c.call(u.module, u.block)
		u.call.Given = slices.Sorted(maps.Keys(c.found))
		r.result.Unread = append(r.result.Unread, u.call)
	}
}

// A collector finds the resources that expressions name, through locals, variables, outputs and data sources.
type collector struct{ found, seen map[string]bool }

// call collects from the arguments of a call. Those of depends_on count: they let a module look things up by their
// names, since data sources are read after what the module depends on.
// https://developer.hashicorp.com/terraform/language/data-sources#dependencies
func (c *collector) call(m *module, block *hclsyntax.Block) {
	if !c.first(m, "module."+block.Labels[0]) {
		return
	}

	for _, attribute := range inOrder(block.Body) {
		if name := attribute.Name; name != "source" && name != "version" && name != "providers" {
			c.collect(m, attribute.Expr)
		}
	}
}

// first reports whether something of a module was not looked at yet, and may be: all work is bounded.
func (c *collector) first(m *module, name string) bool {
	name = m.prefix + name
	if c.seen[name] || !m.run.charge(1) {
		return false
	}

	c.seen[name] = true

	return true
}

func (c *collector) collect(m *module, e hclsyntax.Expression) {
	for _, t := range e.Variables() {
		c.follow(m, t)
	}
}

// body collects from the arguments of a block and of those in it.
func (c *collector) body(m *module, body *hclsyntax.Body) {
	for _, attribute := range inOrder(body) {
		c.collect(m, attribute.Expr)
	}

	for _, block := range body.Blocks {
		c.body(m, block.Body)
	}
}

func (c *collector) follow(m *module, t hcl.Traversal) {
	name := attributeName(t, 1)

	switch t.RootName() {
	case "each", "count", "self", "path", "terraform", "tofu":
	case "local":
		if attribute := m.config.locals[name]; attribute != nil && c.first(m, "local."+name) {
			c.collect(m, attribute.Expr)
		}
	case "var":
		c.passed(m, name)
	case "module":
		c.handed(m, name)
	case "data", "ephemeral":
		address := t.RootName() + "." + name + "." + attributeName(t, 2)
		if block := m.config.resources[address]; block != nil && c.first(m, address) {
			c.body(m, block.Body)
		}
	default:
		if !isRange(t) {
			c.found[m.prefix+t.RootName()+"."+name] = true
		}
	}
}

// passed follows a variable to the call of the module, and to what the call is repeated for. A root has none.
func (c *collector) passed(m *module, name string) {
	if m.call == nil || !c.first(m, "var."+name) {
		return
	}

	for _, argument := range []string{name, "for_each"} {
		if attribute := m.call.Body.Attributes[argument]; attribute != nil {
			c.collect(m.parent, attribute.Expr)
		}
	}
}

// handed follows the outputs of a module. One that is not read may hand on what it is given.
func (c *collector) handed(m *module, name string) {
	block := m.config.calls[name]
	if block == nil {
		return
	}

	g := m.callGroup(name)
	if g == nil {
		c.call(m, block)

		return
	}

	for _, t := range g.things {
		called, ok := t.(*module)
		if !ok || !c.first(called, "output") {
			continue
		}

		for _, output := range slices.Sorted(maps.Keys(called.config.outputs)) {
			c.body(called, called.config.outputs[output].Body)
		}
	}
}

// isRange reports whether a reference asks for a range of addresses or for a zone: with it nobody gets hold of what
// has it.
func isRange(t hcl.Traversal) bool {
	last, _ := t[len(t)-1].(hcl.TraverseAttr)

	switch last.Name {
	case "cidr_block", "ipv6_cidr_block", "availability_zone", "availability_zone_id", "owner_id":
		return true
	default:
		return false
	}
}
