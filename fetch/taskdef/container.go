package taskdef

import (
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/credential"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/ignore"
	"github.com/ecslint/ecslint/fetch/mention"
)

// container reads a container definition.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
func (r *reader) container(n *document.Node, pointer string) snapshot.ContainerDefinition {
	capabilities := r.object(r.object(n, "linuxParameters"), "capabilities")

	container := snapshot.ContainerDefinition{
		Origin: r.origin(n, pointer,
			"name", "portMappings", "privileged", "linuxParameters", "environment", "links", "hostname", "extraHosts",
			"disableNetworking", "dnsServers", "dnsSearchDomains", "systemControls", "user",
			"readonlyRootFilesystem", "logConfiguration", "mountPoints"),
		Name:       r.name(n, "name"),
		Privileged: r.flag(n, "privileged"),
		AddedCaps:  names[string](r, capabilities, "add"),
	}

	container.PortMappings = r.portMappings(n, pointer+"/portMappings")

	variables := r.list(n, "environment")
	container.Environment = slices.Grow(container.Environment, variables.Len())

	for _, variable := range r.objects(variables, "environment") {
		container.Environment = append(container.Environment, r.variable(variable))
	}

	container.Mentions = mentions(n)
	container.EnvironmentUnknown = whyUnknown(find(n, "environment"))
	r.hardening(n, &container)

	return container
}

// portMappings reads the mappings of a container. Of a list that nobody can tell, and of an entry, there is one mapping
// with nothing known of it, so that it is not passed over.
func (r *reader) portMappings(container *document.Node, pointer string) []snapshot.PortMapping {
	if n := find(container, "portMappings"); n.Why() != "" {
		return []snapshot.PortMapping{r.unknownMapping(n, pointer)}
	}

	list := r.list(container, "portMappings")
	mappings := make([]snapshot.PortMapping, 0, list.Len())

	for i, item := range list.Items() {
		if item.Why() != "" {
			mappings = append(mappings, r.unknownMapping(item, pointer+"/"+strconv.Itoa(i)))
		}
	}

	for i, mapping := range r.objects(list, "portMappings") {
		mappings = append(mappings, r.portMapping(mapping, pointer+"/"+strconv.Itoa(i)))
	}

	return mappings
}

func (r *reader) unknownMapping(n *document.Node, pointer string) snapshot.PortMapping {
	why := n.Why()

	return snapshot.PortMapping{
		Origin: r.origin(n, pointer), ContainerPort: snapshot.Unknown[int](why),
		HostPort: snapshot.Unknown[int](why), Protocol: snapshot.Unknown[string](why),
	}
}

// ignores reads the one label that is ours. The others are not looked at.
func (r *reader) ignores(container *document.Node) []snapshot.Suppression {
	label := find(container, "dockerLabels").Get(ignore.LabelName)
	if isAbsent(label) || unknown(label) != "" {
		return nil
	}

	value, ok := label.Text()
	if !ok {
		r.wrong(label, ignore.LabelName, "text")
	}

	return ignore.Label(value, snapshot.Origin{File: r.file, Range: label.NameRange()})
}

// portMapping reads one entry of portMappings.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
func (r *reader) portMapping(n *document.Node, pointer string) snapshot.PortMapping {
	return snapshot.PortMapping{
		Origin: r.origin(n, pointer,
			"name", "containerPort", "containerPortRange", "hostPort", "protocol", "appProtocol"),
		Name:               r.name(n, "name"),
		ContainerPort:      r.number(n, "containerPort"),
		ContainerPortRange: text[string](r, n, "containerPortRange"),
		HostPort:           r.number(n, "hostPort"),
		Protocol:           text[string](r, n, "protocol"),
	}
}

// variable reads the name of an environment variable, and keeps it unless it is a credential. The value goes no further
// than this function.
func (r *reader) variable(n *document.Node) snapshot.Variable {
	name := r.name(n, "name")
	if credential.ShapedName(name) {
		return snapshot.Variable{Credential: true}
	}

	value, _ := find(n, "value").Text()

	out := snapshot.Variable{Name: name, Credential: credential.Shaped(name, value)}
	if credential.NamesSecret(name) {
		out.Unknown = find(n, "value").Why()
	}

	return out
}

// mentions looks at everything in which a container can be told of another host, and keeps hosts and ports alone. What
// ECS would refuse here is passed over: no rule judges a command.
func mentions(n *document.Node) []snapshot.Mention {
	var s mention.Set

	for _, variable := range find(n, "environment").Items() {
		s.Variable(written(find(variable, "name")), written(find(variable, "value")))
	}

	for _, list := range []*document.Node{
		find(n, "entryPoint"), find(n, "command"), find(find(n, "healthCheck"), "command"),
	} {
		if list.Kind() == document.List {
			s.Command(allWritten(list))
		}
	}

	return s.List()
}

func allWritten(list *document.Node) []string {
	words := make([]string, 0, list.Len())
	for _, word := range list.Items() {
		words = append(words, written(word))
	}

	return words
}

// written is a text as it stands, empty where a tag would make something else of it.
func written(n *document.Node) string {
	text, _ := n.Text()
	if n.Tag() != "" {
		return ""
	}

	return text
}
