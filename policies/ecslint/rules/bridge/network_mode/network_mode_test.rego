package ecslint.rules.bridge.network_mode_test

import data.ecslint.rules.bridge.network_mode as rule

test_finds_bridge_mode if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "networkMode",
		"severity": "low",
		"message": "web:1 runs in bridge mode and shares its instance's security groups",
		"evidence": [1],
		"affected": [2],
	}}
}

test_says_what_comes_with_it[text] if {
	some text, change in {
		"web:1 runs in bridge mode (it names no networkMode, which is bridge on Linux) and": {"networkMode": {"state": "default"}},
		"instance's security groups; ECS chooses its host ports": {"dynamicPorts": [3]},
		"instance's security groups; its host ports are fixed": {"hostPorts": [{"ref": 3}]},
	}
	some finding in rule.findings with input as _input(change)
	contains(finding.message, text)
}

test_a_daemon_wants_one_copy if {
	some finding in rule.findings with input as _input({"hostPorts": [{"ref": 3}], "daemonOnly": true})
	endswith(finding.message, "instance's security groups")
}

test_ignores[case] if {
	some case, change in {
		"Fargate": {"runsOn": ["FARGATE"]},
		"ECS Anywhere": {"runsOn": ["EXTERNAL"]},
		"managed instances": {"runsOn": ["MANAGED_INSTANCES"]},
		"Windows": {"windows": true},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_an_unknown_mode_is_undecided if {
	definition := {"ref": 1, "networkMode": {"state": "unknown", "reason": "bare"}}
	undecided := rule.undecided with input as {"taskDefinitions": {"unknown": [definition]}}
	undecided == {{"at": 1, "field": "networkMode", "reason": "bare"}}
}

_input(change) := {"taskDefinitions": {"bridge": [object.union(
	{
		"ref": 1, "name": "web:1", "windows": false, "runsOn": ["EC2"], "hostPorts": [], "dynamicPorts": [],
		"networkMode": {"state": "known", "value": "bridge"},
		"usedBy": [{"ref": 2}],
	},
	change,
)]}}
