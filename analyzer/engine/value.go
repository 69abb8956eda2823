package engine

import (
	"reflect"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// toValue turns a struct into a Rego value by its json tags. It does what encoding to JSON and reading it
// again would do, at a fraction of the cost, which is most of the cost of evaluating simple rules.
func toValue(v any) ast.Value { return convert(reflect.ValueOf(v)) }

func convert(v reflect.Value) ast.Value {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ast.NullValue
		}

		return convert(v.Elem())
	case reflect.Struct:
		return convertStruct(v)
	case reflect.Slice:
		return convertSlice(v)
	case reflect.String:
		return ast.String(v.String())
	case reflect.Bool:
		return ast.InternedTerm(v.Bool()).Value
	case reflect.Int:
		return ast.InternedTerm(int(v.Int())).Value
	default:
		return ast.NullValue // never reached: a test walks the types of the facts
	}
}

func convertSlice(v reflect.Value) ast.Value {
	if v.Len() == 0 {
		return ast.NewArray() // a rule sees [] and never null
	}

	terms := make([]*ast.Term, v.Len())
	for i := range terms {
		terms[i] = ast.NewTerm(convert(v.Index(i)))
	}

	return ast.NewArray(terms...)
}

func convertStruct(v reflect.Value) ast.Value {
	fields := fieldsOf(v.Type())
	pairs := make([][2]*ast.Term, 0, len(fields))

	for _, f := range fields {
		value := v.FieldByIndex(f.index)
		if f.omit && value.IsZero() {
			continue
		}

		pairs = append(pairs, [2]*ast.Term{f.key, ast.NewTerm(convert(value))})
	}

	return ast.NewObject(pairs...)
}

// fieldCache holds the fields of the few struct types of the facts, by reflect.Type.
var fieldCache sync.Map //nolint:gochecknoglobals // a cache of what never changes

type field struct {
	index []int
	key   *ast.Term
	omit  bool
}

func fieldsOf(t reflect.Type) []field {
	if cached, ok := fieldCache.Load(t); ok {
		return cached.([]field) //nolint:forcetypeassert // only this function stores
	}

	fields := flatten(t)
	fieldCache.Store(t, fields)

	return fields
}

// flatten lists the fields of a struct, with those of an embedded one in its place, as encoding to JSON and the schema
// of the facts have them. A name that two of them give is refused by a test.
func flatten(t reflect.Type) []field {
	fields := make([]field, 0, t.NumField())

	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")

		if f := t.Field(i); f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			for _, inner := range flatten(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				fields = append(fields, inner)
			}

			continue
		}

		fields = append(fields, field{[]int{i}, ast.InternedTerm(name), options == "omitempty"})
	}

	return fields
}
