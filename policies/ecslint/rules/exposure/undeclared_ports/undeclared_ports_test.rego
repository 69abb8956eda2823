package ecslint.rules.exposure.undeclared_ports_test

import data.ecslint.rules.exposure.undeclared_ports as rule

test_finds_ports_that_nobody_declares if {
	findings := rule.findings with input as _input({}, {})

	findings == {{
		"at": 1,
		"severity": "low",
		"message": concat(" ", [
			"group api admits tcp 5005 from 10.0.0.0/16 to api:",
			"no port mapping, Service Connect port or health check declares it",
		]),
		"cause": "sgr-1",
		"detail": "own-vpc",
		"source": "own-vpc",
		"evidence": [2, 3],
		"affected": [4],
		"assumptions": ["NETWORK_ACL_OPEN"],
	}}
}

test_from_the_internet_it_is_medium if {
	some finding in rule.findings with input as _input({}, {"source": "internet"})
	finding.severity == "medium"
}

test_leaves_members_of_the_default_group_to_another_rule if {
	findings := rule.findings with input as _input({"default": true}, {"source": "own-group"})
	findings == set()
}

test_tells_what_members_of_another_group_may_do if {
	findings := rule.findings with input as _input({}, {"source": "own-group"})
	count(findings) == 1
}

test_tells_the_rest_of_the_default_group if {
	findings := rule.findings with input as _input({"default": true}, {})
	count(findings) == 1
}

test_what_cannot_be_judged_is_undecided if {
	unclear := _input({}, {"undecided": "denied"})
	findings := rule.findings with input as unclear
	findings == set()

	undecided := rule.undecided with input as unclear
	undecided == {{"at": 1, "reason": "denied"}}
}

test_a_group_that_was_not_read_is_undecided if {
	undecided := rule.undecided with input as _input({"unread": "not read", "undeclared": []}, {})
	undecided == {{"at": 1, "reason": "not read"}}
}

test_what_can_be_judged_is_decided if {
	undecided := rule.undecided with input as _input({}, {})
	undecided == set()
}

_input(group, change) := {"accounts": [{"groups": [object.union(
	{
		"ref": 1, "name": "api", "default": false, "unread": "",
		"undeclared": [object.union(
			{
				"source": "own-vpc", "sourceText": "10.0.0.0/16", "undecided": "",
				"ports": {"count": 1, "text": "tcp 5005"}, "cause": "sgr-1", "tasks": ["api"],
				"evidence": [2, 3], "affected": [4], "assumptions": ["NETWORK_ACL_OPEN"],
			},
			change,
		)],
	},
	group,
)]}]}
