package intrinsic

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

const stackType = "AWS::CloudFormation::Stack"

// Nested is the template of a nested stack; nil for any other resource, and for a template that cannot be read, such as
// one in S3.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
func (r *Resource) Nested() *Template {
	if r.Type == stackType && !r.looked {
		r.looked = true // before it is read: it may ask for its own outputs
		r.nested = r.open()
	}

	return r.nested
}

// IsLocal reports whether the template of a nested stack is a file beside this one, which `aws cloudformation package`
// uploads.
// https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
func (r *Resource) IsLocal() bool {
	_, ok := r.path()

	return ok
}

func (r *Resource) path() (string, bool) {
	url := r.node.Get("Properties").Get("TemplateURL")
	text, ok := written(r.t.in(r.loop).eval(url))

	if !ok || text == "" || strings.Contains(text, "://") || path.IsAbs(text) || strings.Contains(text, `\`) {
		return "", false
	}

	return sibling(r.t.file, text), true
}

func (r *Resource) open() *Template {
	t, at := r.t, r.node.Get("Properties").Get("TemplateURL")
	file, ok := r.path()

	switch {
	case !ok || t.run.options.Open == nil:
		return nil
	case file == t.file || slices.Contains(t.around, file):
		t.run.problem(t.file, at, "the nested stack holds itself")

		return nil
	case t.depth >= maxDepth || t.run.opened >= maxNested:
		t.run.problem(t.file, at, "there are too many nested stacks")

		return nil
	}

	t.run.opened++

	root := r.parse(file, at)
	if root == nil {
		return nil
	}

	nested := &Template{
		run: t.run, file: file, prefix: t.prefix + r.Name + ".", depth: t.depth + 1,
		around: append(slices.Clone(t.around), t.file),
	}
	nested.load(root, r.passed)

	return nested
}

// parse reads a file once.
func (r *Resource) parse(file string, at *document.Node) *document.Node {
	run := r.t.run

	if root, ok := run.parsed[file]; ok {
		return root
	}

	run.parsed[file] = nil

	data, err := run.options.Open(file)
	if err != nil {
		run.problem(r.t.file, at, "the template of the nested stack cannot be read"+unreadable(err))

		return nil
	}

	root, err := document.Parse(file, data)

	switch {
	case err != nil:
		r.Failed(err)

		return nil
	case !Is(root):
		run.problem(r.t.file, at, "the template of the nested stack is no CloudFormation template")

		return nil
	}

	run.parsed[file] = root
	run.files = append(run.files, file)

	return root
}

// unreadable is why a file cannot be read, without its name.
func unreadable(err error) string {
	if of, ok := errors.AsType[*fs.PathError](err); ok && !errors.Is(err, fs.ErrNotExist) {
		return ": " + of.Err.Error()
	}

	return "; it is looked for beside this file"
}

// passed is what the stack is given for a parameter.
func (r *Resource) passed(name string) (value *document.Node, unknown, ok bool) {
	given := r.node.Get("Properties").Get("Parameters")
	if fn, _ := function(given); fn != "" {
		return nil, true, true
	}

	n := given.Get(name)
	if n == nil {
		return nil, false, false
	}

	value = r.t.in(r.loop).eval(n)

	return value, false, value != nil
}
