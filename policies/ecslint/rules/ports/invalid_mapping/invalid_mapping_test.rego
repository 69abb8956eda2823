package ecslint.rules.ports.invalid_mapping_test

import data.ecslint.rules.ports.invalid_mapping as rule

test_finds_a_mapping_in_mode_none if {
	findings := rule.findings with input as _input("none", {})

	findings == {{
		"at": 3,
		"field": "containerPort",
		"severity": "high",
		"message": "container app of web:1 maps a port, but network mode none has no network",
		"evidence": [1, 3],
		"detail": "none",
	}}
}

test_finds[kind] if {
	some kind, c in {
		"container-port": ["bridge", {"containerPort": _known(65536)}],
		"host-port": ["bridge", {"hostPort": _known(-1)}],
		"differs": ["awsvpc", {"hostPort": _known(80)}],
		"zero": ["awsvpc", {"hostPort": _known(0)}],
		"range-mode": ["host", _range({})],
		"range-text": ["bridge", _range({"valid": false})],
		"range-overlap": ["bridge", _range({"overlaps": [4]})],
	}
	findings := rule.findings with input as _input(c[0], c[1])
	{finding.detail | some finding in findings} == {kind}
}

test_container_port_0_is_refused if {
	some finding in rule.findings with input as _input("awsvpc", {"containerPort": _known(0)})
	finding.detail == "container-port"
}

test_host_port_0_in_awsvpc_is_low if {
	some finding in rule.findings with input as _input("awsvpc", {"hostPort": _known(0)})
	finding.severity == "low"
}

test_shows_what_overlaps if {
	some finding in rule.findings with input as _input("bridge", _range({"overlaps": [4]}))
	finding.evidence == [1, 3, 4]
}

test_more_than_100_ranges_are_one_finding if {
	mappings := [object.union(_mapping(_range({})), {"ref": n}) | some n in numbers.range(1, 101)]
	container := {"ref": 2, "name": "app", "ranges": 101, "portMappings": mappings}
	definition := {"ref": 1, "name": "web:1", "containers": [container], "twoProtocols": []}
	findings := rule.findings with input as {"taskDefinitions": {"bridge": [definition]}}
	[finding.at | some finding in findings] == [101]
}

test_finds_two_protocols_that_a_service_names if {
	both := [{"port": 53, "service": "dns", "refs": [3, 4]}]
	definition := {"ref": 1, "name": "dns:1", "containers": [], "twoProtocols": both}
	findings := rule.findings with input as {"taskDefinitions": {"awsvpc": [definition]}}

	findings == {{
		"at": 4,
		"field": "protocol",
		"severity": "high",
		"message": "dns:1 maps container port 53 for tcp and udp, and service dns names it: ECS cannot tell which is meant",
		"evidence": [3, 4],
		"detail": "two-protocols",
	}}
}

test_ignores[case] if {
	some case, c in {
		"a dynamic port": ["bridge", {"hostPort": _known(0)}],
		"a fixed port": ["bridge", {"hostPort": _known(80)}],
		"equal ports in awsvpc": ["awsvpc", {"hostPort": _known(8080)}],
		"no host port in awsvpc": ["awsvpc", {}],
		"the last port": ["bridge", {"containerPort": _known(65535)}],
		"a range in bridge mode": ["bridge", _range({})],
		"a range in awsvpc mode": ["awsvpc", _range({})],
		"an unknown port": ["awsvpc", {"hostPort": {"state": "unknown", "reason": "placeholder"}}],
		"a difference in host mode, which another rule tells": ["host", {"hostPort": _known(80)}],
	}
	findings := rule.findings with input as _input(c[0], c[1])
	findings == set()
}

test_an_unknown_port_is_undecided if {
	change := {"containerPort": {"state": "unknown", "reason": "placeholder"}}
	undecided := rule.undecided with input as _input("awsvpc", change)
	undecided == {{"at": 3, "field": "containerPort", "reason": "placeholder"}}
}

test_known_ports_are_decided if {
	undecided := rule.undecided with input as _input("awsvpc", {})
	undecided == set()
}

_known(port) := {"state": "known", "value": port}

_range(change) := {
	"containerPort": {"state": "default", "value": 0},
	"range": object.union({"text": "8000-8010", "valid": true, "overlaps": []}, change),
}

_mapping(change) := object.union(
	{"ref": 3, "containerPort": _known(8080), "hostPort": {"state": "default", "value": 0}, "protocol": "tcp"},
	change,
)

_input(mode, change) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "twoProtocols": [],
	"containers": [{"ref": 2, "name": "app", "ranges": 1, "portMappings": [_mapping(change)]}],
}]}}
