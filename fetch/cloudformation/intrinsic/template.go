package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// A Template is a template with all that its expressions may name.
type Template struct {
	*sections

	run *run

	// File is the path of the template; prefix goes before the logical ids of a nested one, such as "Network.".
	file, prefix string
	depth        int
	around       []string // the files that this one is nested in
}

type sections struct {
	root       *document.Node
	parameters map[string]*parameter
	conditions map[string]*condition
	resources  []*Resource
	byName     map[string]*Resource
	outputs    map[string]scoped
	mappings   map[string]*document.Node
	transforms bool
	included   bool
}

// A scoped expression is one with the values of the loops around it.
type scoped struct {
	node *document.Node
	loop *loop
}

// Is reports whether a document is a CloudFormation template: it has resources with types.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
func Is(root *document.Node) bool {
	resources := root.Get("Resources")
	if resources.Kind() != document.Object {
		return false
	}

	for _, r := range resources.Items() {
		kind, ok := typeOf(r).Text()
		if ok && strings.Contains(kind, "::") || strings.HasPrefix(r.Name(), forEach) {
			return true
		}
	}

	return root.Get("AWSTemplateFormatVersion") != nil
}

// typeOf is the type of a resource, also under a key in other capitals, which CloudFormation refuses.
func typeOf(r *document.Node) *document.Node {
	for _, member := range r.Items() {
		if strings.EqualFold(member.Name(), "Type") {
			return member
		}
	}

	return nil
}

// New takes the parsed content of the file.
func New(file string, root *document.Node, o Options) *Template {
	t := &Template{
		run: &run{
			options: o, reported: map[Error]bool{}, parsed: map[string]*document.Node{}, dynamic: map[string]int{},
		},
		file: file,
	}
	t.load(root, t.givenBy(o.Parameters))

	return t
}

// load reads the sections. Order matters: loops over resources ask for parameters, mappings and conditions.
func (t *Template) load(root *document.Node, given func(string) (value *document.Node, unknown, ok bool)) {
	t.sections = &sections{
		root: root, conditions: map[string]*condition{}, byName: map[string]*Resource{},
		outputs: map[string]scoped{}, mappings: map[string]*document.Node{}, transforms: root.Get("Transform") != nil,
		included: adds(root.Get("Transform")),
	}
	t.declare(given)

	for _, n := range t.section("Mappings").Items() {
		t.mappings[n.Name()] = n
	}

	t.expand(t.section("Conditions"), nil, func(s scoped) {
		t.conditions[s.node.Name()] = &condition{scoped: s}
	})
	t.expand(t.section("Resources"), nil, t.addResource)
	t.expand(t.section("Outputs"), nil, func(s scoped) { t.outputs[s.node.Name()] = s })
	t.resolve()
}

// section is an object of the template; nil where there is none.
func (t *Template) section(name string) *document.Node {
	n := t.root.Get(name)

	switch n.Kind() {
	case document.Object:
		return n
	case document.Null:
	default:
		t.run.problem(t.file, n, name+" must be an object, not "+n.Kind().String())
	}

	return nil
}

func (t *Template) addResource(s scoped) {
	n := s.node
	kind, ok := n.Get("Type").Text()

	switch {
	case n.Name() == "Fn::Transform":
		t.included = true

		return
	case n.Kind() != document.Object || !ok:
		if !t.transforms { // which may mean anything
			t.run.problem(t.file, n, "a resource must be an object with a Type")
		}

		return
	}

	r := &Resource{t: t, scoped: s, Name: n.Name(), Type: kind}
	t.resources = append(t.resources, r)
	t.byName[r.Name] = r
}

// Resources are the resources of the template that its conditions may let be, in the order of the file. Those of nested
// stacks are in the [Resource.Nested] of the stack.
func (t *Template) Resources() []*Resource {
	kept := make([]*Resource, 0, len(t.resources))

	for _, r := range t.resources {
		name, ok := r.node.Get("Condition").Text()
		if !ok || t.conditionNamed(name, r.node.Get("Condition"), r.loop) != no {
			kept = append(kept, r)
		}
	}

	return kept
}

// Problems are what is wrong with the template and those nested in it, as far as it was evaluated.
func (t *Template) Problems() []error {
	if t.run.full {
		t.run.problem(t.file, t.root, tooLarge+"; split it up")
	}

	return t.run.problems
}

// Files are the paths of the nested templates that were read, each once.
func (t *Template) Files() []string { return t.run.files }

// ParameterPath is the name in Parameter Store that a parameter of the stack is taken from, by the address of the
// parameter; empty where it has none.
func (t *Template) ParameterPath(address string) string {
	name, ok := strings.CutPrefix(address, t.prefix)
	if p := t.parameters[name]; ok && p != nil {
		return p.path
	}

	return ""
}
