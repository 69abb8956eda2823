package intrinsic

import (
	"path"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// conditionsAndMaps looks for the conditions and maps that are asked for and that nothing declares. CloudFormation
// refuses the template whatever they would come to. Where loops or macros make some, nobody knows all of them.
//
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html
func (v *visitor) conditionsAndMaps() {
	conditions, maps := v.root.Get("Conditions"), v.root.Get("Mappings")

	visit := func(n named) {
		switch {
		case n.isMap && !makes(maps):
			v.mapping(n, maps)
		case !n.isMap && !makes(conditions) && conditions.Get(n.name) == nil:
			v.tell(n.at, n.name, "the template has no condition "+n.name+"; declare it or correct the name"+
				typo.DidYouMean(typo.Nearest(n.name, namesIn(conditions))))
		}
	}

	for _, section := range [...]string{"Resources", "Outputs"} {
		for _, n := range v.root.Get(section).Items() {
			if text, ok := plainText(n.Get(conditionKey)); ok {
				visit(named{at: n.Get(conditionKey), name: text})
			}

			asked(n.Get("Properties"), visit)
			asked(n.Get("Value"), visit)
		}
	}

	for _, n := range conditions.Items() {
		if !strings.HasPrefix(n.Name(), "Fn::") {
			asked(n, visit)
			mentions(n, v.name)
		}
	}
}

// mapping tells of a map that is not there, and of keys that it does not have, where these are written out and there is
// nothing to take instead.
func (v *visitor) mapping(n named, maps *document.Node) {
	at := maps.Get(n.name)
	if at == nil {
		if !n.hasDefault {
			v.tell(n.at, n.name, "the template has no map "+n.name+"; declare it or correct the name"+
				typo.DidYouMean(typo.Nearest(n.name, namesIn(maps))))
		}

		return
	}

	for _, key := range n.keys {
		if n.hasDefault || makes(at) || at.Kind() != document.Object {
			return
		}

		inner := at.Get(key)
		if inner == nil {
			v.tell(n.at, key, "the map "+n.name+" has no key "+key+" here; add it or correct the name"+
				typo.DidYouMean(typo.Nearest(key, namesIn(at))))

			return
		}

		at = inner
	}
}

// makes reports whether a loop or a macro adds to an object.
func makes(n *document.Node) bool {
	for _, member := range n.Items() {
		if strings.HasPrefix(member.Name(), "Fn::") {
			return true
		}
	}

	return false
}

func namesIn(n *document.Node) []string {
	names := make([]string, 0, n.Len())
	for _, member := range n.Items() {
		names = append(names, member.Name())
	}

	return names
}

// isPiece reports whether a template without a version and parameters is one that the Serverless Framework puts
// together with others: its configuration lies beside it or around it. CloudFormation itself needs nothing but
// resources, so what else has no version is a template all the same.
//
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
//   - https://www.serverless.com/framework/docs/providers/aws/guide/resources
func (t *Template) isPiece() bool {
	if t.root.Get("AWSTemplateFormatVersion") != nil || t.root.Get("Parameters") != nil {
		return false
	}

	const levels = 8 // of folders; the limit is our own

	dir := path.Dir(t.file)
	for range levels {
		for _, end := range [...]string{".yml", ".yaml", ".json", ".ts", ".js"} {
			if open := t.run.options.Open; open != nil {
				if _, err := open(path.Join(dir, "serverless"+end)); err == nil {
					return true
				}
			}
		}

		dir = path.Join(dir, "..")
	}

	return false
}
