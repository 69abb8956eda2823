package hcl

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A config is what the files of a directory declare, each thing by its address in the module.
type config struct {
	dir       string
	files     []*source
	problems  []*Error
	refused   string // why the directory cannot be read, if it is there; empty where it can
	variables map[string]*hclsyntax.Block
	locals    map[string]*hclsyntax.Attribute
	outputs   map[string]*hclsyntax.Block
	calls     map[string]*hclsyntax.Block
	resources map[string]*hclsyntax.Block // aws_vpc.main, data.aws_vpc.main

	order []string // of calls and resources, by the address in the module
}

// config reads a directory once.
func (r *Reader) config(dir string) *config {
	dir = path.Clean(dir)
	if c := r.configs[dir]; c != nil {
		return c
	}

	c := &config{
		dir: dir, variables: map[string]*hclsyntax.Block{}, locals: map[string]*hclsyntax.Attribute{},
		outputs: map[string]*hclsyntax.Block{}, calls: map[string]*hclsyntax.Block{},
		resources: map[string]*hclsyntax.Block{},
	}
	r.configs[dir] = c

	names, err := r.names(dir)
	if err != nil {
		c.problems = append(c.problems, &Error{File: dir, Problem: "the directory cannot be read: " + reason(err)})

		if !errors.Is(err, fs.ErrNotExist) {
			c.refused = ": " + reason(err)
		}
	}

	for _, name := range names {
		s := r.source(path.Join(dir, name))
		c.files = append(c.files, s)

		if s.problem != nil {
			c.problems = append(c.problems, s.problem)
		} else {
			c.add(s.body, isOverride(name))
		}
	}

	return c
}

// names are the files of a module in a directory, those that override others last. A file for OpenTofu wins over its
// namesake.
// https://developer.hashicorp.com/terraform/language/files
// https://opentofu.org/docs/language/files/
func (r *Reader) names(dir string) ([]string, error) {
	all, err := r.list(dir)

	var names []string

	for _, name := range all {
		if stem(name) != name && !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}

	names = slices.DeleteFunc(names, func(name string) bool {
		rest, isTerraform := strings.CutPrefix(name[len(stem(name)):], ".tf")
		_, overruled := slices.BinarySearch(all, stem(name)+".tofu"+rest)

		return isTerraform && overruled
	})

	slices.SortStableFunc(names, func(a, b string) int {
		switch over := isOverride(a); {
		case over == isOverride(b):
			return strings.Compare(a, b)
		case over:
			return 1
		default:
			return -1
		}
	})

	return names, err
}

// list are the names of the files in a directory, sorted.
func (r *Reader) list(dir string) ([]string, error) {
	entries, err := fs.ReadDir(r.fsys, dir)

	var names []string

	for _, entry := range entries {
		if !entry.IsDir() {
			names = append(names, entry.Name())
		}
	}

	return names, err
}

// stem is the name of a file of Terraform without its suffix; other names are their own.
func stem(name string) string {
	for _, suffix := range [...]string{".tf", ".tofu", ".tf.json", ".tofu.json"} {
		if base, ok := strings.CutSuffix(name, suffix); ok {
			return base
		}
	}

	return name
}

// isOverride knows the files whose blocks are merged into those of the others.
// https://developer.hashicorp.com/terraform/language/files/override
func isOverride(name string) bool {
	base := stem(name)

	return base == "override" || strings.HasSuffix(base, "_override")
}

func (c *config) add(body *hclsyntax.Body, override bool) {
	for _, block := range body.Blocks {
		switch block.Type {
		case "locals":
			maps.Copy(c.locals, block.Body.Attributes)
		case "variable":
			c.declare(c.variables, "", block, 1, override)
		case "output":
			c.declare(c.outputs, "", block, 1, override)
		case "module":
			c.declare(c.calls, "module.", block, 1, override)
		case "resource":
			c.declare(c.resources, "", block, 2, override)
		case "data", "ephemeral":
			c.declare(c.resources, block.Type+".", block, 2, override)
		}
	}
}

// declare adds a block by its labels. Of several blocks with one name the first counts: Terraform refuses the others.
func (c *config) declare(
	all map[string]*hclsyntax.Block, prefix string, block *hclsyntax.Block, labels int, override bool,
) {
	if len(block.Labels) != labels {
		return
	}

	name := strings.Join(block.Labels, ".")
	if prefix == "data." || prefix == "ephemeral." {
		name = prefix + name
	}

	switch old := all[name]; {
	case old == nil && !override:
		all[name] = block

		if block.Type == "module" {
			name = prefix + name
		}

		if block.Type == "module" || block.Type == "resource" || block.Type == "data" {
			c.order = append(c.order, name)
		}
	case old != nil && override:
		all[name] = overridden(old, block)
	case old != nil:
		file := c.files[len(c.files)-1]
		c.problems = append(c.problems,
			file.wrong(block.TypeRange.Start.Byte, fmt.Sprintf("%s%s is declared a second time; only the first counts, "+
				"at %s:%d", prefix, strings.TrimPrefix(name, prefix), old.TypeRange.Filename, old.TypeRange.Start.Line)))
	}
}

// overridden is a block with the arguments of another one in the place of its own, and with all blocks of a type in the
// place of its own of that type.
func overridden(block, by *hclsyntax.Block) *hclsyntax.Block {
	body := *block.Body
	body.Attributes = maps.Clone(block.Body.Attributes)
	body.Blocks = nil

	maps.Copy(body.Attributes, by.Body.Attributes)

	for _, inner := range block.Body.Blocks {
		same := func(other *hclsyntax.Block) bool { return blockType(other) == blockType(inner) }
		if !slices.ContainsFunc(by.Body.Blocks, same) {
			body.Blocks = append(body.Blocks, inner)
		}
	}

	body.Blocks = append(body.Blocks, by.Body.Blocks...)
	merged := *block
	merged.Body = &body

	return &merged
}

// blockType is the type of the blocks that a block stands for.
func blockType(block *hclsyntax.Block) string {
	if block.Type == "dynamic" && len(block.Labels) == 1 {
		return block.Labels[0]
	}

	return block.Type
}
