package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// taskDefinition leaves the reading to package taskdef. The family of a definition that names none is made up by
// CloudFormation, of the logical id.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
func taskDefinition(r resource) {
	definition, err := taskdef.Within(r.File(), r.properties, r.Pointer()+"/Properties")
	r.Failed(err)

	own := definition.Origin.Fields
	definition.Meta = r.meta()
	definition.Origin.Fields = own
	definition.ID, definition.Family = r.id(), r.called("Family")

	for i := range definition.ContainerDefinitions {
		c := &definition.ContainerDefinitions[i]
		inCapitals(&c.Origin)

		for j := range c.PortMappings {
			inCapitals(&c.PortMappings[j].Origin)
		}
	}

	r.TaskDefinitions = append(r.TaskDefinitions, definition)
}

// inCapitals writes the keys of a pointer as templates have them.
func inCapitals(o *snapshot.Origin) {
	o.Pointer = strings.NewReplacer(
		"/containerDefinitions", "/ContainerDefinitions", "/portMappings", "/PortMappings").Replace(o.Pointer)
}
