package ecslint.rules.exposure.stale_reference_test

import data.ecslint.rules.exposure.stale_reference as rule

test_finds_a_rule_for_a_group_that_is_gone if {
	findings := rule.findings with input as _input({}, {})

	findings == {{
		"at": 1,
		"severity": "low",
		"message": concat(" ", [
			"rule sgr-1 of group api (tcp 5432 from sg-9) admits nobody:",
			"the peering connection to its VPC is deleted",
		]),
		"cause": "sgr-1",
		"detail": "ingress tcp 5432 a group",
		"evidence": [2],
	}}
}

test_a_reference_of_which_it_cannot_be_told_is_undecided if {
	unclear := _input({}, {"stale": "", "undecided": "group sg-9 was not read"})
	findings := rule.findings with input as unclear
	findings == set()

	undecided := rule.undecided with input as unclear
	undecided == {{"at": 1, "reason": "group sg-9 was not read"}}
}

test_a_group_that_was_not_read_is_undecided if {
	undecided := rule.undecided with input as _input({"unread": "not read", "references": []}, {})
	undecided == {{"at": 1, "reason": "not read"}}
}

test_a_stale_reference_is_decided if {
	undecided := rule.undecided with input as _input({}, {})
	undecided == set()
}

_input(group, change) := {"accounts": [{"groups": [object.union(
	{
		"ref": 1, "name": "api", "unread": "",
		"references": [object.union(
			{
				"ref": 2, "rule": "sgr-1", "text": "tcp 5432 from sg-9", "detail": "ingress tcp 5432 a group",
				"stale": "the peering connection to its VPC is deleted", "undecided": "",
			},
			change,
		)],
	},
	group,
)]}]}
