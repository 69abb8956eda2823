package taskdef

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/credential"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// read reads the task definition at a place, of which there are number before it in the file.
func (r *reader) read(at place, number int) snapshot.TaskDefinition {
	r.anyCapitals = at.containers != nil

	if r.anyCapitals {
		definition := r.bare(at)
		r.identify(&definition, "", number)

		return definition
	}

	definition := r.taskDefinition(at)
	r.identify(&definition, r.name(at.node, "taskDefinitionArn"), number)

	return definition
}

// taskDefinition reads what the API calls a task definition.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
func (r *reader) taskDefinition(at place) snapshot.TaskDefinition {
	n := at.node
	r.spell(n, keysOf(""))

	platform := r.object(n, "runtimePlatform")

	definition := snapshot.TaskDefinition{
		Meta: snapshot.Meta{Origin: r.origin(n, at.pointer,
			"family", "networkMode", "requiresCompatibilities", "runtimePlatform", "placementConstraints",
			"pidMode", "ipcMode", "proxyConfiguration", "containerDefinitions", "volumes", "taskRoleArn")},
		Family:                  r.name(n, "family"),
		Revision:                r.number(n, "revision").Or(0),
		NetworkMode:             text[snapshot.NetworkMode](r, n, "networkMode"),
		RequiresCompatibilities: launchTypes(names[snapshot.LaunchType](r, n, "requiresCompatibilities")),
		OperatingSystemFamily:   text[string](r, platform, "operatingSystemFamily"),
		CPUArchitecture:         text[string](r, platform, "cpuArchitecture"),
		PidMode:                 field.Text[string](find(n, "pidMode")),
		IpcMode:                 field.Text[string](find(n, "ipcMode")),
		HasMemory:               given(find(n, "memory")),
		TaskRole:                role(find(n, "taskRoleArn")),
		ExecutionRole:           role(find(n, "executionRoleArn")),
		Volumes:                 r.volumes(find(n, "volumes"), at.pointer+"/volumes"),
	}

	for _, constraint := range r.objects(r.list(n, "placementConstraints"), "placementConstraints") {
		definition.PlacementConstraints = append(definition.PlacementConstraints, snapshot.PlacementConstraint{
			Type: r.name(constraint, "type"), Expression: r.name(constraint, "expression"),
		})
	}

	definition.ContainerDefinitions = r.containers(find(n, "containerDefinitions"), at.pointer+"/containerDefinitions")

	for _, container := range find(n, "containerDefinitions").Items() {
		definition.Suppressions = append(definition.Suppressions, r.ignores(container)...)
	}

	return definition
}

// containers reads a list of container definitions. Of one that nobody can tell there is a container with nothing known
// of it, and so of an item.
func (r *reader) containers(n *document.Node, pointer string) []snapshot.ContainerDefinition {
	if n.Why() != "" {
		return []snapshot.ContainerDefinition{r.unknownContainer(n, pointer)}
	}

	list := r.typed(n, "containerDefinitions", document.List)
	containers := make([]snapshot.ContainerDefinition, 0, list.Len())

	for i, item := range list.Items() {
		if item.Why() != "" {
			containers = append(containers, r.unknownContainer(item, pointer+"/"+strconv.Itoa(i)))
		}
	}

	for i, container := range r.objects(list, "containerDefinitions") {
		containers = append(containers, r.container(container, pointer+"/"+strconv.Itoa(i)))
	}

	return containers
}

func (r *reader) unknownContainer(n *document.Node, pointer string) snapshot.ContainerDefinition {
	return unhardened(snapshot.ContainerDefinition{
		Origin: r.origin(n, pointer), Privileged: snapshot.Unknown[bool](n.Why()),
		PortMappings: []snapshot.PortMapping{r.unknownMapping(n, pointer)},
	}, n.Why())
}

// bare reads container definitions alone. They cannot say what only the task definition around them does.
func (r *reader) bare(at place) snapshot.TaskDefinition {
	// Absent would claim AWS's default, which is bridge on Linux.
	const none = "a bare list of container definitions has no "

	definition := snapshot.TaskDefinition{
		Meta:                  snapshot.Meta{Origin: r.origin(at.node, "")},
		NetworkMode:           snapshot.Unknown[snapshot.NetworkMode](none + "network mode"),
		OperatingSystemFamily: snapshot.Unknown[string](none + "runtime platform"),
		CPUArchitecture:       snapshot.Unknown[string](none + "runtime platform"),
		PidMode:               snapshot.Unknown[string](none + "process namespace"),
		IpcMode:               snapshot.Unknown[string](none + "IPC namespace"),
		HasMemory:             snapshot.Unknown[bool](none + "limit of the task"),
		TaskRole:              snapshot.Unknown[string](none + "roles"),
		ExecutionRole:         snapshot.Unknown[string](none + "roles"),
		Volumes:               []snapshot.Volume{unknownVolume(none + "volumes")},
	}

	if at.containers.Kind() == document.Object {
		definition.ContainerDefinitions = []snapshot.ContainerDefinition{r.container(at.containers, "")}
		definition.Suppressions = r.ignores(at.containers)
	} else {
		for i, container := range r.objects(at.containers, "the list of container definitions") {
			definition.ContainerDefinitions = append(
				definition.ContainerDefinitions, r.container(container, "/"+strconv.Itoa(i)))
			definition.Suppressions = append(definition.Suppressions, r.ignores(container)...)
		}
	}

	return definition
}

// launchTypes writes the launch types as ECS does: what is told of Fargate must not fall away with its capitals. What
// is none, such as a placeholder, stays as it is.
func launchTypes(all []snapshot.LaunchType) []snapshot.LaunchType {
	for i, written := range all {
		for _, known := range [...]snapshot.LaunchType{
			snapshot.LaunchEC2, snapshot.LaunchFargate, snapshot.LaunchExternal, snapshot.LaunchManagedInstances,
		} {
			if sameKey(string(written), string(known)) {
				all[i] = known
			}
		}
	}

	return all
}

// identify fills in who the definition is: by its ARN where the file has one, else by the file, with a number behind
// the first.
func (r *reader) identify(definition *snapshot.TaskDefinition, arn string, number int) {
	nth := ""
	if number > 0 {
		nth = "#" + strconv.Itoa(number+1)
	}

	definition.ID = r.file + nth

	// arn:partition:ecs:region:account:task-definition/family:revision
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
	parts := strings.Split(arn, ":")
	if len(parts) > 5 && strings.HasPrefix(parts[5], "task-definition/") && !credential.Placeholder(arn) {
		definition.ID, definition.Origin.ARN = arn, arn
		definition.Region, definition.Account = parts[3], parts[4]

		if definition.Family == "" {
			definition.Family = snapshot.Family(arn)
		}
	}

	if definition.Family == "" {
		base := filepath.Base(r.file)
		definition.Family = strings.TrimSuffix(base, filepath.Ext(base)) + nth
	}
}

// origin is where a resource stands in the file: at its key, or at its beginning where it has none; and where
// those of its own keys are that a rule may point at.
func (r *reader) origin(n *document.Node, pointer string, keys ...string) snapshot.Origin {
	origin := snapshot.Origin{File: r.file, Pointer: pointer, Range: n.NameRange()}
	if n.Name() == "" {
		origin.Range = n.Head()
	}

	origin.Fields = slices.Grow(origin.Fields, min(n.Len(), len(keys)))

	for _, item := range n.Items() {
		for _, key := range keys {
			if sameKey(item.Name(), key) && !isAbsent(item) {
				origin.Fields = append(origin.Fields, snapshot.Field{Name: key, Range: item.NameRange()})
			}
		}
	}

	return origin
}
