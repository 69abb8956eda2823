package ecslint.rules.fargate.requires_awsvpc_test

import data.ecslint.rules.fargate.requires_awsvpc as rule

test_finds_fargate_in_bridge_mode if {
	findings := rule.findings with input as _input("bridge", {})

	findings == {{
		"at": 1,
		"field": "networkMode",
		"severity": "high",
		"message": "web:1 is for Fargate but has network mode bridge: ECS refuses it",
		"evidence": [1, 2],
		"affected": [2],
	}}
}

test_finds_an_absent_mode if {
	some finding in rule.findings with input as _input("bridge", {"networkMode": {"state": "default", "value": "bridge"}})
	finding.message == "web:1 is for Fargate but has no network mode: ECS refuses it"
}

test_ignores_awsvpc if {
	findings := rule.findings with input as _input("awsvpc", {})
	findings == set()
}

test_ignores_ec2 if {
	findings := rule.findings with input as _input("bridge", {"runsOn": ["EC2"]})
	findings == set()
}

test_an_unknown_mode_is_undecided if {
	change := {"networkMode": {"state": "unknown", "reason": "bare"}}
	undecided := rule.undecided with input as _input("unknown", change)
	undecided == {{"at": 1, "field": "networkMode", "reason": "bare"}}
}

test_an_unknown_mode_on_ec2_is_not if {
	change := {"networkMode": {"state": "unknown", "reason": "bare"}, "runsOn": ["EC2"]}
	undecided := rule.undecided with input as _input("unknown", change)
	undecided == set()
}

_input(mode, change) := {"taskDefinitions": {mode: [object.union(
	{
		"ref": 1, "name": "web:1", "runsOn": ["FARGATE"], "networkMode": {"state": "known", "value": "bridge"},
		"usedBy": [{"ref": 2, "launch": "FARGATE"}, {"ref": 3, "launch": "EC2"}],
	},
	change,
)]}}
