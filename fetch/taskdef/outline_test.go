package taskdef_test

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// outline draws a task definition, a line per fact, with the places of everything.
func outline(d snapshot.TaskDefinition) string {
	var b strings.Builder

	fmt.Fprintf(&b, "%s id=%s account=%q region=%q arn=%q\n", d.Name(), d.ID, d.Account, d.Region, d.Origin.ARN)
	origin(&b, "  ", d.Origin)
	fmt.Fprintf(&b, "  mode=%s compatibilities=%q os=%s cpu=%s\n",
		value(d.NetworkMode), d.RequiresCompatibilities, value(d.OperatingSystemFamily), value(d.CPUArchitecture))

	for _, constraint := range d.PlacementConstraints {
		fmt.Fprintf(&b, "  constraint %s %q\n", constraint.Type, constraint.Expression)
	}

	for i := range d.ContainerDefinitions {
		container := &d.ContainerDefinitions[i]
		outlineContainer(&b, *container)
	}

	return b.String()
}

func outlineContainer(b *strings.Builder, c snapshot.ContainerDefinition) {
	fmt.Fprintf(b, "  container %q privileged=%s capabilities=%q\n", c.Name, value(c.Privileged), c.AddedCaps)
	origin(b, "    ", c.Origin)

	for _, m := range c.PortMappings {
		fmt.Fprintf(b, "    mapping %q container=%s range=%s host=%s protocol=%s\n",
			m.Name, value(m.ContainerPort), value(m.ContainerPortRange), value(m.HostPort), value(m.Protocol))
		origin(b, "      ", m.Origin)
	}

	for _, v := range c.Environment {
		fmt.Fprintf(b, "    variable %s credential=%t\n", v.Name, v.Credential)
	}

	for _, m := range c.Mentions {
		fmt.Fprintf(b, "    mention %s port=%d\n", m.Host, m.Port)
	}
}

func origin(b *strings.Builder, indent string, o snapshot.Origin) {
	fmt.Fprintf(b, "%s%s#%s %s\n", indent, o.File, o.Pointer, place(o.Range))

	for _, field := range o.Fields {
		fmt.Fprintf(b, "%s@%s %s\n", indent, field.Name, place(field.Range))
	}
}

func place(r snapshot.Range) string {
	return fmt.Sprintf("%d:%d-%d:%d", r.StartLine, r.StartColumn, r.EndLine, r.EndColumn)
}

// value tells the three states of a value apart.
func value[T any](v snapshot.Value[T]) string {
	known, ok := v.Get()

	switch {
	case ok:
		return fmt.Sprintf("%v", known)
	case v.IsUnknown():
		return fmt.Sprintf("unknown(%s)", v.Reason())
	default:
		return "absent"
	}
}
