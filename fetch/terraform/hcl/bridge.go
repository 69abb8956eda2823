package hcl

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// fromCty is a value that is known.
func fromCty(v cty.Value) *value {
	v, _ = v.UnmarkDeep()

	switch ty := v.Type(); {
	case !v.IsKnown():
		return unknown("an expression")
	case v.IsNull():
		return nothing()
	case ty == cty.String:
		return textOf(v.AsString())
	case ty.IsPrimitiveType():
		return scalarOf(v)
	case ty.IsObjectType() || ty.IsMapType():
		return objectOf(slotsOf(v, true), nil)
	case v.CanIterateElements():
		list := listOf(slotsOf(v, false), nil)
		list.set = ty.IsSetType()

		return list
	default:
		return unknown("an expression")
	}
}

func slotsOf(v cty.Value, named bool) []slot {
	slots := make([]slot, 0, v.LengthInt())

	for it := v.ElementIterator(); it.Next(); {
		key, item := it.Element()
		s := slot{value: fromCty(item)}

		if named {
			s.name = key.AsString()
		}

		slots = append(slots, s)
	}

	return slots
}

// toCty is a value that is known, for the functions of the standard library.
func toCty(v *value) cty.Value {
	switch v.kind {
	case aScalar:
		return v.scalar
	case aText:
		return cty.StringVal(v.string())
	case aList:
		items := make([]cty.Value, len(v.slots))
		for i, s := range v.slots {
			items[i] = toCty(s.value)
		}

		return cty.TupleVal(items)
	case anObject:
		members := make(map[string]cty.Value, len(v.slots))
		for _, s := range v.slots {
			members[s.name] = toCty(s.value)
		}

		return cty.ObjectVal(members)
	case aNull:
		return cty.NullVal(cty.DynamicPseudoType)
	default:
		return cty.DynamicVal
	}
}

// bridged calls a function of the standard library, if all arguments are known.
func bridged(r *run, f function.Function, args []*value) *value {
	size := 1
	known := make([]cty.Value, len(args))

	for i, arg := range args {
		if !arg.exact {
			return depends(args...)
		}

		size += arg.size
		known[i] = toCty(arg)
	}

	if !r.charge(size) {
		return unknown("too many expressions")
	}

	if !fitted(f, known) {
		return failure("a function that does not take such arguments")
	}

	result, err := f.Call(known)
	if err != nil {
		return failure("a function that does not take such arguments")
	}

	return fromCty(result)
}

// fitted converts arguments to what a function takes.
func fitted(f function.Function, args []cty.Value) bool {
	params := f.Params()

	for i := range args {
		param := f.VarParam()
		if i < len(params) {
			param = &params[i]
		}

		if param == nil {
			return false
		}

		arg, err := convert.Convert(args[i], param.Type)
		if err != nil {
			return false
		}

		args[i] = arg
	}

	return len(args) >= len(params)
}
