package ecslint.rules.ports.instance_port_limit_test

import data.ecslint.rules.ports.instance_port_limit as rule

test_finds_more_than_ecs_takes if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": concat(" ", [
			"an instance of launch template hosts in cluster prod would have to reserve 101 host ports for a, b,",
			"and ECS takes 100, the agent's 5 included",
		]),
		"cause": "lt-1",
		"detail": "prod/launch template hosts",
		"evidence": [1, 2],
		"affected": [3],
		"assumptions": [],
	}}
}

test_what_is_not_known_is_undecided_alone if {
	unknown := _input({"undecided": "not read"})
	findings := rule.findings with input as unknown
	undecided := rule.undecided with input as unknown
	findings == set()
	undecided == {{"at": 1, "reason": "not read"}}
}

test_what_is_known_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"name": "prod", "portLimits": [object.union(
	{
		"ref": 1, "hosts": "launch template hosts", "cause": "lt-1", "ports": 101, "kept": 5, "tenants": ["a", "b"],
		"evidence": [1, 2], "affected": [3], "assumptions": [], "undecided": "",
	},
	change,
)]}]}
