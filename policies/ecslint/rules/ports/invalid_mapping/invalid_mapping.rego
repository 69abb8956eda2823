# METADATA
# title: Port mapping that ECS refuses
# description: |
#   ECS refuses to register or to run a definition with such a mapping: any mapping in network mode
#   none; a range in host mode, or one that overlaps; host and container port that differ in awsvpc
#   mode; a port outside 1-65535; no container port, or one beside a range; a container port for two
#   protocols that a service names; a network mode that does not exist.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/invalid-mapping.md
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Correct the definition as the message says.
#   severities: [high, low]
#   scope: taskDefinition
#   mappings:
#     cfnLint: [E3053]
package ecslint.rules.ports.invalid_mapping

# METADATA
# description: everything that is wrong with a mapping
findings contains finding if {
	some mode, definitions in input.taskDefinitions
	some definition in definitions
	some problem in _problems(mode, definition)

	finding := {
		"at": problem.ref,
		"field": problem.field,
		"severity": problem.severity,
		"message": sprintf("container %s of %s %s", [problem.container, definition.name, problem.text]),
		"evidence": array.concat([definition.ref, problem.ref], problem.evidence),
		"affected": [use.ref | some use in definition.usedBy],
		"detail": problem.detail,
	}
}

findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
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
		"affected": [use.ref | some use in definition.usedBy],
		"detail": sprintf("two-protocols/%d", [both.port]),
	}
}

findings contains finding if {
	some definition in input.taskDefinitions.unknown
	definition.networkMode.state == "known"

	finding := {
		"at": definition.ref,
		"field": "networkMode",
		"severity": "high",
		"message": sprintf("%s has network mode %q, which ECS does not know", [definition.name, definition.networkMode.value]),
		"evidence": [definition.ref],
		"affected": [use.ref | some use in definition.usedBy],
		"detail": "network-mode",
	}
}

# METADATA
# description: definitions whose ports, or whose network mode, are not known
undecided contains {"at": item.ref, "field": item.field, "reason": item.reason} if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some definition in input.taskDefinitions[mode]
	some item in definition.unjudged
	"invalid" in item.leaves
}

_problems(mode, definition) := union({
	_in_none(mode, definition), _outside(definition), _portless(mode, definition), _port_and_range(definition),
	_awsvpc(mode, definition), _ranges(mode, definition),
})

_in_none(mode, definition) := {_problem("none", container.name, mapping.ref, "containerPort", text) |
	mode == "none"
	text := "maps a port, but network mode none has no network"
	some container in definition.containers
	some mapping in container.portMappings
}

_outside(definition) := {_problem(sprintf("out-of-range/%s/%d", [port.field, port.port]), port.container, port.ref, port.field, text) |
	some port in definition.outOfRange
	text := sprintf("maps %s %d, which is outside 1-65535", [_port_name[port.field], port.port])
}

# https://github.com/aws/aws-cli/issues/7288
_portless(mode, definition) := {_problem("no-port", mapping.container, mapping.ref, "containerPort", text) |
	mode != "none"
	some mapping in definition.portless
	text := "has a port mapping without containerPort and without containerPortRange"
}

# AWS documents neither what ECS does with both nor that it may have both. Its CDK refuses them.
# https://github.com/aws/aws-cdk/pull/26692
_port_and_range(definition) := {object.union(_problem("port-and-range", mapping.container, mapping.ref, "containerPortRange", text), low) |
	some mapping in definition.portAndRange
	text := "gives containerPort and containerPortRange in one mapping, of which ECS takes one and may refuse both"
	low := {"severity": "low"}
}

_awsvpc("awsvpc", definition) := _differs(definition) | _zero(definition)

_awsvpc(mode, _) := set() if mode != "awsvpc"

_differs(definition) := {_problem(sprintf("differs/%d", [mapping.hostPort]), mapping.container, mapping.ref, "hostPort", text) |
	some mapping in definition.remapped
	text := sprintf(
		"maps host port %d to container port %d, but in awsvpc mode they must be equal",
		[mapping.hostPort, mapping.containerPort],
	)
}

_zero(definition) := {object.union(_problem("zero", mapping.container, mapping.ref, "hostPort", text), low) |
	some mapping in definition.zeroHostPorts
	text := "gives host port 0, which has no meaning in awsvpc mode and which ECS may refuse"
	low := {"severity": "low"}
}

_ranges(mode, definition) := {object.union(problem, {"evidence": range.overlaps}) |
	some range in definition.ranges
	some kind, text in _range_problems(mode, range)
	problem := _problem(kind, range.container, range.ref, "containerPortRange", text)
}

_range_problems(mode, range) := {"range-mode": text} if {
	mode == "host"
	text := sprintf("maps the range %s, but host mode takes single ports only", [range.text])
} else := {kind: text |
	some kind, text in {
		"range-text": _range_text(range),
		"range-overlap": _range_overlap(range),
		"range-count": _range_count(range),
	}
	text != ""
}

default _range_text(_) := ""

_range_text(range) := sprintf("maps the range %q, which is not two ports from 1 to 65535 in order", [range.text]) if {
	not range.valid
}

default _range_overlap(_) := ""

_range_overlap(range) := sprintf("maps the range %s, which overlaps another mapping", [range.text]) if {
	count(range.overlaps) > 0
}

default _range_count(_) := ""

_range_count(range) := "maps more than 100 ranges, the most that ECS takes" if range.index == 101

_problem(kind, container, ref, field, text) := {
	"detail": kind, "container": container, "ref": ref, "field": field, "text": text, "severity": "high", "evidence": [],
}

_port_name := {"containerPort": "container port", "hostPort": "host port"}
