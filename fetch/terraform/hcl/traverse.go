package hcl

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// traverse is the value of a reference.
// https://developer.hashicorp.com/terraform/language/expressions/references
func (s *scope) traverse(t hcl.Traversal) *value {
	if v := s.lookup(t.RootName()); v != nil {
		return steps(v, t[1:])
	}

	if s.module == nil {
		return failure("the name " + t.RootName() + ", which the template is not given")
	}

	name := attributeName(t, 1)

	switch t.RootName() {
	case "each", "count", "self":
		return unknown(strings.TrimSuffix(t.RootName()+"."+name, "."))
	case "var":
		return steps(s.module.variable(name), t[min(2, len(t)):])
	case "local":
		return steps(s.module.local(name), t[min(2, len(t)):])
	case "module":
		return steps(s.module.called(name), t[min(2, len(t)):])
	case "path":
		return s.module.path(name)
	case "terraform", "tofu":
		return s.module.run.setting(name)
	case "data", "ephemeral":
		return steps(s.module.resource(t.RootName()+"."+name+"."+attributeName(t, 2)), t[min(3, len(t)):])
	default:
		return steps(s.module.resource(t.RootName()+"."+name), t[min(2, len(t)):])
	}
}

// attributeName is the name of the step at a place; empty where there is no such step.
func attributeName(t hcl.Traversal, i int) string {
	if i < len(t) {
		if step, ok := t[i].(hcl.TraverseAttr); ok {
			return step.Name
		}
	}

	return ""
}

// setting is an attribute of terraform.
func (r *run) setting(name string) *value {
	if name == "workspace" && r.options.Workspace != "" {
		return textOf(r.options.Workspace)
	}

	return refer("terraform", name)
}

// steps follows a traversal from a value.
func steps(v *value, t hcl.Traversal) *value {
	for _, step := range t {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			v = attribute(v, step.Name)
		case hcl.TraverseIndex:
			v = index(v, fromCty(step.Key))
		default:
			return failure("a step that cannot be read")
		}
	}

	return v
}

// attribute is the value of a name in another one.
func attribute(v *value, name string) *value {
	switch v.kind {
	case anObject:
		member := v.member(name)

		switch {
		case member != nil:
			return member
		case v.rest != nil:
			return unknown(v.rest.label())
		default:
			return failure("an object without that name")
		}
	case aThing:
		return v.thing.get(name)
	case aList:
		return index(v, textOf(name))
	case anUnknown:
		return v.extend("." + name)
	default:
		return failure("a value without attributes")
	}
}

// extend is an attribute of a reference. A key behind a resource is that of an instance.
func (v *value) extend(step string) *value {
	switch {
	case v.address == "":
		return v.plain()
	case v.attribute == "" && step[0] == '[' && !strings.Contains(v.address, "var."):
		return refer(v.address+step, "")
	default:
		return refer(v.address, strings.TrimPrefix(v.attribute+step, "."))
	}
}

// index is the item or member of a value at a key.
func index(v, key *value) *value {
	_, known := key.literal()

	switch {
	case v.standing():
		return v.pick()
	case v.kind == aNull || !known && key.exact:
		return failure("an index into what has none")
	case v.alike:
		return v.rest
	case known:
		return at(v, key)
	case v.kind == anUnknown && v.attribute == "" && strings.Contains(v.address, "aws_"):
		return v // whichever instance it is, it is one of that resource
	default:
		return depends(key)
	}
}

// at is the item or member of a value at a key that is known.
func at(v, key *value) *value {
	text, _ := key.literal()
	i, err := strconv.Atoi(text)

	switch {
	case v.kind == anUnknown:
		return v.extend("[" + keyText(key) + "]")
	case v.kind == anObject, v.kind == aThing && err != nil:
		return attribute(v, text)
	case v.kind == aList && v.rest != nil:
		return depends(v.rest)
	case v.kind == aList && err == nil && !v.set && i >= 0 && i < len(v.slots):
		return v.slots[i].value
	default:
		return failure("an index that is not there")
	}
}

// keyText is a key as addresses have it.
func keyText(key *value) string {
	text, _ := key.literal()
	if key.kind == aScalar && key.scalar.Type() == cty.Number {
		return text
	}

	return strconv.Quote(text)
}
