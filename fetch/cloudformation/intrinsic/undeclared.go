package intrinsic

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// identifier is what a name may be; nothing else is told, since it may be anything.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
var identifier = regexp.MustCompile(`^[A-Za-z0-9]{1,255}$`)

// resolve tells of the names that nothing declares, which CloudFormation refuses before it makes anything, each at the
// first place, and of what it refuses in the frames of resources. Where a macro, a loop or a module makes resources,
// nobody knows all of them, and pieces of a template name what others have.
//
//   - https://repost.aws/knowledge-center/cloudformation-template-validation
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html
func (t *Template) resolve() {
	resources, parameters := t.declared()
	if resources == nil || t.included || others(t.root.Get("Transform")) {
		return
	}

	for _, n := range t.root.Get("Resources").Items() {
		t.frame(n)
	}

	v := visitor{Template: t, resources: resources, parameters: parameters, told: map[string]bool{}}
	v.resourcesAndOutputs()
	v.conditionsAndMaps()

	if len(v.found) == 0 || t.isPiece() {
		return
	}

	for _, f := range v.found {
		t.run.problem(t.file, f.at, f.text)
	}
}

// A visitor looks for the names of one template that nothing declares.
type visitor struct {
	*Template

	resources  map[string]bool // with their types in the template
	parameters map[string]bool
	told       map[string]bool
	found      []finding
}

// A finding is what is wrong with a name, and where.
type finding struct {
	at   *document.Node
	text string
}

// tell notes what is wrong with a name, once.
func (v *visitor) tell(at *document.Node, name, text string) {
	if v.told[name] || !identifier.MatchString(name) {
		return
	}

	v.told[name] = true
	v.found = append(v.found, finding{at, text})
}

func (v *visitor) resourcesAndOutputs() {
	for _, n := range v.root.Get("Resources").Items() {
		depends(n.Get("DependsOn"), v.name)
		mentions(n.Get("Properties"), v.name)
	}

	for _, n := range v.root.Get("Outputs").Items() {
		mentions(n.Get("Value"), v.name)
		mentions(n.Get("Export"), v.name)
	}
}

// name tells of a parameter or resource that is not there, and of an attribute that a resource does not have.
func (v *visitor) name(m mention) {
	if !v.resources[m.name] && (m.resource || !v.parameters[m.name]) {
		v.tell(m.at, m.name, unresolved(m, v.resources, v.parameters, len(v.told) < typo.Enough))

		return
	}

	kind, _ := v.root.Get("Resources").Get(m.name).Get("Type").Text()

	known := attributesOf(kind)
	if meant := slip(m.attribute, known); m.attribute != "" && meant != "" {
		v.tell(m.at, m.attribute, kind+" has no attribute "+m.attribute+"; write "+meant)
	}
}

// declared are the names of resources and parameters; nil where nobody knows all of them.
func (t *Template) declared() (resources, parameters map[string]bool) {
	resources, parameters = map[string]bool{}, map[string]bool{}

	for _, n := range t.root.Get("Parameters").Items() {
		parameters[n.Name()] = true
	}

	for _, n := range t.root.Get("Resources").Items() {
		kind, _ := n.Get("Type").Text()
		if strings.HasPrefix(n.Name(), forEach) || strings.HasSuffix(kind, "::MODULE") {
			return nil, nil
		}

		resources[n.Name()] = true
	}

	return resources, parameters
}

// depends visits the names that a resource waits for.
func depends(n *document.Node, visit func(mention)) {
	if text, ok := n.Text(); ok && n.Tag() == "" {
		visit(mention{at: n, name: text, resource: true})
	}

	for _, item := range n.Items() {
		if text, ok := item.Text(); ok && item.Tag() == "" {
			visit(mention{at: item, name: text, resource: true})
		}
	}
}

// unresolved says what is wrong with a name and, with a hint, what was meant, perhaps.
func unresolved(m mention, resources, parameters map[string]bool, hint bool) string {
	what := "not a resource"
	if !m.resource {
		what = "neither a parameter nor a resource"
	}

	text := "the template refers to " + m.name + ", which is " + what + " of it; declare it or correct the name"
	if !hint {
		return text
	}

	known := slices.Collect(maps.Keys(resources))
	if !m.resource {
		known = slices.AppendSeq(known, maps.Keys(parameters))
	}

	return text + typo.DidYouMean(typo.Nearest(m.name, known))
}

// others reports whether a transform is named beside that of the language itself, which adds no resource.
func others(transform *document.Node) bool {
	text, _ := transform.Text()

	switch transform.Kind() {
	case document.Null:
		return false
	case document.List:
		for _, item := range transform.Items() {
			if others(item) {
				return true
			}
		}

		return false
	default:
		return text != "AWS::LanguageExtensions"
	}
}
