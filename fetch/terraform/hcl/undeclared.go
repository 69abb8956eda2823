package hcl

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ecslint/ecslint/fetch/typo"
)

// undeclared tells of the names that nothing in a directory declares, each at the first place: terraform validate
// refuses them. It does so only where all files were read, where nothing suggests that others are made of templates,
// and where a provider or a version is written: what has neither may be an example, or some files of a module.
// https://developer.hashicorp.com/terraform/language/expressions/references
func (r *run) undeclared(c *config) {
	if len(c.problems) > 0 || c.refused != "" || !c.whole() || r.generates(c.dir) {
		return
	}

	n := naming{run: r, config: c, told: map[string]bool{}}

	for _, s := range c.files {
		if strings.HasSuffix(s.name, ".json") { // whose texts need not be expressions
			continue
		}

		for _, block := range s.body.Blocks {
			switch block.Type {
			case "resource", "data", "module", "output", "locals":
				n.body(block.Body, nil)
			}
		}
	}
}

// whole reports whether a directory has what only a module as a whole has.
func (c *config) whole() bool {
	return slices.ContainsFunc(c.files, func(s *source) bool {
		return slices.ContainsFunc(s.body.Blocks, func(b *hclsyntax.Block) bool {
			return b.Type == "terraform" || b.Type == "provider"
		})
	})
}

// generates reports whether a directory has templates of Terraform's files, or is one in which Terragrunt makes some.
// https://terragrunt.gruntwork.io/docs/reference/config-blocks-and-attributes/#generate
func (r *run) generates(dir string) bool {
	names, _ := r.reader.list(dir)

	return slices.ContainsFunc(names, func(name string) bool {
		return strings.HasPrefix(name, "terragrunt.") || stem(name) == name &&
			(strings.Contains(name, ".tf.") || strings.Contains(name, ".tofu."))
	})
}

// A naming looks for the names of one directory.
type naming struct {
	run    *run
	config *config
	told   map[string]bool
}

// body looks through the arguments of a block and of those in it, in which iterators are names too.
func (n *naming) body(body *hclsyntax.Body, iterators []string) {
	for _, attribute := range inOrder(body) {
		switch attribute.Name {
		case "provider", "providers", "ignore_changes": // of other names
			continue
		}

		for _, t := range attribute.Expr.Variables() {
			if !slices.Contains(iterators, t.RootName()) {
				n.look(t)
			}
		}
	}

	for _, block := range body.Blocks {
		inner := iterators
		if block.Type == "dynamic" && len(block.Labels) == 1 {
			inner = append(slices.Clone(iterators), iteratorOf(block))
		}

		n.body(block.Body, inner)
	}
}

// iteratorOf is what a dynamic block calls its items.
// https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
func iteratorOf(block *hclsyntax.Block) string {
	if attribute := block.Body.Attributes["iterator"]; attribute != nil {
		if name := hcl.ExprAsKeyword(attribute.Expr); name != "" {
			return name
		}
	}

	return block.Labels[0]
}

// look tells of a reference whose name nothing declares.
func (n *naming) look(t hcl.Traversal) {
	root, name := t.RootName(), attributeName(t, 1)
	c := n.config

	switch root {
	case "each", "count", "self", "path", "terraform", "tofu", "resource", "action", "provider":
	case "var":
		find(n, t, "var."+name, "var.", c.variables)
	case "local":
		find(n, t, "local."+name, "local.", c.locals)
	case "module":
		find(n, t, "module."+name, "module.", c.calls)
	case "data", "ephemeral":
		if second := attributeName(t, 2); second != "" {
			find(n, t, root+"."+name+"."+second, "", c.resources)
		}
	default:
		if strings.Contains(root, "_") { // as in all types of resources of known providers
			find(n, t, root+"."+name, "", c.resources)
		}
	}
}

func find[T any](n *naming, t hcl.Traversal, name, prefix string, declared map[string]T) {
	key := strings.TrimPrefix(name, prefix)
	if _, ok := declared[key]; ok || key == "" || strings.HasSuffix(key, ".") || n.told[name] {
		return
	}

	n.told[name] = true

	var nearest []string

	if len(n.told) <= typo.Enough {
		for _, key := range typo.Nearest(key, slices.Collect(maps.Keys(declared))) {
			nearest = append(nearest, prefix+key)
		}
	}

	n.run.wrong(t.SourceRange(), "%s is not declared in this module; declare it or correct the name%s",
		name, typo.DidYouMean(nearest))
}
