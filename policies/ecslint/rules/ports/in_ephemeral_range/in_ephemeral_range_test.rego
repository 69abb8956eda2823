package ecslint.rules.ports.in_ephemeral_range_test

import data.ecslint.rules.ports.in_ephemeral_range as rule

test_finds_a_port_inside_the_range if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 2,
		"field": "hostPort",
		"severity": "low",
		"message": "container app of web:1 claims host port 41144/tcp inside the ephemeral range 32768-60999",
		"detail": "41144/tcp",
		"evidence": [1, 2],
		"affected": [3],
		"assumptions": ["EPHEMERAL_RANGE_DEFAULT"],
	}}
}

test_severity[name] if {
	some name, c in {
		"shared with dynamic tasks, range known": [{"known": true, "shared": true}, "medium"],
		"shared, range assumed": [{"shared": true}, "low"],
		"range known, not shared": [{"known": true}, "low"],
	}
	some finding in rule.findings with input as _input(c[0])
	finding.severity == c[1]
}

test_ignores_a_port_outside if {
	port := {"ref": 2, "container": "app", "port": 80, "protocol": "tcp"}
	definition := {"ref": 1, "name": "web:1", "usedBy": [], "hostPorts": [port]}
	findings := rule.findings with input as {"taskDefinitions": {"bridge": [definition]}}
	findings == set()
}

test_what_is_not_known_is_undecided[mode] if {
	some mode in {"bridge", "host", "nat", "unknown"}
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["ephemeral"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {mode: [definition]}}
	undecided == {{"at": 9, "field": "hostPort", "reason": "placeholder"}}
}

test_other_modes_are_decided if {
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["ephemeral"]}]}
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
		"ref": 2, "container": "app", "port": 41144, "protocol": "tcp",
		"ephemeral": object.union(
			{
				"from": 32768, "to": 60999, "known": false, "shared": false,
				"assumptions": ["EPHEMERAL_RANGE_DEFAULT"],
			},
			change,
		),
	}],
}]}}
