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
		"affected": [5],
		"detail": "none",
	}}
}

test_finds[kind] if {
	some kind, c in {
		"out-of-range": ["bridge", {"outOfRange": [_odd({"field": "hostPort", "port": -1})]}],
		"differs": ["awsvpc", {"remapped": [_odd({"hostPort": 80, "containerPort": 8080})]}],
		"zero": ["awsvpc", {"zeroHostPorts": [_odd({})]}],
		"range-mode": ["host", {"ranges": [_range({})]}],
		"range-text": ["bridge", {"ranges": [_range({"valid": false})]}],
		"range-overlap": ["awsvpc", {"ranges": [_range({"overlaps": [4]})]}],
		"range-count": ["bridge", {"ranges": [_range({"index": 101})]}],
	}
	findings := rule.findings with input as _input(c[0], c[1])
	{finding.detail | some finding in findings} == {kind}
}

test_names_the_port if {
	some finding in rule.findings with input as _input("awsvpc", {"outOfRange": [_odd({"field": "containerPort", "port": 0})]})
	finding.message == "container app of web:1 maps container port 0, which is outside 1-65535"
	finding.field == "containerPort"
}

test_host_port_0_in_awsvpc_is_low if {
	some finding in rule.findings with input as _input("awsvpc", {"zeroHostPorts": [_odd({})]})
	finding.severity == "low"
}

test_shows_what_overlaps if {
	some finding in rule.findings with input as _input("bridge", {"ranges": [_range({"overlaps": [4]})]})
	finding.evidence == [1, 3, 4]
}

test_finds_two_protocols_that_a_service_names if {
	both := [{"port": 53, "service": "dns", "refs": [3, 4]}]
	findings := rule.findings with input as _input("awsvpc", {"name": "dns:1", "twoProtocols": both})

	findings == {{
		"at": 4,
		"field": "protocol",
		"severity": "high",
		"message": "dns:1 maps container port 53 for tcp and udp, and service dns names it: ECS cannot tell which is meant",
		"evidence": [3, 4],
		"affected": [5],
		"detail": "two-protocols/53",
	}}
}

test_ignores[case] if {
	some case, c in {
		"an ordinary mapping": ["bridge", {}],
		"a dynamic port": ["bridge", {"zeroHostPorts": [_odd({})]}],
		"a fixed port": ["bridge", {"remapped": [_odd({"hostPort": 80, "containerPort": 8080})]}],
		"a range in bridge mode": ["bridge", {"ranges": [_range({})]}],
		"a range in awsvpc mode": ["awsvpc", {"ranges": [_range({"index": 100})]}],
		"a difference in host mode, which another rule tells": [
			"host",
			{"remapped": [_odd({"hostPort": 80, "containerPort": 8080})]},
		],
	}
	findings := rule.findings with input as _input(c[0], c[1])
	findings == set()
}

test_an_unknown_port_is_undecided if {
	unknown := {"unknownPorts": [{"ref": 3, "field": "containerPort", "reason": "placeholder"}]}
	undecided := rule.undecided with input as _input("awsvpc", unknown)
	undecided == {{"at": 3, "field": "containerPort", "reason": "placeholder"}}
}

test_known_ports_are_decided if {
	undecided := rule.undecided with input as _input("awsvpc", {})
	undecided == set()
}

_odd(change) := object.union({"ref": 3, "container": "app"}, change)

_range(change) := object.union(_odd({"text": "8000-8010", "valid": true, "overlaps": [], "index": 1}), change)

_input(mode, change) := {"taskDefinitions": {mode: [object.union(
	{
		"ref": 1, "name": "web:1", "usedBy": [{"ref": 5}], "twoProtocols": [], "outOfRange": [], "remapped": [], "zeroHostPorts": [], "ranges": [],
		"unknownPorts": [], "containers": [{"ref": 2, "name": "app", "portMappings": [{"ref": 3}]}],
	},
	change,
)]}}
