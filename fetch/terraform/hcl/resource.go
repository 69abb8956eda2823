package hcl

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// An instance is a resource or data source, once or for one key.
type instance struct {
	module   *module
	block    *hclsyntax.Block
	address  string
	scope    *scope
	standing bool // for all instances of a resource of which nobody knows how many there are
}

func (i *instance) label() string { return i.address }

// get is what is written for an attribute, or else a reference to it.
func (i *instance) get(name string) *value {
	if name == "rendered" && i.block.Type == "data" {
		if v := i.rendered(); v != nil {
			return v
		}
	}

	if !metaArgument(name) {
		if written := i.written(name); written != nil && written.kind != aNull {
			return written
		}
	}

	return refer(i.address, name)
}

// written is the value of an argument or of the blocks of a type; nil where there is none.
func (i *instance) written(name string) *value {
	return i.module.once(i.address+"\x00"+name, hcl.Range{}, "", func() *value {
		if attribute := i.block.Body.Attributes[name]; attribute != nil {
			return i.scope.eval(attribute.Expr)
		}

		if blocks := blocksOf(i.block.Body, name); len(blocks) > 0 {
			return i.scope.blocks(name, blocks)
		}

		return nothing()
	})
}

func isStanding(t thing) bool {
	switch t := t.(type) {
	case *instance:
		return t.standing
	case *module:
		return t.standing
	case *containerModule:
		return t.standing
	default:
		return false
	}
}

// metaArgument knows the arguments that are Terraform's and not the resource's.
// https://developer.hashicorp.com/terraform/language/meta-arguments
func metaArgument(name string) bool {
	switch name {
	case "count", "for_each", "provider", "providers", "depends_on", "lifecycle", "provisioner", "connection":
		return true
	default:
		return false
	}
}

// A group is what a resource or module block stands for.
type group struct {
	things []thing
	value  *value // as expressions see it
}

// resource is a resource as a whole by its address in the module, or a reference to one that is not here.
func (m *module) resource(address string) *value {
	if g := m.group(address); g != nil {
		return g.value
	}

	return refer(m.prefix+address, "")
}

// group is what a resource block stands for; nil where there is none, or where it depends on itself.
func (m *module) group(address string) *group {
	block := m.config.resources[address]
	if block == nil || m.making[address] {
		return nil
	}

	if m.groups[address] == nil {
		m.making[address] = true
		m.groups[address] = m.expand(block, func(key string, s *scope, standing bool) thing {
			return &instance{module: m, block: block, address: m.prefix + address + key, scope: s, standing: standing}
		})
		m.making[address] = false
	}

	return m.groups[address]
}

// maxInstances bounds the resources and modules of a root module.
const maxInstances = 10_000

// maxInModules is the instances from which on no module is read: modules that are called twice by modules that are
// called twice come to many, even where each is taken for one.
const maxInModules = 2 * maxInstances

// expand makes the instances of a block that is repeated by count or for_each.
func (m *module) expand(block *hclsyntax.Block, create func(string, *scope, bool) thing) *group {
	count, each := block.Body.Attributes["count"], block.Body.Attributes["for_each"]

	switch {
	case count != nil:
		return m.counted(count, m.root().eval(count.Expr), create)
	case each != nil:
		return m.keyed(each, m.root().eval(each.Expr), create)
	default:
		m.run.instances++
		t := create("", m.root(), false)

		return &group{things: []thing{t}, value: thingOf(t)}
	}
}

func (m *module) counted(at *hclsyntax.Attribute, count *value, create func(string, *scope, bool) thing) *group {
	text, known := count.literal()

	number, err := strconv.ParseFloat(text, 64)
	if !known || err != nil || number < 0 || !m.afford(at.NameRange, number) {
		return m.standIn("count", objectOf([]slot{{name: "index", value: unknown("count.index")}}, nil), create)
	}

	g := &group{}
	items := []*value{}

	for i := range int(number) {
		s := m.root().with("count", objectOf([]slot{{name: "index", value: intOf(i)}}, nil))
		t := create("["+strconv.Itoa(i)+"]", s, false)
		g.things, items = append(g.things, t), append(items, thingOf(t))
	}

	g.value = valuesOf(items)

	return g
}

func (m *module) keyed(at *hclsyntax.Attribute, each *value, create func(string, *scope, bool) thing) *group {
	known := (each.kind == anObject || each.kind == aList) && each.rest == nil &&
		m.afford(at.NameRange, float64(len(each.slots)))
	g := &group{}
	members := []slot{}

	for i := range each.slots {
		key := each.slots[i].value
		if each.kind == anObject {
			key = textOf(each.slots[i].name)
		}

		name, ok := key.literal()
		if known = known && ok; !known {
			break
		}

		t := create(`[`+strconv.Quote(name)+`]`, m.root().with("each", eachOf(key, each.slots[i].value)), false)
		g.things, members = append(g.things, t), append(members, slot{name: name, value: thingOf(t)})
	}

	if !known {
		return m.standIn("each", eachOf(unknown("each.key"), unknown("each.value")), create)
	}

	g.value = objectOf(members, nil)

	return g
}

func eachOf(key, v *value) *value {
	return objectOf([]slot{{name: "key", value: key}, {name: "value", value: v}}, nil)
}

// standIn is one instance for all of a block that is repeated nobody knows how often.
func (m *module) standIn(name string, v *value, create func(string, *scope, bool) thing) *group {
	m.run.instances++
	t := create("", m.root().with(name, v), true)

	return &group{things: []thing{t}, value: thingOf(t)}
}

// afford reports whether there may be so many more instances.
func (m *module) afford(at hcl.Range, number float64) bool {
	if number > float64(maxInstances-m.run.instances) {
		m.run.wrong(at, "this makes more than %d instances in all; they are taken for one", maxInstances)

		return false
	}

	m.run.instances += int(number)

	return true
}

// blocksOf are the nested blocks of a type, also those that are made by dynamic blocks.
func blocksOf(body *hclsyntax.Body, name string) []*hclsyntax.Block {
	var blocks []*hclsyntax.Block

	for _, block := range body.Blocks {
		if blockType(block) == name {
			blocks = append(blocks, block)
		}
	}

	return blocks
}
