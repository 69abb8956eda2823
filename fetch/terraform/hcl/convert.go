package hcl

import (
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// converted is a value as a declared type has it, with the defaults of what it leaves out. What does not fit is a
// failure.
func converted(v *value, ty cty.Type, defaults *typeexpr.Defaults) *value {
	switch {
	case v.kind == aNull || v.kind == anUnknown || v.kind == aThing || ty == cty.DynamicPseudoType:
		return v
	case ty.IsPrimitiveType():
		return primitive(v, ty)
	case ty.IsObjectType() && v.kind == anObject:
		return fields(v, ty, defaults)
	case ty.IsTupleType() && v.kind == aList && len(v.slots) == ty.Length():
		return listOf(convertedSlots(v.slots, ty.TupleElementType, nil), v.rest)
	case ty.IsCollectionType():
		return collection(v, ty, convertedSlots(v.slots, func(int) cty.Type { return ty.ElementType() }, child(defaults, "")))
	default:
		return failure("a value of another type")
	}
}

// collection is a list, set or map of other items.
func collection(v *value, ty cty.Type, slots []slot) *value {
	list := listOf(slots, v.rest)
	list.alike = v.alike && list.kind == aList

	switch {
	case ty.IsMapType() && v.kind == anObject:
		return objectOf(slots, v.rest)
	case ty.IsSetType() && v.kind == aList:
		return setOf(list)
	case ty.IsListType() && v.kind == aList:
		return list
	default:
		return failure("a value of another type")
	}
}

func convertedSlots(slots []slot, ty func(int) cty.Type, defaults *typeexpr.Defaults) []slot {
	all := make([]slot, len(slots))
	for i, s := range slots {
		all[i] = s
		all[i].value = converted(s.value, ty(i), defaults)
	}

	return all
}

func child(defaults *typeexpr.Defaults, name string) *typeexpr.Defaults {
	if defaults == nil {
		return nil
	}

	return defaults.Children[name]
}

// primitive is a text, number or boolean. A text that is not known stays what it is.
func primitive(v *value, ty cty.Type) *value {
	if v.kind != aText && v.kind != aScalar {
		return failure("a value of another type")
	}

	if !v.exact {
		if ty == cty.String {
			return v
		}

		return depends(v)
	}

	if ty == cty.String && v.kind == aText {
		return v
	}

	known, err := convert.Convert(toCty(v), ty)
	if err != nil {
		return failure("a value of another type")
	}

	return fromCty(known)
}

// fields are the attributes of an object type: others are dropped, and those that may be left out are null or have a
// default.
// https://developer.hashicorp.com/terraform/language/expressions/type-constraints#optional-object-type-attributes
func fields(v *value, ty cty.Type, defaults *typeexpr.Defaults) *value {
	var slots []slot

	for name, fieldType := range ty.AttributeTypes() {
		s := slot{name: name, value: nothing()}

		if given := v.slot(name); given != nil {
			s = *given
		}

		if s.value.kind == aNull && v.rest != nil {
			continue
		}

		if defaults != nil && s.value.kind == aNull {
			if fallback, ok := defaults.DefaultValues[name]; ok {
				s.value = fromCty(fallback)
			}
		}

		s.value = converted(s.value, fieldType, child(defaults, name))
		slots = append(slots, s)
	}

	return objectOf(slots, v.rest)
}

// toSet is a list in which each known item is once, in the order that Terraform gives it.
func toSet(v *value) *value {
	if v.exact {
		if set, err := convert.Convert(toCty(v), cty.Set(cty.DynamicPseudoType)); err == nil {
			return fromCty(set)
		}
	}

	set := *v
	set.set, set.exact = true, false

	return &set
}
