package ecslint.rules.managed_instances.network_mode_test

import data.ecslint.rules.managed_instances.network_mode as rule

test_an_unknown_mode_is_undecided if {
	undecided := rule.undecided with input as _input("unknown", {"networkMode": {"state": "unknown", "reason": "bare"}})
	undecided == {{"at": 1, "field": "networkMode", "reason": "bare"}}
}

test_an_unknown_mode_on_ec2_is_not if {
	change := {"networkMode": {"state": "unknown", "reason": "bare"}, "runsOn": ["EC2"]}
	undecided := rule.undecided with input as _input("unknown", change)
	undecided == set()
}

test_finds_bridge_mode if {
	findings := rule.findings with input as _input("bridge", {})

	findings == {{
		"at": 1,
		"field": "networkMode",
		"severity": "high",
		"message": "web:1 is for managed instances but has network mode bridge: ECS refuses it",
		"evidence": [1],
		"affected": [2],
	}}
}

test_finds_an_absent_mode if {
	some finding in rule.findings with input as _input("bridge", {"networkMode": {"state": "default", "value": "bridge"}})
	finding.message == "web:1 is for managed instances but has no network mode: ECS refuses it"
}

test_ignores_mode[mode] if {
	some mode in {"awsvpc", "host", "none"}
	findings := rule.findings with input as _input(mode, {})
	findings == set()
}

test_ignores_ec2 if {
	findings := rule.findings with input as _input("bridge", {"runsOn": ["EC2"]})
	findings == set()
}

_input(mode, change) := {"taskDefinitions": {mode: [object.union(
	{
		"ref": 1, "name": "web:1", "runsOn": ["MANAGED_INSTANCES"], "usedBy": [{"ref": 2}],
		"networkMode": {"state": "known", "value": "bridge"},
	},
	change,
)]}}
