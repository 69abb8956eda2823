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

// resolve tells of the names that nothing declares, which CloudFormation refuses in resources and outputs before it
// makes anything, each at the first place. Where a macro, a loop or a module makes resources, nobody knows all of them,
// and what has neither a version nor parameters may be a piece of a template that something else puts together.
//
//   - https://repost.aws/knowledge-center/cloudformation-template-validation
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html
func (t *Template) resolve() {
	resources, parameters := t.declared()
	piece := t.root.Get("AWSTemplateFormatVersion") == nil && t.root.Get("Parameters") == nil

	if resources == nil || piece || t.included || others(t.root.Get("Transform")) {
		return
	}

	told := map[string]bool{}
	visit := func(m mention) {
		declared := resources[m.name] || parameters[m.name] && !m.resource
		if !declared && !told[m.name] && identifier.MatchString(m.name) {
			told[m.name] = true
			t.run.problem(t.file, m.at, unresolved(m, resources, parameters, len(told) <= typo.Enough))
		}
	}

	for _, n := range t.root.Get("Resources").Items() {
		depends(n.Get("DependsOn"), visit)
		mentions(n.Get("Properties"), visit)
	}

	for _, n := range t.root.Get("Outputs").Items() {
		mentions(n.Get("Value"), visit)
		mentions(n.Get("Export"), visit)
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
