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
		"out-of-range/hostPort/-1": ["bridge", {"outOfRange": [_odd({"field": "hostPort", "port": -1})]}],
		"differs/80": ["awsvpc", {"remapped": [_odd({"hostPort": 80, "containerPort": 8080})]}],
		"zero": ["awsvpc", {"zeroHostPorts": [_odd({})]}],
		"no-port": ["bridge", {"portless": [_odd({})]}],
		"port-and-range": ["awsvpc", {"portAndRange": [_odd({})]}],
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

test_what_ecs_may_take_is_low[field] if {
	some field in {"zeroHostPorts", "portAndRange"}
	some finding in rule.findings with input as _input("awsvpc", {field: [_odd({})]})
	finding.severity == "low"
}

test_mode_none_says_it_once if {
	findings := rule.findings with input as _input("none", {"portless": [_odd({})]})
	{finding.detail | some finding in findings} == {"none"}
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

test_finds_a_mode_that_does_not_exist if {
	findings := rule.findings with input as _input("unknown", {"networkMode": {"state": "known", "value": "awsvpcc"}})

	findings == {{
		"at": 1,
		"field": "networkMode",
		"severity": "high",
		"message": `web:1 has network mode "awsvpcc", which ECS does not know`,
		"evidence": [1],
		"affected": [5],
		"detail": "network-mode",
	}}
}

test_an_unknown_mode_is_no_finding if {
	change := {"networkMode": {"state": "unknown", "reason": "placeholder"}}
	findings := rule.findings with input as _input("unknown", change)
	findings == set()
}

test_what_is_not_known_is_undecided[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["invalid"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {mode: [definition]}}
	undecided == {{"at": 9, "field": "hostPort", "reason": "placeholder"}}
}

test_what_every_mode_answers_is_decided if {
	definition := {"unjudged": [{"ref": 1, "field": "networkMode", "reason": "a bare list", "leaves": ["another"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {"unknown": [definition]}}
	undecided == set()
}

_odd(change) := object.union({"ref": 3, "container": "app"}, change)

_range(change) := object.union(_odd({"text": "8000-8010", "valid": true, "overlaps": [], "index": 1}), change)

_input(mode, change) := {"taskDefinitions": {mode: [object.union(
	{
		"ref": 1, "name": "web:1", "usedBy": [{"ref": 5}], "twoProtocols": [], "outOfRange": [], "remapped": [], "zeroHostPorts": [], "ranges": [],
		"portless": [], "portAndRange": [],
		"unjudged": [], "containers": [{"ref": 2, "name": "app", "portMappings": [{"ref": 3}]}],
	},
	change,
)]}}
