package hcl

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// report tells once per directory which files were read and what is wrong with them.
func (r *run) report(c *config) {
	if r.reported[c.dir] {
		return
	}

	r.reported[c.dir] = true

	for _, s := range c.files {
		r.result.Files = append(r.result.Files, s.name)
	}

	for _, problem := range c.problems {
		r.result.Problems = append(r.result.Problems, problem)
	}

	r.undeclared(c)
}

// emit adds the resources of a module, then those of the modules it calls.
func (m *module) emit() {
	for _, address := range m.config.order {
		g := m.group(address)
		if g == nil {
			continue
		}

		for _, t := range g.things {
			if i, ok := t.(*instance); ok && i.wanted() {
				m.run.result.Resources = append(m.run.result.Resources, i.resource())
			}
		}
	}

	for _, address := range m.config.order {
		name, isCall := strings.CutPrefix(address, "module.")
		if !isCall {
			continue
		}

		if g := m.callGroup(name); g != nil {
			for _, t := range g.things {
				if called, ok := t.(*module); ok {
					called.emit()
				}
			}
		}
	}
}

// wanted leaves out what is nothing but a text.
func (i *instance) wanted() bool {
	return i.block.Type == "resource" || i.block.Type == "data" && i.block.Labels[0] != "aws_iam_policy_document"
}

// resource is the instance for whoever asks what it is in AWS.
func (i *instance) resource() resource.Resource {
	at := headOf(i.block)
	b := &builder{run: i.module.run, source: i.module.run.reader.sources[at.Filename]}
	head := b.source.file().Value(at.Start.Byte, at.End.Byte)

	slots := make([]slot, 0, len(i.block.Body.Attributes))
	seen := map[string]bool{}

	for _, attribute := range inOrder(i.block.Body) {
		if !metaArgument(attribute.Name) {
			slots = append(slots, argument(attribute, i.written(attribute.Name)))
		}
	}

	for _, block := range i.block.Body.Blocks {
		if name := blockType(block); !metaArgument(name) && !seen[name] {
			seen[name] = true
			slots = append(slots, blockSlot(block, i.written(name)))
		}
	}

	slices.SortStableFunc(slots, func(a, b slot) int {
		return cmp.Or(strings.Compare(a.nameAt.file, b.nameAt.file), a.nameAt.start-b.nameAt.start)
	})

	values := &value{kind: anObject, slots: slots}
	whole := placeOf(at)

	return resource.Resource{
		Address: i.address, Type: i.block.Labels[0], Data: i.block.Type == "data",
		Values: b.resource(values, whole), File: at.Filename, Head: head,
	}
}

func blockSlot(block *hclsyntax.Block, v *value) slot {
	at := placeOf(headOf(block))

	return slot{name: blockType(block), nameAt: at, at: at, value: v}
}

// called is a module by the name of its call, or a reference to one that is not here.
func (m *module) called(name string) *value {
	if g := m.callGroup(name); g != nil {
		return g.value
	}

	return refer(m.prefix+"module."+name, "")
}

// maxLevel bounds modules in modules.
const maxLevel = 20

// callGroup is what a module block stands for; nil where there is none or where its files are not here.
func (m *module) callGroup(name string) *group {
	block, key := m.config.calls[name], "module."+name
	if block == nil || m.making[key] {
		return nil
	}

	if g, made := m.calls[name]; made {
		return g
	}

	m.making[key] = true
	defer func() { m.making[key] = false }()

	m.calls[name] = m.calling(name, block)

	return m.calls[name]
}

func (m *module) calling(name string, block *hclsyntax.Block) *group {
	address := m.prefix + "module." + name
	attribute := block.Body.Attributes["source"]

	source := ""
	if attribute != nil {
		source, _ = m.root().eval(attribute.Expr).literal()
	}

	if g := m.wellKnown(source, address, block); g != nil {
		return g
	}

	if !isLocal(source) {
		m.unread(address, source, block)

		return nil
	}

	c := m.run.reader.config(path.Join(m.config.dir, source))

	switch {
	case len(c.files) == 0:
		m.run.wrong(attribute.Expr.Range(), "there are no Terraform files in the module's directory %s%s", c.dir, c.refused)
		m.unread(address, source, block)

		return nil
	case m.within(c) || m.level >= maxLevel:
		m.run.wrong(attribute.Expr.Range(), "modules call each other without end; this one is not read")
		m.unread(address, source, block)

		return nil
	case m.run.instances >= maxInModules:
		m.run.wrong(attribute.Expr.Range(), "this makes more than %d instances in all; the module is not read", maxInModules)
		m.unread(address, source, block)

		return nil
	}

	m.run.report(c)

	return m.expand(block, func(key string, s *scope, standing bool) thing {
		called := m.run.module(c)
		called.prefix, called.parent, called.call, called.scope = address+key+".", m, block, s
		called.standing, called.level = standing, m.level+1

		return called
	})
}

// isLocal knows a source that is a directory beside the caller's.
// https://developer.hashicorp.com/terraform/language/modules/sources#local-paths
func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

// within reports whether a module is in one with the same files.
func (m *module) within(c *config) bool {
	for ; m != nil; m = m.parent {
		if m.config == c {
			return true
		}
	}

	return false
}

// A builder makes nodes of values, each at its place in one file.
type builder struct {
	run    *run
	source *source
}

// A spot is a place of a name and a value in the file.
type spot struct{ nameAt, at place }

func (b *builder) resource(v *value, at place) *document.Node {
	return b.node("", spot{at: at}, v)
}

// spot is where a slot stands, or else what it is in: it may come from another file.
func (b *builder) spot(s slot, around spot) spot {
	inner := spot{s.nameAt, s.at}

	if s.at.file != b.source.name {
		inner.at = around.at
	}

	if s.name != "" && s.nameAt.file != b.source.name {
		inner.nameAt = around.nameAt
		if inner.nameAt.file == "" {
			inner.nameAt = around.at
		}
	}

	return inner
}

// node is a value under a name, which is empty in a list.
func (b *builder) node(name string, at spot, v *value) *document.Node {
	n := b.source.file().Value(at.at.start, at.at.end)
	if name != "" {
		n = b.source.file().Member(name, at.nameAt.start, at.nameAt.end, at.at.start, at.at.end)
	}

	if name == "container_definitions" {
		if list := b.containers(n, v, at); list != nil {
			return list
		}
	}

	if v.kind == aText && (name == "user_data" || name == "user_data_base64") {
		return n.MakeText(v.shown())
	}

	return b.become(n, v, at)
}

func (b *builder) become(n *document.Node, v *value, at spot) *document.Node {
	switch v.kind {
	case aNull:
		return n.MakeNull()
	case aScalar:
		text, _ := v.literal()
		if text == "true" || text == "false" {
			return n.MakeBool(text == "true")
		}

		return n.MakeNumber(text)
	case aText:
		if len(v.parts) == 1 && v.parts[0].hole != nil {
			return b.become(n, v.parts[0].hole, at)
		}

		return n.MakeText(v.string())
	case aList:
		return n.MakeList(b.children(v, at))
	case anObject:
		if v.rest != nil && v.rest.names == nil {
			return n.MakeUnknown(v.rest.why())
		}

		return n.MakeObject(b.children(v, at))
	case aThing:
		return n.MakeReference(v.thing.label(), "")
	default:
		if v.address != "" {
			return n.MakeReference(v.address, v.attribute)
		}

		return n.MakeUnknown(v.why())
	}
}

func (b *builder) children(v *value, at spot) []*document.Node {
	if !b.run.charge(v.size) {
		return []*document.Node{b.source.file().Value(at.at.start, at.at.end).MakeUnknown("too many values")}
	}

	nodes := make([]*document.Node, 0, len(v.slots)+1)

	for _, s := range v.slots {
		nodes = append(nodes, b.node(s.name, b.spot(s, at), s.value))
	}

	switch {
	case v.rest == nil:
		return nodes
	case v.kind == aList:
		return append(nodes, b.node("", at, v.rest))
	}

	for _, name := range v.possible() {
		nodes = append(nodes, b.node(name, spot{at.at, at.at}, unknown(v.rest.label())))
	}

	return nodes
}

// possible are the names that an object may have besides, each once.
func (v *value) possible() []string {
	names := slices.Clone(v.rest.names)
	slices.Sort(names)

	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return v.member(name) != nil })
}

// why says in words why a value is not known.
func (v *value) why() string { return "depends on " + v.label() }
