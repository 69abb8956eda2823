package ecslint.rules.exposure.redundant_rule_test

import data.ecslint.rules.exposure.redundant_rule as rule

test_finds_a_rule_that_adds_nothing if {
	findings := rule.findings with input as _input({}, {})

	findings == {{
		"at": 1,
		"severity": "info",
		"message": concat(" ", [
			"rule sgr-1 of group api (tcp 80 from 10.0.1.0/24) adds nothing:",
			"other rules of the group admit the same",
		]),
		"cause": "sgr-1",
		"detail": "ingress tcp 80 10.0.1.0/24",
		"evidence": [2, 3],
	}}
}

test_says_why[why] if {
	some why, change in {
		"no network carries what it admits": {"empty": true},
		"the groups that go with it admit the same, wherever it is in use": {"attachments": 2},
	}
	some finding in rule.findings with input as _input({}, change)
	endswith(finding.message, why)
}

test_what_no_network_carries_is_told_first[attachments] if {
	some attachments in {0, 2}
	some finding in rule.findings with input as _input({}, {"empty": true, "attachments": attachments})
	endswith(finding.message, "no network carries what it admits")
}

test_a_rule_that_cannot_be_read_is_undecided if {
	unclear := _input({}, {"undecided": "from port: later"})
	findings := rule.findings with input as unclear
	findings == set()

	undecided := rule.undecided with input as unclear
	undecided == {{"at": 1, "reason": "from port: later"}}
}

test_a_group_that_was_not_read_is_undecided if {
	undecided := rule.undecided with input as _input({"unread": "not read", "redundant": []}, {})
	undecided == {{"at": 1, "reason": "not read"}}
}

test_what_was_read_is_decided if {
	undecided := rule.undecided with input as _input({}, {})
	undecided == set()
}

_input(group, change) := {"accounts": [{"groups": [object.union(
	{
		"ref": 1, "name": "api", "unread": "",
		"redundant": [object.union(
			{
				"rule": "sgr-1", "text": "tcp 80 from 10.0.1.0/24", "detail": "ingress tcp 80 10.0.1.0/24",
				"undecided": "", "empty": false, "attachments": 0, "evidence": [2, 3],
			},
			change,
		)],
	},
	group,
)]}]}
