package hcl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A module is one instance of a module, whose values are made when they are first asked for.
type module struct {
	run    *run
	config *config
	prefix string // module.web["a"]. of an address; empty for the root

	given  map[string]*value // of the root
	parent *module
	call   *hclsyntax.Block // how it is called, and in which scope; nil for the root
	scope  *scope

	standing bool // for all modules of a call of which nobody knows how many there are

	made   map[string]*value
	making map[string]bool
	groups map[string]*group
	calls  map[string]*group
	level  int
}

func (r *run) module(c *config) *module {
	return &module{
		run: r, config: c, made: map[string]*value{}, making: map[string]bool{},
		groups: map[string]*group{}, calls: map[string]*group{},
	}
}

// once makes a value that has a name the first time it is asked for. What needs itself is a cycle.
func (m *module) once(name string, at hcl.Range, what string, compute func() *value) *value {
	if v := m.made[name]; v != nil {
		return v
	}

	if m.making[name] {
		if what != "" {
			m.run.wrong(at, "%s depends on itself", what)
		}

		return unknown(m.prefix + name)
	}

	m.making[name] = true
	v := compute().sound()
	m.making[name] = false
	m.made[name] = v

	return v
}

func (m *module) local(name string) *value {
	attribute := m.config.locals[name]
	if attribute == nil {
		return refer(m.prefix+"local."+name, "")
	}

	return m.once("local."+name, attribute.NameRange, "local."+name, func() *value {
		return m.root().eval(attribute.Expr)
	})
}

// output is a value that a module hands to its caller.
func (m *module) output(name string) *value {
	block := m.config.outputs[name]
	if block == nil || block.Body.Attributes["value"] == nil {
		return refer(m.label(), name)
	}

	return m.once("output."+name, block.DefRange(), "output "+name, func() *value {
		return m.root().eval(block.Body.Attributes["value"].Expr)
	})
}

func (m *module) get(name string) *value { return m.output(name) }

// label is the address of the module.
func (m *module) label() string {
	if m.prefix == "" {
		return ""
	}

	return m.prefix[:len(m.prefix)-1]
}

// root is the scope of everything in the module that is not repeated.
func (m *module) root() *scope { return &scope{module: m, run: m.run} }

// A scope is what the names in an expression mean.
type scope struct {
	run    *run
	module *module // nil in a template, which knows the names that it is given alone
	parent *scope
	name   string
	symbol *hclsyntax.AnonSymbolExpr // of a splat, in the place of a name
	value  *value
}

// with is the scope in which a name has a value besides.
func (s *scope) with(name string, v *value) *scope {
	return &scope{run: s.run, module: s.module, parent: s, name: name, value: v}
}

// lookup is the value of a name; nil where it has none.
func (s *scope) lookup(name string) *value {
	for ; s != nil; s = s.parent {
		if s.name == name && s.value != nil && s.symbol == nil {
			return s.value
		}
	}

	return nil
}

func (s *scope) lookupSymbol(symbol *hclsyntax.AnonSymbolExpr) *value {
	for ; s != nil; s = s.parent {
		if s.symbol == symbol {
			return s.value
		}
	}

	return failure("a splat")
}
