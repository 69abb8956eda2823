package hcl

import (
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A containerModule is a call of a public module that does nothing but write a container definition, so that its
// outputs are known from its inputs.
//
//   - https://github.com/cloudposse/terraform-aws-ecs-container-definition/blob/main/outputs.tf
//   - https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/modules/container-definition/outputs.tf
type containerModule struct {
	address  string
	call     *hclsyntax.Block
	scope    *scope
	standing bool

	// hasDefaults is set for the second of both modules, which writes more than it is told to.
	hasDefaults bool

	made *value
}

// wellKnown is a call of a module of which the outputs are known without its files; nil for others.
func (m *module) wellKnown(source, address string, call *hclsyntax.Block) *group {
	if !writesContainer(source) {
		return nil
	}

	return m.expand(call, func(key string, s *scope, standing bool) thing {
		return &containerModule{
			address: address + key, call: call, scope: s, standing: standing,
			hasDefaults: strings.Contains(source, "//modules/container-definition"),
		}
	})
}

func writesContainer(source string) bool {
	submodule := strings.Contains(source, "terraform-aws-modules/ecs/aws") ||
		strings.Contains(source, "terraform-aws-modules/terraform-aws-ecs")

	return strings.Contains(source, "cloudposse/ecs-container-definition/aws") ||
		strings.Contains(source, "cloudposse/terraform-aws-ecs-container-definition") ||
		submodule && strings.Contains(source, "//modules/container-definition")
}

func (c *containerModule) label() string { return c.address }

func (c *containerModule) get(name string) *value {
	switch strings.TrimPrefix(name, "sensitive_") {
	case "json_map_encoded_list", "json":
		return jsonOf(valuesOf([]*value{c.container()}))
	case "json_map_encoded", "json_map", "container_definition_json":
		return jsonOf(c.container())
	case "json_map_object", "container_definition":
		return c.container()
	default:
		return refer(c.address, name)
	}
}

// container is the container definition that the inputs ask for.
func (c *containerModule) container() *value {
	if c.made != nil {
		return c.made
	}

	c.made = unknown(c.address)

	slots := c.ports()

	for key := range strings.FieldsSeq(containerKeys) {
		for _, name := range []string{key, snake(key), "container_" + snake(key), strings.ToLower(key)} {
			if s, ok := c.input(name); ok {
				s.name = key
				slots = append(slots, s)
			}
		}
	}

	slots = append(slots, c.environment()...)
	slots = append(slots, c.defaults(slots)...)
	c.made = objectOf(slots, nil)

	if override, ok := c.input("container_definition"); ok {
		c.made = merge(&call{args: []*value{c.made, override.value}})
	}

	return c.made
}

// defaults are what the second of both modules writes unless it is told otherwise, by inputs of its own: a read-only
// root file system and a log group.
// https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/modules/container-definition/main.tf
func (c *containerModule) defaults(given []slot) []slot {
	if !c.hasDefaults {
		return nil
	}

	var more []slot

	for _, name := range []string{"readonlyRootFilesystem", "logConfiguration"} {
		if !slices.ContainsFunc(given, func(s slot) bool { return s.name == name }) {
			at := placeOf(c.call.DefRange())
			more = append(more, slot{name: name, nameAt: at, at: at, value: unknown(c.address)})
		}
	}

	return more
}

// containerKeys are those of a container definition that are read, by their names in the API.
const containerKeys = "name image portMappings command entryPoint environment privileged links hostname extraHosts " +
	"disableNetworking dnsServers dnsSearchDomains linuxParameters systemControls user healthCheck essential secrets " +
	"readonlyRootFilesystem memory logConfiguration mountPoints"

// input is an input that is given.
func (c *containerModule) input(name string) (slot, bool) {
	attribute := c.call.Body.Attributes[name]
	if attribute == nil {
		return slot{}, false
	}

	v := c.scope.eval(attribute.Expr)

	return slot{
		name: name, nameAt: placeOf(attribute.NameRange), at: placeOf(attribute.Expr.Range()), value: v,
	}, v.kind != aNull
}

// environment is the list that the first of both modules makes of an object.
func (c *containerModule) environment() []slot {
	s, ok := c.input("map_environment")
	if !ok {
		return nil
	}

	variables := make([]slot, 0, len(s.value.slots))
	for _, variable := range s.value.slots {
		variables = append(variables, slot{at: variable.nameAt, value: objectOf([]slot{
			{name: "name", value: textOf(variable.name)}, {name: "value", value: variable.value},
		}, nil)})
	}

	s.name, s.value = "environment", listOf(variables, s.value.others())

	return []slot{s}
}

// ports is the one mapping of early versions of the first module.
func (c *containerModule) ports() []slot {
	port, ok := c.input("container_port")
	if !ok {
		return nil
	}

	mapping := []slot{port}
	mapping[0].name = "containerPort"

	for _, key := range []string{"hostPort", "protocol"} {
		if s, ok := c.input(snake(key)); ok {
			s.name = key
			mapping = append(mapping, s)
		}
	}

	port.name, port.value = "portMappings", valuesOf([]*value{objectOf(mapping, nil)})

	return []slot{port}
}

// snake is a name in lower case with underscores.
func snake(name string) string {
	var text strings.Builder

	for _, r := range name {
		if unicode.IsUpper(r) {
			text.WriteByte('_')
		}

		text.WriteRune(unicode.ToLower(r))
	}

	return text.String()
}
