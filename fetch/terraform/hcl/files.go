package hcl

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// files are the functions of files, which lie beside the root module.
func files() map[string]builtin {
	return map[string]builtin{
		"file":         func(c *call) *value { return c.read(nil) },
		"templatefile": func(c *call) *value { return c.templated() },
		"filebase64": func(c *call) *value {
			return c.read(func(text string) *value { return textOf(encode(text)) })
		},
		"fileexists": func(c *call) *value {
			if c.read(nil).kind == aText {
				return boolOf(true)
			}

			return c.depends().because(unknown("fileexists()"))
		},
		"templatestring": func(c *call) *value {
			text, ok := c.arg(0).literal()
			if !ok {
				return c.depends()
			}

			return c.scope.run.rendered(text, c.arg(1))
		},
		"basename": onPath(path.Base), "dirname": onPath(path.Dir),
	}
}

// read is the text of a file, or what is made of it.
func (c *call) read(change func(string) *value) *value {
	name, ok := c.arg(0).literal()
	if !ok {
		return c.depends()
	}

	name = filepath.ToSlash(name)
	if !path.IsAbs(name) {
		name = path.Join(c.scope.run.root.config.dir, name)
	}

	data, err := c.scope.run.reader.readFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.scope.run.wrong(c.at, "the file that %s() names cannot be read: %s", c.name, reason(err))
	}

	if err != nil || !utf8.Valid(data) {
		return failure(absent(name))
	}

	if texts := &c.scope.run.result.Texts; !slices.Contains(*texts, name) {
		*texts = append(*texts, name)
	}

	if change != nil {
		return change(string(data))
	}

	return textOf(string(data))
}

// plainPath is a path that may be told: any other may hold a secret.
var plainPath = regexp.MustCompile(`^[A-Za-z0-9._/-]{0,100}[./][A-Za-z0-9._-]{1,50}$`)

// absent says that a file is not here, by its name from the folder in which the run began.
func absent(name string) string {
	if !plainPath.MatchString(name) {
		return "a file that is not here"
	}

	return "the file " + name + ", which is not here"
}

func (c *call) templated() *value {
	names := c.arg(1)
	if len(c.args) < 2 {
		names = objectOf(nil, nil)
	}

	return c.read(func(text string) *value { return c.scope.run.rendered(text, names) })
}

func onPath(f func(string) string) builtin {
	return func(c *call) *value {
		name, ok := c.arg(0).literal()
		if !ok {
			return c.depends()
		}

		return textOf(f(name))
	}
}

// path is an attribute of path, as from the directory of the root module, in which Terraform runs.
func (m *module) path(name string) *value {
	if name != "module" {
		return known(name == "root", ".")
	}

	relative, err := filepath.Rel(filepath.FromSlash(m.run.root.config.dir), filepath.FromSlash(m.config.dir))

	return known(err == nil, strings.ReplaceAll(relative, `\`, "/"))
}

func known(ok bool, text string) *value {
	if !ok {
		return unknown("a path of this machine")
	}

	return textOf(text)
}
