# METADATA
# title: Port mapping that ECS refuses
# description: |
#   ECS refuses to register or to run a definition with such a mapping: any mapping in network mode
#   none; a range in host mode, or one that overlaps; host and container port that differ in awsvpc
#   mode; a port outside 1-65535; a container port for two protocols that a service names.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/invalid-mapping.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Correct the mapping as the message says.
#   severities: [high, low]
#   scope: taskDefinition
#   mappings:
#     cfnLint: [E3053]
package ecslint.rules.ports.invalid_mapping

import data.ecslint.lib

# METADATA
# description: everything that is wrong with a mapping
findings contains finding if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some container in definition.containers
	some mapping in container.portMappings
	some problem in _problems(mode, container, mapping)

	finding := {
		"at": mapping.ref,
		"field": problem.field,
		"severity": object.get(problem, "severity", "high"),
		"message": sprintf("container %s of %s %s", [container.name, definition.name, problem.text]),
		"evidence": array.concat([definition.ref, mapping.ref], object.get(problem, "evidence", [])),
		"detail": problem.kind,
	}
}

findings contains finding if {
	some mode in ["awsvpc", "bridge", "host", "nat"]
	some definition in input.taskDefinitions[mode]
	some both in definition.twoProtocols

	finding := {
		"at": both.refs[1],
		"field": "protocol",
		"severity": "high",
		"message": sprintf(
			"%s maps container port %d for tcp and udp, and service %s names it: ECS cannot tell which is meant",
			[definition.name, both.port, both.service],
		),
		"evidence": both.refs,
		"detail": "two-protocols",
	}
}

# METADATA
# description: ports that are not known
undecided contains {"at": mapping.ref, "field": field, "reason": mapping[field].reason} if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some container in definition.containers
	some mapping in container.portMappings
	some field in ["containerPort", "hostPort"]
	lib.unknown(mapping[field])
}

_problems(mode, container, mapping) := {problem |
	some problem in [
		_in_none(mode),
		_container_port(mapping),
		_host_port(mapping),
		_differs(mode, mapping),
		_zero(mode, mapping),
		_range_mode(mode, mapping),
		_range_text(mapping),
		_range_overlap(mapping),
		_range_count(container, mapping),
	]
	problem != null
}

_in_none("none") := {
	"kind": "none", "field": "containerPort",
	"text": "maps a port, but network mode none has no network",
}

_in_none(mode) := null if mode != "none"

default _container_port(_) := null

_container_port(mapping) := {
	"kind": "container-port", "field": "containerPort",
	"text": sprintf("maps container port %d, which is outside 1-65535", [mapping.containerPort.value]),
} if {
	mapping.containerPort.state == "known"
	_outside(mapping.containerPort.value, 1)
}

default _host_port(_) := null

_host_port(mapping) := {
	"kind": "host-port", "field": "hostPort",
	"text": sprintf("maps host port %d, which is outside 0-65535", [mapping.hostPort.value]),
} if {
	mapping.hostPort.state == "known"
	_outside(mapping.hostPort.value, 0)
}

_outside(port, least) if port < least

_outside(port, _) if port > 65535

default _differs(_, _) := null

_differs("awsvpc", mapping) := {
	"kind": "differs", "field": "hostPort",
	"text": sprintf(
		"maps host port %d to container port %d, but in awsvpc mode they must be equal",
		[mapping.hostPort.value, mapping.containerPort.value],
	),
} if {
	mapping.hostPort.state == "known"
	mapping.containerPort.state == "known"
	mapping.hostPort.value != 0
	mapping.hostPort.value != mapping.containerPort.value
}

default _zero(_, _) := null

_zero("awsvpc", mapping) := {
	"kind": "zero", "field": "hostPort", "severity": "low",
	"text": "gives host port 0, which has no meaning in awsvpc mode and which ECS may refuse",
} if {
	mapping.hostPort.state == "known"
	mapping.hostPort.value == 0
}

default _range_mode(_, _) := null

_range_mode("host", mapping) := {
	"kind": "range-mode", "field": "containerPortRange",
	"text": sprintf("maps the range %s, but host mode takes single ports only", [mapping.range.text]),
}

default _range_text(_) := null

_range_text(mapping) := {
	"kind": "range-text", "field": "containerPortRange",
	"text": sprintf("maps the range %q, which is not two ports from 1 to 65535 in order", [mapping.range.text]),
} if {
	mapping.range.valid == false
}

default _range_overlap(_) := null

_range_overlap(mapping) := {
	"kind": "range-overlap", "field": "containerPortRange", "evidence": mapping.range.overlaps,
	"text": sprintf("maps the range %s, which overlaps another mapping", [mapping.range.text]),
} if {
	count(mapping.range.overlaps) > 0
}

default _range_count(_, _) := null

_range_count(container, mapping) := {
	"kind": "range-count", "field": "containerPortRange",
	"text": sprintf("maps %d ranges, and ECS takes at most 100", [container.ranges]),
} if {
	container.ranges > 100
	mapping.range
	mapping.ref == max([m.ref | some m in container.portMappings; m.range])
}
