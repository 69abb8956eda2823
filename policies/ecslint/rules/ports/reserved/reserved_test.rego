package ecslint.rules.ports.reserved_test

import data.ecslint.rules.ports.reserved as rule

test_finds_a_reserved_port if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 2,
		"field": "hostPort",
		"severity": "high",
		"message": concat(" ", [
			"container app of web:1 claims host port 22/tcp,",
			"which the ECS agent reserves: no instance takes the task",
		]),
		"detail": "22/tcp",
		"evidence": [1, 2],
		"affected": [3],
		"assumptions": ["RESERVED_PORTS_DEFAULT"],
	}}
}

test_what_only_some_reserve_is_low if {
	some finding in rule.findings with input as _input({"state": "maybe"})
	finding.severity == "low"
}

test_without_a_mode_it_says_why_none_takes_it if {
	definition := _input({}).taskDefinitions.bridge[0]
	some finding in rule.findings with input as {"taskDefinitions": {"unknown": [definition]}}
	finding.field == "hostPort"
	endswith(finding.message, "reserves, and which only bridge mode maps to another container port")
}

test_ignores_a_free_port if {
	findings := rule.findings with input as _input({"state": "no"})
	findings == set()
}

test_what_is_not_known_is_undecided[mode] if {
	some mode in {"bridge", "host", "nat", "unknown"}
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["reserved"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {mode: [definition]}}
	undecided == {{"at": 9, "field": "hostPort", "reason": "placeholder"}}
}

test_other_modes_are_decided if {
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["reserved"]}]}
	others := {mode: [definition] | some mode in ["awsvpc", "none"]}
	undecided := rule.undecided with input as {"taskDefinitions": others}
	undecided == set()
}

test_what_every_mode_answers_is_decided if {
	definition := {"unjudged": [{"ref": 1, "field": "networkMode", "reason": "a bare list", "leaves": ["another"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {"unknown": [definition]}}
	undecided == set()
}

_input(change) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "usedBy": [{"ref": 3}],
	"hostPorts": [{
		"ref": 2, "container": "app", "port": 22, "protocol": "tcp",
		"reserved": object.union({"state": "yes", "assumptions": ["RESERVED_PORTS_DEFAULT"]}, change),
	}],
}]}}
