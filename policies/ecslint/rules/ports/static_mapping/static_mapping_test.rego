package ecslint.rules.ports.static_mapping_test

import data.ecslint.rules.ports.static_mapping as rule

test_finds_a_fixed_host_port if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 2,
		"field": "hostPort",
		"severity": "low",
		"message": "container app of web:1 claims host port 80/tcp: an instance takes at most one copy of the task",
		"detail": "80/tcp",
		"parts": ["app/80/tcp"],
		"evidence": [1, 2],
		"affected": [3],
	}}
}

test_tells_the_ports_of_a_container_at_once if {
	ports := [_port(2, "app", 80, "no"), _port(4, "app", 443, "no"), _port(5, "other", 9000, "no")]
	findings := rule.findings with input as _input({"hostPorts": ports})

	{finding.message: finding.evidence | some finding in findings} == {
		"container app of web:1 claims host ports 80/tcp, 443/tcp: an instance takes at most one copy of the task": [1, 2, 4],
		"container other of web:1 claims host port 9000/tcp: an instance takes at most one copy of the task": [1, 5],
	}
}

test_leaves_out_what_the_agent_reserves[state] if {
	some state in {"yes", "maybe"}
	beside := rule.findings with input as _input({"hostPorts": [_port(2, "app", 80, "no"), _port(4, "app", 22, state)]})
	{finding.detail | some finding in beside} == {"80/tcp"}

	alone := rule.findings with input as _input({"hostPorts": [_port(4, "app", 22, state)]})
	alone == set()
}

test_ignores[case] if {
	some case, change in {
		"a daemon": {"daemonOnly": true},
		"ports that ECS chooses": {"hostPorts": []},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_ignores_host_mode if {
	findings := rule.findings with input as {"taskDefinitions": {"host": [_definition({})], "bridge": []}}
	findings == set()
}

test_what_is_not_known_is_undecided[mode] if {
	some mode in {"bridge", "unknown"}
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["fixed"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {mode: [definition]}}
	undecided == {{"at": 9, "field": "hostPort", "reason": "placeholder"}}
}

test_other_modes_are_decided if {
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["fixed"]}]}
	others := {mode: [definition] | some mode in ["awsvpc", "host", "nat", "none"]}
	undecided := rule.undecided with input as {"taskDefinitions": others}
	undecided == set()
}

test_what_every_mode_answers_is_decided if {
	definition := {"unjudged": [{"ref": 1, "field": "networkMode", "reason": "a bare list", "leaves": ["another"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {"unknown": [definition]}}
	undecided == set()
}

_input(change) := {"taskDefinitions": {"bridge": [_definition(change)]}}

_definition(change) := object.union(
	{
		"ref": 1, "name": "web:1", "daemonOnly": false, "usedBy": [{"ref": 3}],
		"hostPorts": [_port(2, "app", 80, "no")],
	},
	change,
)

_port(ref, container, port, reserved) := {
	"ref": ref, "container": container, "port": port, "protocol": "tcp", "reserved": {"state": reserved},
}
