package ground

import (
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A LaunchTemplateRef is evidence of what instances start from.
type LaunchTemplateRef struct{ template *snapshot.LaunchTemplate }

// LaunchTemplate refers to one.
func LaunchTemplate(template *snapshot.LaunchTemplate) LaunchTemplateRef {
	return LaunchTemplateRef{template}
}

// Describe puts it into words.
func (r LaunchTemplateRef) Describe() facts.Reference {
	return facts.Reference{
		Kind: "launchTemplate", Type: "AWS::EC2::LaunchTemplate",
		ID: r.template.ID, Name: r.template.Name, Item: r.template.ID, Key: r.template.Key(),
		Text: "launch template " + r.template.Name, Meta: r.template.Meta, Origin: &r.template.Origin,
	}
}
