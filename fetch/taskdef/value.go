package taskdef

import (
	"iter"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// text reads a text that may be unknown.
func text[T ~string](r *reader, object *document.Node, key string) snapshot.Value[T] {
	n := find(object, key)
	if r.loose {
		return field.Text[T](n)
	}

	value, ok := n.Text()

	switch {
	case isAbsent(n):
		return snapshot.Value[T]{}
	case unknown(n) != "":
		return snapshot.Unknown[T](unknown(n))
	case !ok:
		r.wrong(n, key, "text")

		return snapshot.Value[T]{}
	}

	return snapshot.Known(T(value))
}

// name reads a text that is kept as it is written, placeholders included. What a tag would make of it is not
// known, so then there is none.
func (r *reader) name(object *document.Node, key string) string {
	n := find(object, key)

	value, ok := n.Text()
	if r.loose {
		value, ok = field.Written(n)
	}

	switch {
	case n.Tag() != "" || n.Why() != "":
		return ""
	case !ok && !isAbsent(n):
		r.wrong(n, key, "text")
	}

	return value
}

// number reads a whole number. Digits in quotes count: the AWS CLI and Terraform refuse them, but version 2 of the
// AWS SDK for JavaScript, behind many a deployment, turns them into the number that is meant.
// https://github.com/hashicorp/terraform-provider-aws/issues/35956
// https://github.com/aws/aws-sdk-js-v3/issues/5198
func (r *reader) number(object *document.Node, key string) snapshot.Value[int] {
	n := find(object, key)
	if r.loose {
		return field.Int(n)
	}

	value, ok := n.Int()
	if digits, isText := n.Text(); isText && isDigits(digits) {
		i, err := strconv.Atoi(digits)
		value, ok = i, err == nil
	}

	switch {
	case isAbsent(n):
		return snapshot.Value[int]{}
	case unknown(n) != "":
		return snapshot.Unknown[int](unknown(n))
	case !ok:
		r.wrong(n, key, wholeNumber)

		return snapshot.Value[int]{}
	}

	return snapshot.Known(value)
}

// isDigits reports whether a text has nothing but decimal digits.
func isDigits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// flag reads a boolean.
func (r *reader) flag(object *document.Node, key string) snapshot.Value[bool] {
	n := find(object, key)
	if r.loose {
		return field.Flag(n)
	}

	value, ok := n.Bool()

	switch {
	case isAbsent(n):
		return snapshot.Value[bool]{}
	case unknown(n) != "":
		return snapshot.Unknown[bool](unknown(n))
	case !ok:
		r.wrong(n, key, "true or false")

		return snapshot.Value[bool]{}
	}

	return snapshot.Known(value)
}

// object reads an object; nil where there is none.
func (r *reader) object(object *document.Node, key string) *document.Node {
	n := r.typed(find(object, key), key, document.Object)
	r.spell(n, keysOf(key))

	return n
}

// list reads a list; nil where there is none.
func (r *reader) list(object *document.Node, key string) *document.Node {
	return r.typed(find(object, key), key, document.List)
}

// typed is n where it has the wanted kind, and nil where it is absent, unknown or wrong.
func (r *reader) typed(n *document.Node, name string, want document.Kind) *document.Node {
	switch {
	case isAbsent(n) || n.Why() != "":
		return nil
	case n.Kind() != want:
		r.wrong(n, name, want.String())

		return nil
	}

	return n
}

// objects are the objects in a list, with their index. Null items are skipped, as Terraform's provider does.
func (r *reader) objects(list *document.Node, name string) iter.Seq2[int, *document.Node] {
	return func(yield func(int, *document.Node) bool) {
		keys := keysOf(name)

		for i, item := range list.Items() {
			r.spell(item, keys)

			if item.Kind() != document.Object && !isAbsent(item) && item.Why() == "" {
				r.wrong(item, "an item of "+name, document.Object.String())
			} else if item.Kind() == document.Object && !yield(i, item) {
				return
			}
		}
	}
}

// names are the texts in a list, as they are written: a placeholder equals no value that ECS knows.
func names[T ~string](r *reader, object *document.Node, key string) []T {
	var all []T

	for _, item := range r.list(object, key).Items() {
		if item = r.typed(item, "an item of "+key, document.Text); item != nil {
			value, _ := item.Text()
			all = append(all, T(value))
		}
	}

	return all
}
