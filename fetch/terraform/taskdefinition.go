package terraform

import (
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// taskDefinition reads a task definition as ECS gets it: the provider's names are turned into those of the API, and the
// text with the container definitions into what it says. Their keys may be in any capitals, since the provider reads
// them with encoding/json.
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/container_definitions.go
func (m *mapper) taskDefinition(r *resource.Resource) {
	containers, err := containerDefinitions(r)
	if err != nil {
		m.errs = append(m.errs, err)
	}

	definition, err := taskdef.Within(r.File, asAPI(r, containers), "")
	if err != nil {
		m.errs = append(m.errs, err)
	}

	fields := definition.Origin.Fields
	definition.Meta = m.meta(r)
	definition.Origin.Fields = fields
	definition.ID, definition.Family = m.idOf(r), name(r, "family")
	definition.Revision = 0 // that of before the deployment, where there is one

	for i := range definition.Volumes {
		definition.Volumes[i].Origin.Pointer = ""
	}

	for i := range definition.ContainerDefinitions {
		c := &definition.ContainerDefinitions[i]
		c.Origin.Pointer = "" // only JSON and YAML have them

		for j := range c.PortMappings {
			c.PortMappings[j].Origin.Pointer = ""
		}
	}

	m.out.TaskDefinitions = append(m.out.TaskDefinitions, definition)
}

// containerDefinitions is the list in the text, unknown where that is no JSON.
func containerDefinitions(r *resource.Resource) (*document.Node, error) {
	n := r.Values.Get("container_definitions")
	if _, ok := n.Text(); !ok {
		return n, nil
	}

	list, err := n.Embed(r.File, nil)
	if err != nil {
		return n.MakeUnknown("the text is no JSON"), err
	}

	return list, nil
}

// asAPI is a task definition as the API has it.
func asAPI(r *resource.Resource, containers *document.Node) *document.Node {
	var members []*document.Node

	for _, item := range r.Values.Items() {
		if empty(item) {
			continue
		}

		switch item.Name() {
		case "network_mode":
			members = append(members, item.Renamed("networkMode"))
		case "requires_compatibilities":
			members = append(members, item.Renamed("requiresCompatibilities"))
		case "pid_mode":
			members = append(members, item.Renamed("pidMode"))
		case "ipc_mode":
			members = append(members, item.Renamed("ipcMode"))
		case "memory":
			members = append(members, item)
		case "task_role_arn":
			members = append(members, item.Renamed("taskRoleArn"))
		case "execution_role_arn":
			members = append(members, item.Renamed("executionRoleArn"))
		case "volume":
			members = append(members, volumes(item).Renamed("volumes"))
		case "placement_constraints":
			members = append(members, item.Renamed("placementConstraints"))
		case "container_definitions":
			members = append(members, containers.Named(item).Renamed("containerDefinitions"))
		case "runtime_platform":
			members = append(members, platform(item).Renamed("runtimePlatform"))
		case "proxy_configuration":
			members = append(members, item.MakeObject(nil).Renamed("proxyConfiguration"))
		}
	}

	return r.Head.MakeObject(members)
}

// platform is the one block of a runtime platform.
func platform(list *document.Node) *document.Node {
	if list.Why() != "" {
		return list
	}

	var members []*document.Node

	for _, item := range first(list).Items() {
		switch item.Name() {
		case "operating_system_family":
			members = append(members, item.Renamed("operatingSystemFamily"))
		case "cpu_architecture":
			members = append(members, item.Renamed("cpuArchitecture"))
		}
	}

	return list.MakeObject(members)
}

// volumes are the blocks of volumes, with the names that the API has for their parts.
func volumes(blocks *document.Node) *document.Node {
	if blocks.Why() != "" {
		return blocks
	}

	all := make([]*document.Node, 0, blocks.Len())

	for _, block := range blocks.Items() {
		if block.Why() == "" {
			block = block.MakeObject(volume(block))
		}

		all = append(all, block)
	}

	return blocks.MakeList(all)
}

func volume(block *document.Node) []*document.Node {
	var members []*document.Node

	for _, item := range block.Items() {
		if empty(item) {
			continue
		}

		switch item.Name() {
		case "name":
			members = append(members, item)
		case "host_path":
			path := []*document.Node{item.Renamed("sourcePath")}
			members = append(members, item.MakeObject(path).Renamed("host"))
		case "efs_volume_configuration":
			members = append(members, efs(item).Renamed("efsVolumeConfiguration"))
		}
	}

	return members
}

func efs(blocks *document.Node) *document.Node {
	if blocks.Why() != "" {
		return blocks
	}

	var members []*document.Node

	for _, item := range first(blocks).Items() {
		if item.Name() == "transit_encryption" {
			members = append(members, item.Renamed("transitEncryption"))
		}
	}

	return blocks.MakeObject(members)
}
