package ecslint.rules.bridge.health_check_port_fixed_test

import data.ecslint.rules.bridge.health_check_port_fixed as rule

test_finds_a_fixed_check[mode] if {
	some mode in {"bridge", "nat"}
	findings := rule.findings with input as _input(mode, {})

	findings == {{
		"at": 1,
		"field": "loadBalancers",
		"severity": "high",
		"message": concat(" ", [
			"target group web asks port 8080 for the health of container app,",
			"whose host port ECS draws, and no task listens there",
		]),
		"detail": "web/8080",
		"evidence": [2, 3],
	}}
}

test_ignores_other_modes[undecided] if {
	some undecided in {"", "target group web was not read"}
	document := _input("awsvpc", {"undecided": undecided})
	findings := rule.findings with input as document
	findings == set()
	open := rule.undecided with input as document
	open == set()
}

test_what_cannot_be_told_is_undecided if {
	document := _input("bridge", {"undecided": "target group web was not read"})
	undecided := rule.undecided with input as document
	undecided == {{"at": 1, "field": "loadBalancers", "reason": "target group web was not read"}}
	findings := rule.findings with input as document
	findings == set()
}

test_what_can_be_told_is_not if {
	undecided := rule.undecided with input as _input("bridge", {})
	undecided == set()
}

_input(mode, change) := {"services": {mode: [{"fixedChecks": [object.union(
	{"ref": 1, "targetGroup": "web", "port": 8080, "container": "app", "undecided": "", "evidence": [2, 3]},
	change,
)]}]}}
