package intrinsic_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

const file = "stacks/main.yaml"

// load parses a template; files are those that it may nest.
func load(tb testing.TB, text string, given intrinsic.Parameters, files map[string]string) *intrinsic.Template {
	tb.Helper()

	root, err := document.Parse(file, []byte(text))
	if err != nil {
		tb.Fatal(err)
	}

	return intrinsic.New(file, root, intrinsic.Options{Parameters: given, Open: func(path string) ([]byte, error) {
		if text, ok := files[path]; ok {
			return []byte(text), nil
		}

		return nil, fs.ErrNotExist
	}})
}

// evaluated is the property V of the resource R of a template that begins so.
func evaluated(tb testing.TB, head, expression string, given intrinsic.Parameters) (value string, problems []string) {
	tb.Helper()

	template := load(tb, head+"\nResources:\n  Group: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: vpc-1}}\n"+
		"  R:\n    Type: AWS::X::Y\n    Properties:\n      V: "+indented(expression)+"\n", given, nil)

	for _, r := range template.Resources() {
		if r.Name == "R" {
			value = show(r.Properties().Get("V"))
		}
	}

	return value, texts(template.Problems())
}

func indented(text string) string { return strings.ReplaceAll(text, "\n", "\n        ") }

func texts(errs []error) []string {
	all := make([]string, 0, len(errs))
	for _, err := range errs {
		all = append(all, err.Error())
	}

	return all
}

// show writes a value: <address.attribute> for a reference, ? and the reason for what is not known.
func show(n *document.Node) string {
	if text, ok := field.Written(n); ok {
		return text
	}

	if address, attribute, ok := n.Reference(); ok {
		return "<" + strings.TrimSuffix(address+"."+attribute, ".") + ">"
	}

	switch n.Kind() {
	case document.Unknown:
		return "?" + n.Why()
	case document.List, document.Object:
		var items []string

		for _, item := range n.Items() {
			text := show(item)
			if n.Kind() == document.Object {
				text = item.Name() + ": " + text
			}

			items = append(items, text)
		}

		if n.Kind() == document.Object {
			return "{" + strings.Join(items, ", ") + "}"
		}

		return "[" + strings.Join(items, ", ") + "]"
	default:
		return "-"
	}
}

// checkProblems: each is one line, and says where.
func checkProblems(tb testing.TB, problems []error) {
	tb.Helper()

	for _, err := range problems {
		var (
			own    *intrinsic.Error
			syntax *document.SyntaxError
		)

		if !errors.As(err, &own) && !errors.As(err, &syntax) || strings.Contains(err.Error(), "\n") {
			tb.Errorf("%v is no problem with a place", err)
		}

		if own != nil && !strings.HasPrefix(err.Error(), fmt.Sprintf("%s:%d:%d: ", own.File, own.Line, own.Column)) {
			tb.Errorf("%v does not begin with its place", err)
		}
	}
}
