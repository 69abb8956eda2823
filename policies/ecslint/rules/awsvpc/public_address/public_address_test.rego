package ecslint.rules.awsvpc.public_address_test

import data.ecslint.rules.awsvpc.public_address as rule

test_finds_addresses_that_nothing_reaches if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "networkConfiguration",
		"severity": "medium",
		"message": "tasks of service web get public addresses that nothing outside can reach",
		"evidence": [2, 1],
	}}
}

test_finds_what_has_no_effect if {
	findings := rule.findings with input as _input({"public": false, "ineffective": true})

	findings == {{
		"at": 1,
		"field": "networkConfiguration",
		"severity": "info",
		"message": "service web asks for public addresses, which tasks on EC2 instances never get",
		"evidence": [1],
	}}
}

test_ignores[case] if {
	some case, change in {
		"no public address": {"public": false},
		"what another rule tells": {"publicReached": true},
		"what cannot be judged": {"undecided": "denied"},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_what_cannot_be_judged_is_undecided if {
	undecided := rule.undecided with input as _input({"undecided": "denied"})
	undecided == {{"at": 1, "field": "networkConfiguration", "reason": "denied"}}
}

test_what_can_be_judged_is_not if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"services": {"awsvpc": [{"ref": 1, "name": "web", "ownAddress": object.union(
	{"undecided": "", "public": true, "ineffective": false, "publicReached": false, "publicEvidence": [2]},
	change,
)}]}}
