// Package plan reads a plan of Terraform or OpenTofu in JSON, as `terraform show -json FILE` writes it, into resources.
//
// A plan knows all values but those that AWS gives. Where such a value stands for a resource, as the ID of a security
// group does, the configuration in the plan says of which: [Read] follows it through variables and outputs of modules.
// It does not say what local values are made of. A local value is taken for the resource of the module that is of the
// only kind that fits, if there is one.
//
// Deleted resources are gone. What a plan calls sensitive is unknown from the start.
// https://developer.hashicorp.com/terraform/internals/json-format
package plan

import (
	"path/filepath"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// Read reads the plan in data, the content of the named file, which also names the stack: a plan does not say of which
// directory it is. The error is a [*document.SyntaxError]; that of a plan that could not be finished comes with the
// resources it holds.
func Read(name string, data []byte) (root string, all []resource.Resource, err error) {
	root = filepath.ToSlash(name)

	if problem := unlike(data); problem != "" {
		return root, nil, &document.SyntaxError{File: name, Line: 1, Column: 1, Problem: problem}
	}

	plan, err := document.ParseLarge(name, data)
	if err != nil {
		return root, nil, err
	}

	if problem, at := refuse(plan); problem != "" {
		place := at.Head()

		return root, nil, &document.SyntaxError{
			File: name, Line: place.StartLine, Column: place.StartColumn, Problem: problem,
		}
	}

	return root, newReader(name, plan).all(), failed(name, plan)
}

// failed is the error of a plan that Terraform could not finish; what it holds is right, but not all.
// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
func failed(name string, plan *document.Node) error {
	errored := plan.Get("errored")
	if !isTrue(errored) {
		return nil
	}

	at := errored.Head()

	return &document.SyntaxError{
		File: name, Line: at.StartLine, Column: at.StartColumn,
		Problem: "the plan ended with an error, so resources are missing from it; mend that and plan again",
	}
}

// show is what to do about a file that is no plan in JSON.
const show = "; write a plan with `terraform plan -out=FILE`, and turn it into JSON with `terraform show -json FILE`"

// unlike says of data that no parser needs to see what it is.
func unlike(data []byte) string {
	head := strings.TrimLeft(string(data[:min(len(data), 1024)]), "\xEF\xBB\xBF \t\r\n")
	line, _, _ := strings.Cut(head, "\n")

	switch {
	case strings.HasPrefix(head, "PK\x03\x04"):
		return "this is the plan itself, which is no text; turn it into JSON with `terraform show -json FILE`"
	case strings.HasPrefix(line, "{") && strings.Contains(line, `"@level"`):
		return "this is the log of `terraform plan -json`, not the plan" + show
	default:
		return ""
	}
}

// refuse says why a document is no plan that can be read, and where.
func refuse(plan *document.Node) (string, *document.Node) {
	version := plan.Get("format_version")
	text, _ := version.Text()
	major, _, _ := strings.Cut(text, ".")

	switch {
	case plan.Kind() != document.Object:
		return "this is no plan but " + plan.Kind().String() + show, plan
	case text != "" && major != "0" && major != "1":
		return "the plan has a format_version that this version of ecslint cannot read; it reads 0 and 1", version
	case plan.Get("planned_values") == nil && plan.Get("values") != nil:
		return "this is a state, not a plan" + show, plan
	case plan.Get("planned_values") == nil && plan.Get("resource_changes") == nil && plan.Get("deferred_changes") == nil:
		return "this is no plan: it has no planned_values" + show, plan
	default:
		return "", nil
	}
}
