package hcl

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

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
