package ecslint.rules.host.port_not_remappable_test

import data.ecslint.rules.host.port_not_remappable as rule

test_finds_a_remapped_port if {
	findings := rule.findings with input as _input("host", {})

	findings == {{
		"at": 3,
		"field": "hostPort",
		"severity": "high",
		"message": concat(" ", [
			"container app of web:1 maps host port 80 to container port 3000, but host mode cannot remap:",
			"ECS refuses the definition",
		]),
		"detail": "80",
		"evidence": [1, 3],
		"affected": [2],
	}}
}

test_ignores_equal_ports if {
	findings := rule.findings with input as _input("host", {"remapped": []})
	findings == set()
}

test_ignores_bridge_mode if {
	findings := rule.findings with input as _input("bridge", {})
	findings == set()
}

test_what_is_not_known_is_undecided[mode] if {
	some mode in {"host", "unknown"}
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder"}]}
	undecided := rule.undecided with input as {"taskDefinitions": {mode: [definition]}}
	undecided == {{"at": 9, "field": "hostPort", "reason": "placeholder"}}
}

test_bridge_mode_is_not_undecided if {
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder"}]}
	undecided := rule.undecided with input as {"taskDefinitions": {"bridge": [definition]}}
	undecided == set()
}

_input(mode, change) := {"taskDefinitions": {mode: [object.union(
	{
		"ref": 1, "name": "web:1", "usedBy": [{"ref": 2}],
		"remapped": [{"ref": 3, "container": "app", "hostPort": 80, "containerPort": 3000}],
	},
	change,
)]}}
