package hcl

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

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
