package ecslint.rules.host.network_mode_test

import data.ecslint.rules.host.network_mode as rule

test_finds_host_mode if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "networkMode",
		"severity": "medium",
		"message": "web:1 runs in host mode: its containers share the instance's ports, security groups and loopback address",
		"evidence": [1, 2],
		"affected": [2],
		"notes": [
			"on the loopback address it reaches the agent's introspection (51678) and credentials (51679) endpoints",
			concat(" ", [
				"unless instance metadata is turned off on the instance, its credentials are within reach:",
				"neither a hop limit nor a setting of the agent keeps host mode from them",
			]),
		],
	}}
}

test_a_daemon_agent_without_ports_is_low if {
	some finding in rule.findings with input as _input({"daemonOnly": true, "declaresPorts": false})
	finding.severity == "low"
}

test_stays_medium[case] if {
	some case, change in {
		"a daemon with ports": {"daemonOnly": true},
		"no daemon": {"declaresPorts": false},
	}
	some finding in rule.findings with input as _input(change)
	finding.severity == "medium"
}

test_ecs_anywhere_has_no_agent_notes if {
	some finding in rule.findings with input as _input({"runsOn": ["EXTERNAL"]})
	finding.notes == []
}

test_windows_has_no_agent_notes if {
	some finding in rule.findings with input as _input({"windows": true})
	finding.notes == []
}

test_ignores[mode] if {
	some mode in {"bridge", "awsvpc", "none", "nat"}
	findings := rule.findings with input as {"taskDefinitions": {mode: [_definition({})], "host": []}}
	findings == set()
}

test_an_unknown_mode_is_undecided if {
	definition := _definition({"networkMode": {"state": "unknown", "reason": "bare"}})
	undecided := rule.undecided with input as {"taskDefinitions": {"unknown": [definition], "host": []}}
	undecided == {{"at": 1, "field": "networkMode", "reason": "bare"}}
}

_input(change) := {"taskDefinitions": {"host": [_definition(change)], "unknown": []}}

_definition(change) := object.union(
	{
		"ref": 1, "name": "web:1", "windows": false, "runsOn": ["EC2"], "daemonOnly": false, "declaresPorts": true,
		"networkMode": {"state": "known", "value": "host"},
		"usedBy": [{"ref": 2, "cluster": "prod", "name": "web", "daemon": false, "launch": "EC2"}],
	},
	change,
)
