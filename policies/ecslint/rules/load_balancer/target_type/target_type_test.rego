package ecslint.rules.load_balancer.target_type_test

import data.ecslint.rules.load_balancer.target_type as rule

test_finds_the_wrong_type if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "loadBalancers",
		"severity": "high",
		"message": concat(" ", [
			"service web is behind target group front of type instance,",
			"and its tasks can be targets of type ip only",
		]),
		"cause": "front",
		"detail": "front",
		"evidence": [2],
	}}
}

test_what_is_not_known_is_undecided_alone if {
	unknown := _input({"undecided": "not read"})
	findings := rule.findings with input as unknown
	undecided := rule.undecided with input as unknown
	findings == set()
	undecided == {{"at": 1, "field": "loadBalancers", "reason": "not read"}}
}

test_what_is_known_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"services": {"awsvpc": [{"ref": 1, "name": "web", "targetGroups": [object.union(
	{"ref": 1, "name": "front", "type": "instance", "wanted": "ip", "undecided": "", "evidence": [2]},
	change,
)]}]}}
