package ecslint.rules.ports.deployment_deadlock_test

import data.ecslint.rules.ports.deployment_deadlock as rule

test_finds_a_deployment_that_cannot_move if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "deploymentConfiguration",
		"severity": "high",
		"message": concat(" ", [
			"a deployment of service web cannot move: 100% of 2 desired keeps 2 running, 100% allows 2.",
			"Enough would be minimumHealthyPercent 50, or maximumPercent 150",
		]),
		"cause": "",
		"evidence": [1, 2, 3, 4],
	}}
}

test_says_why_there_is_no_room if {
	some finding in rule.findings with input as _input({"full": "host port 80/tcp: 2 eligible instances"})
	contains(finding.message, ", and there is no room for one more (host port 80/tcp: 2 eligible instances). Enough")
}

test_ignores[case] if {
	some case, change in {
		"a deployment that moves": {"stuck": false},
		"what cannot be told": {"undecided": "constraint"},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_ignores_a_service_that_does_not_roll if {
	findings := rule.findings with input as {"services": {"bridge": [{"ref": 1, "name": "web", "fixedPorts": []}]}}
	findings == set()
}

test_what_cannot_be_told_is_undecided if {
	undecided := rule.undecided with input as _input({"undecided": "constraint"})
	undecided == {{"at": 1, "reason": "constraint"}}
}

test_what_can_be_told_is_not if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"services": {"bridge": [{
	"ref": 1, "name": "web", "fixedPorts": [{"ref": 2, "port": 80, "protocol": "tcp"}], "capacity": {"cause": "", "growth": [3], "reserving": [4]},
	"deployment": object.union(
		{
			"undecided": "", "desired": 2, "minimumPercent": 100, "maximumPercent": 100, "mustRun": 2, "mayRun": 2,
			"full": "", "stuck": true, "ways": ["minimumHealthyPercent 50", "maximumPercent 150"],
		},
		change,
	),
}]}}
