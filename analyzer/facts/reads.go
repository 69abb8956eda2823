package facts

import (
	"reflect"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Reads lists the nouns behind the fields that a rule of the given scope refers to by name, and the noun of the
// scope itself. A gap in one of them blinds the rule.
func Reads(scope Scope, names []string) []string {
	var (
		nouns []string
		root  reflect.Type
	)

	switch scope {
	case ScopeTaskDefinition:
		nouns, root = []string{string(snapshot.NounTaskDefinition)}, reflect.TypeFor[TaskDefinition]()
	case ScopeService:
		// A service without its definition is of an unknown mode, where no rule for a mode looks.
		nouns = []string{string(snapshot.NounService), string(snapshot.NounTaskDefinition)}
		root = reflect.TypeFor[Service]()
	case ScopeCluster:
		nouns, root = []string{string(snapshot.NounCluster)}, reflect.TypeFor[Cluster]()
	case ScopeAccount:
		nouns, root = []string{string(snapshot.NounSecurityGroup)}, reflect.TypeFor[Account]()
	}

	return union(nouns, behind(root, names, "from"))
}

// Weighs lists the nouns behind the fields that only make what such a rule finds worse. A gap in one of them leaves
// the finding, at its milder severity, so that it does not blind the rule.
func Weighs(scope Scope, names []string) []string {
	if scope != ScopeTaskDefinition {
		return nil // no other root has such a field
	}

	return union(nil, behind(reflect.TypeFor[TaskDefinition](), names, "worsens"))
}

// behind lists the nouns in a tag of the fields that are among the names.
func behind(root reflect.Type, names []string, tag string) []string {
	var nouns []string

	fields(root, func(name string, tags reflect.StructTag) {
		if from := tags.Get(tag); from != "" && slices.Contains(names, name) {
			nouns = append(nouns, strings.Split(from, ",")...)
		}
	})

	return nouns
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)

	return slices.Compact(all)
}

// fields calls visit for each field of a type and of the types in it, by its json name.
func fields(t reflect.Type, visit func(name string, tags reflect.StructTag)) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}

	if t.Kind() != reflect.Struct {
		return
	}

	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		visit(name, field.Tag)
		fields(field.Type, visit)
	}
}
