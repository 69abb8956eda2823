package intrinsic

import (
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// Parameters are values of parameters by their names.
type Parameters map[string]Parameter

// A Parameter is the value that somebody gives a parameter. It is unknown where the file says to keep the one of the
// deployed stack.
type Parameter struct {
	Value   string
	Unknown bool
}

// ReadParameters reads a file of parameters in any of the forms that are in use, in JSON or YAML:
//
//   - the list of ParameterKey and ParameterValue of the AWS CLI;
//   - an object with Parameters, as CodePipeline's template configuration;
//   - an object of names and values;
//   - a list of Name=Value, as `aws cloudformation deploy` takes.
//
// https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
// https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy.html
//
// The error is a [*document.SyntaxError] or an [*Error]; it never quotes a value.
func ReadParameters(name string, data []byte) (Parameters, error) {
	root, err := document.Parse(name, data)
	if err != nil {
		return nil, err
	}

	all := Parameters{}

	switch {
	case root.Kind() == document.List:
		err = all.list(name, root)
	case root.Get("Parameters").Kind() == document.Object:
		err = all.object(name, root.Get("Parameters"))
	case root.Kind() == document.Object:
		err = all.object(name, root)
	default:
		err = wrong(name, root, parameterForms)
	}

	return all, err
}

const parameterForms = "expected parameters: an object of names and values, or a list of objects with ParameterKey " +
	"and ParameterValue"

func wrong(file string, at *document.Node, problem string) error {
	head := at.Head()

	return &Error{File: file, Line: max(1, head.StartLine), Column: max(1, head.StartColumn), Problem: problem}
}

func (p Parameters) list(file string, list *document.Node) error {
	for _, item := range list.Items() {
		if text, ok := item.Text(); ok {
			key, value, found := strings.Cut(text, "=")
			if !found {
				return wrong(file, item, "expected Name=Value")
			}

			p[key] = Parameter{Value: value}

			continue
		}

		key, ok := item.Get("ParameterKey").Text()
		if !ok {
			return wrong(file, item, parameterForms)
		}

		if keep, _ := item.Get("UsePreviousValue").Bool(); keep {
			p[key] = Parameter{Unknown: true}
		} else if err := p.value(file, key, item.Get("ParameterValue"), item); err != nil {
			return err
		}
	}

	return nil
}

func (p Parameters) object(file string, object *document.Node) error {
	for _, item := range object.Items() {
		if err := p.value(file, item.Name(), item, item); err != nil {
			return err
		}
	}

	return nil
}

// value takes a list for the texts of it with commas between, which is how CloudFormation takes one.
func (p Parameters) value(file, key string, n, at *document.Node) error {
	if n.Kind() == document.List {
		words := make([]string, 0, n.Len())

		for _, item := range n.Items() {
			word, ok := field.Written(item)
			if !ok {
				return wrong(file, item, "the value of a parameter must be text, or a list of texts")
			}

			words = append(words, word)
		}

		p[key] = Parameter{Value: strings.Join(words, ",")}

		return nil
	}

	value, ok := field.Written(n)
	if !ok {
		return wrong(file, at, "the value of a parameter must be text, or a list of texts")
	}

	p[key] = Parameter{Value: value}

	return nil
}
