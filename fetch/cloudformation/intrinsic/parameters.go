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

// A parameter is one that a template declares.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
type parameter struct {
	list bool

	// value is nil where nobody knows it; it is a text, or of a nested stack what the outer one passes.
	value *document.Node

	// path is the name in Parameter Store that the value is taken from, when the stack is deployed.
	path string
}

// declare reads the section Parameters. Given wins over the default; a secret is never known.
func (t *Template) declare(given func(string) (value *document.Node, unknown, ok bool)) {
	t.parameters = map[string]*parameter{}

	for _, n := range t.section("Parameters").Items() {
		kind, _ := n.Get("Type").Text()
		p := &parameter{list: kind == "CommaDelimitedList" || strings.HasPrefix(kind, "List<"), value: n.Get("Default")}
		t.parameters[n.Name()] = p

		value, unknown, ok := given(n.Name())
		if ok {
			p.value = value
		}

		if _, isText := field.Written(p.value); !isText && !ok {
			p.value = nil
		}

		switch hidden, _ := field.Written(n.Get("NoEcho")); {
		case unknown, strings.EqualFold(hidden, "true"):
			p.value = nil
		case strings.HasPrefix(kind, "AWS::SSM::Parameter::Value<"):
			p.list = strings.HasPrefix(kind, "AWS::SSM::Parameter::Value<List<")
			p.path, _ = p.value.Text()
			p.value = nil
		}
	}
}

// givenBy is what the options say of the parameters of the outermost template.
func (t *Template) givenBy(all Parameters) func(string) (value *document.Node, unknown, ok bool) {
	return func(name string) (*document.Node, bool, bool) {
		p, ok := all[name]
		if !ok {
			return nil, false, false
		}

		return t.root.MakeText(p.Value), p.Unknown, true
	}
}

// parameterValue is the value of a parameter, at the place of n.
func (t *Template) parameterValue(n *document.Node, name string, p *parameter) *document.Node {
	text, ok := field.Written(p.value)

	switch {
	case p.value == nil:
		return n.MakeReference(t.prefix+name, "")
	case !ok:
		return adopt(p.value, n)
	case !p.list:
		return n.MakeText(text)
	case strings.TrimSpace(text) == "":
		return n.MakeList(nil)
	}

	words := t.splitText(n, text, ",")
	for i, word := range words {
		if text, ok := word.Text(); ok {
			words[i] = word.MakeText(strings.TrimSpace(text))
		}
	}

	return t.listOf(n, words)
}

// listOf is a list, the members of which count.
func (t *Template) listOf(n *document.Node, items []*document.Node) *document.Node {
	if !t.run.spend(len(items), 0) {
		return n.MakeUnknown(tooLarge)
	}

	return n.MakeList(items)
}

// adopt is a value at the place, and with the name, of the expression that yields it.
func adopt(value, n *document.Node) *document.Node {
	if value == nil {
		return nil
	}

	return value.PlacedAt(n).Named(n)
}
