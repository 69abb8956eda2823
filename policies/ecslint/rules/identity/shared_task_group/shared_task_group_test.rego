package ecslint.rules.identity.shared_task_group_test

import data.ecslint.rules.identity.shared_task_group as rule

test_finds_differing_needs if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": concat(" ", [
			"services of cluster prod share group tasks though they need different things:",
			"worker gains tcp/8080 from sg-alb",
		]),
		"evidence": [1, 4],
		"affected": [2, 3],
		"detail": "prod",
	}}
}

test_counts_what_it_does_not_list if {
	some finding in rule.findings with input as _input({"more": 7})
	endswith(finding.message, "worker gains tcp/8080 from sg-alb; and 7 more")
}

test_equal_needs_are_silent if {
	findings := rule.findings with input as _input({"gains": []})
	findings == set()
}

test_unread_needs_are_undecided if {
	undecided := rule.undecided with input as _input({"gains": [], "undecided": "target group web not read"})
	undecided == {{"at": 1, "reason": "target group web not read"}}
}

test_read_needs_are_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"name": "prod", "sharedGroups": [object.union(
	{
		"ref": 1, "group": "tasks", "refs": [2, 3], "undecided": "", "more": 0,
		"gains": [{"ref": 4, "service": "worker", "text": "tcp/8080 from sg-alb"}],
	},
	change,
)]}]}
