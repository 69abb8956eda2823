package intrinsic

import (
	"github.com/ecslint/ecslint/fetch/document"
)

// findInMap is Fn::FindInMap. Keys that are not known lead to what all of them have, if that is one value.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
func (s scope) findInMap(n, argument *document.Node) *document.Node {
	given := s.arguments(argument)
	if len(given) != 3 && len(given) != 4 {
		return s.misused(n, "Fn::FindInMap takes a map and two keys")
	}

	name, ok := written(s.eval(given[0]))
	if !ok {
		return n.MakeUnknown("which map is meant is not known")
	}

	found := []*document.Node{s.mappings[name]}
	for _, key := range given[1:3] {
		found = s.under(found, s.eval(key))
	}

	switch {
	case len(found) == 0 && len(given) == 4 && given[3].Get("DefaultValue") != nil:
		return adopt(s.eval(given[3].Get("DefaultValue")), n)
	case len(found) == 0:
		return n.MakeUnknown("the map does not have it")
	}

	for _, other := range found[1:] {
		if s.same(found[0], other) != yes {
			return n.MakeUnknown("the key of the map is not known")
		}
	}

	if !s.run.spend(found[0].Len(), 0) {
		return n.MakeUnknown(tooLarge)
	}

	return adopt(s.eval(found[0]), n)
}

// under is what objects have under a key; all that they have, where that is not known.
func (s scope) under(objects []*document.Node, key *document.Node) []*document.Node {
	name, ok := written(key)

	var all []*document.Node

	for _, object := range objects {
		if ok {
			if value := object.Get(name); value != nil {
				all = append(all, value)
			}

			continue
		}

		if !s.run.spend(object.Len(), 0) {
			return nil
		}

		for _, value := range object.Items() {
			all = append(all, value)
		}
	}

	return all
}
