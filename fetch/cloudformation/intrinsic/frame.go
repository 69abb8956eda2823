package intrinsic

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/typo"
)

// attributeTable has a line for each type that ECS networks are made of: its name, a tab, and what Fn::GetAtt takes of
// it. They are those of the registry of CloudFormation, as cfn-lint derives them under MIT-0.
//
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html
//   - https://github.com/aws-cloudformation/cfn-lint/tree/main/src/cfnlint/data/schemas
//
//go:embed attributes.tsv
var attributeTable string

// attributesOf are the attributes of a type; nil where they are not known.
func attributesOf(kind string) []string {
	_, rest, found := strings.Cut(attributeTable, "\n"+kind+"\t")
	if !found {
		return nil
	}

	line, _, _ := strings.Cut(rest, "\n")

	return strings.Fields(line)
}

// frame tells of the keys of a resource, and of a type, that CloudFormation refuses and that nearly are some: without
// them a resource would vanish, or lose all that it says.
func (t *Template) frame(n *document.Node) {
	for _, member := range n.Items() {
		if meant := slip(member.Name(), frameKeys()); meant != "" {
			t.run.problemAt(t.file, member.NameRange(), "a resource has no key "+member.Name()+"; write "+meant)
		}
	}

	kind, _ := n.Get("Type").Text()
	if meant := meantType(kind); meant != "" {
		t.run.problem(t.file, n.Get("Type"), "there is no type of resources "+kind+"; write "+meant)
	}
}

// frameKeys are those beside the properties, with the two of SAM.
//
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
//   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html
func frameKeys() []string {
	return []string{
		"Type", "Properties", "Metadata", "DependsOn", "Condition", "CreationPolicy", "UpdatePolicy", "DeletionPolicy",
		"UpdateReplacePolicy", "Connectors", "IgnoreGlobals", "Description", "Version",
	}
}

// meantType is the type that was meant by one of the same service, which has no other so alike; empty for all others.
// AWS::EKS::Cluster is as near to ECS's cluster as a name can be.
func meantType(kind string) string {
	service, _ := serviceOf(kind)

	var names []string

	for line := range strings.Lines(attributeTable) {
		name, _, _ := strings.Cut(line, "\t")
		if other, ok := serviceOf(name); ok && strings.EqualFold(other, service) {
			names = append(names, name)
		}
	}

	return slip(kind, names)
}

// serviceOf is a type without its last name.
func serviceOf(kind string) (service string, ok bool) {
	i := strings.LastIndex(kind, "::")
	if i < 0 {
		return "", false
	}

	return kind[:i], true
}

// slip is the one name that another is but for its capitals or two characters; empty where it is one itself, or none.
func slip(name string, known []string) string {
	if slices.Contains(known, name) || len(name) > 100 {
		return ""
	}

	if i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) }); i >= 0 {
		return known[i]
	}

	if near := typo.Within(2, name, known); len(near) == 1 {
		return near[0]
	}

	return ""
}
