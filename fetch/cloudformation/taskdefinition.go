package cloudformation

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// taskDefinition leaves the reading to package taskdef. The family of a definition that names none is made up by
// CloudFormation, of the logical id.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html
func taskDefinition(r resource) {
	definition, err := taskdef.Within(r.File(), r.withNames(r.properties), r.Pointer()+"/Properties")
	r.Failed(err)

	own := definition.Origin.Fields
	definition.Meta = r.meta()
	definition.Origin.Fields = own
	definition.ID, definition.Family = r.id(), r.called("Family")

	for i := range definition.Volumes {
		o := &definition.Volumes[i].Origin
		o.Pointer = strings.ReplaceAll(o.Pointer, "/volumes", "/Volumes")
	}

	for i := range definition.ContainerDefinitions {
		c := &definition.ContainerDefinitions[i]
		inCapitals(&c.Origin)

		for j := range c.PortMappings {
			inCapitals(&c.PortMappings[j].Origin)
		}
	}

	r.TaskDefinitions = append(r.TaskDefinitions, definition)
}

// withNames puts the address of a parameter in the place of a name that it gives, of a container or a port mapping, so
// that services that have it from the same parameter name the same container.
func (m *mapper) withNames(n *document.Node) *document.Node {
	changed := false
	members := make([]*document.Node, 0, n.Len())

	for _, member := range n.Items() {
		made := member

		switch _, _, isReference := member.Reference(); {
		case member.Name() == "Name" && isReference:
			made = member.MakeText(m.written(member))
		case member.Name() == "ContainerDefinitions", member.Name() == "PortMappings", member.Name() == "":
			made = m.withNames(member)
		}

		changed = changed || made != member
		members = append(members, made)
	}

	switch {
	case !changed:
		return n
	case n.Kind() == document.List:
		return n.MakeList(members)
	default:
		return n.MakeObject(members)
	}
}

// inCapitals writes the keys of a pointer as templates have them.
func inCapitals(o *snapshot.Origin) {
	o.Pointer = strings.ReplaceAll(o.Pointer, "/containerDefinitions", "/ContainerDefinitions")
	o.Pointer = strings.ReplaceAll(o.Pointer, "/portMappings", "/PortMappings")
}
