package intrinsic

import (
	"encoding/base64"
	"strconv"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// call is the value of a function.
func (s scope) call(name string, n, argument *document.Node) *document.Node {
	switch name {
	case ref:
		if name, ok := written(s.eval(argument)); ok {
			return s.ref(n, name)
		}

		return n.MakeUnknown("the name in Ref is not known")
	case "Fn::GetAtt":
		return s.getAttribute(n, argument)
	case "Fn::Sub":
		return s.sub(n, argument)
	case "Fn::Join":
		return s.join(n, argument)
	case "Fn::Split":
		return s.split(n, argument)
	case "Fn::Select":
		return s.pick(n, argument)
	case "Fn::If":
		return s.choose(n, argument)
	case "Fn::FindInMap":
		return s.findInMap(n, argument)
	case "Fn::ImportValue":
		return s.importValue(n, argument)
	default:
		return s.callRarer(name, n, argument)
	}
}

func (s scope) callRarer(name string, n, argument *document.Node) *document.Node {
	switch name {
	case "Fn::Base64":
		return s.base64(n, argument)
	case "Fn::Cidr":
		return s.cidr(n, argument)
	case "Fn::GetAZs":
		return n.MakeReference("AWS::AvailabilityZones", "")
	case "Fn::Length":
		return s.length(n, argument)
	case "Fn::ToJsonString":
		return s.toJSON(n, argument)
	case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals":
		if v := s.truth(n); v != maybe {
			return n.MakeBool(v == yes)
		}

		return n.MakeUnknown(undecided)
	default: // Fn::Transform, and what CloudFormation may think of
		return n.MakeUnknown(name + " is not evaluated here")
	}
}

// base64 encodes a text. References in it stay, for whoever decodes it.
func (s scope) base64(n, argument *document.Node) *document.Node {
	value := s.eval(argument)
	text, ok := field.Written(value)

	switch {
	case value.Why() != "":
		return adopt(value, n)
	case !ok:
		return s.misused(n, "Fn::Base64 takes a text")
	case !s.run.spend(0, 2*len(text)):
		return n.MakeUnknown(tooLarge)
	default:
		return n.MakeText(base64.StdEncoding.EncodeToString([]byte(text)))
	}
}

// length is Fn::Length of AWS::LanguageExtensions.
func (s scope) length(n, argument *document.Node) *document.Node {
	list := s.eval(argument)
	if list.Kind() != document.List {
		return n.MakeUnknown("the length of the list is not known")
	}

	return n.MakeNumber(strconv.Itoa(list.Len()))
}
