package cloudformation

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// properties has a line for each type that is read, and for each object in its properties: the path of names that leads
// there, a tab, and the names that the object has. They are those of the registry of CloudFormation, all regions
// together, as cfn-lint ships them under MIT-0.
//
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html
//   - https://github.com/aws-cloudformation/cfn-lint/tree/main/src/cfnlint/data/schemas
//
//go:embed properties.tsv
var properties string

// propertiesOf are the names that an object has; nil for one of which they are not known, as of a free map.
func propertiesOf(path string) []string {
	_, rest, found := strings.Cut(properties, "\n"+path+"\t")
	if !found {
		return nil
	}

	line, _, _ := strings.Cut(rest, "\n")

	return strings.Fields(line)
}

// plainName is a name that may be told: any other is no slip of the hand.
var plainName = regexp.MustCompile(`^[A-Za-z0-9]{1,60}$`)

// misspelt remarks on the properties whose names nothing has but for a slip of the hand: CloudFormation refuses them,
// and here their values would be passed over. Other names may be newer than the table.
func (r resource) misspelt(n *document.Node, path string) {
	if n.Kind() == document.List {
		for _, item := range n.Items() {
			r.misspelt(item, path)
		}

		return
	}

	if n.Kind() != document.Object {
		return
	}

	names := propertiesOf(path)

	for _, member := range n.Items() {
		name := member.Name()

		if known := r.spelt(name, names); known != "" {
			r.misspelt(member, path+"/"+known)
		} else if nearest := typo.Nearest(name, names); len(nearest) > 0 && plainName.MatchString(name) {
			at := member.NameRange()
			r.remark("%s:%d:%d: %s has no property %s, which is not read%s", r.File(), at.StartLine, at.StartColumn, path,
				name, typo.DidYouMean(nearest))
		}
	}
}

// spelt is the name that a property has by the table; empty for one that it does not have. Those of task definitions
// are read in any capitals, as package taskdef has it of templates.
func (r resource) spelt(name string, names []string) string {
	i := slices.IndexFunc(names, func(known string) bool {
		return known == name || r.Type == "AWS::ECS::TaskDefinition" && strings.EqualFold(known, name)
	})
	if i < 0 {
		return ""
	}

	return names[i]
}

// repeated remarks on the keys that their object has already. CloudFormation takes the last one in JSON and in YAML, as
// is done here; tools around it refuse some.
//
//   - https://github.com/go-to-k/cdk-real-drift/issues/1074, which tells of what validate-template says
//   - https://github.com/aws-cloudformation/cfn-lint/issues/35
func (m *mapper) repeated(file string, root *document.Node) {
	for second, first := range root.Repetitions() {
		m.remark("%s:%d:%d: the object has this key already, at %d:%d; CloudFormation takes the last", file,
			second.StartLine, second.StartColumn, first.StartLine, first.StartColumn)
	}
}

func (m *mapper) remark(format string, args ...any) {
	m.remarks = append(m.remarks, fmt.Sprintf(format, args...))
}
