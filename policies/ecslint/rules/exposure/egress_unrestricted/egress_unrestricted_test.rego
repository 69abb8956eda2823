package ecslint.rules.exposure.egress_unrestricted_test

import data.ecslint.rules.exposure.egress_unrestricted as rule

test_finds_tasks_that_may_connect_everywhere if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "info",
		"message": "tasks of service web may connect to every address on every TCP port: group web lets all of it out",
		"cause": "sgr-1",
		"evidence": [2],
	}}
}

test_what_cannot_be_judged_is_undecided if {
	change := {"everywhere": false, "undecided": "denied"}
	findings := rule.findings with input as _input(change)
	undecided := rule.undecided with input as _input(change)
	findings == set()
	undecided == {{"at": 1, "reason": "denied"}}
}

test_what_can_be_judged_is_not if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"services": {"awsvpc": [{"ref": 1, "name": "web", "egress": object.union(
	{"undecided": "", "everywhere": true, "group": "web", "cause": "sgr-1", "evidence": [2]},
	change,
)}]}}
