package ecslint.rules.bridge.lateral_movement_test

import data.ecslint.rules.bridge.lateral_movement as rule

test_finds_flows_without_need if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": "group hosts lets services of cluster prod reach ports of web: 3 flows that nothing needs",
		"cause": "sgr-1",
		"detail": "prod",
		"evidence": [4, 5],
		"affected": [2, 3],
		"notes": [],
		"assumptions": ["EPHEMERAL_RANGE_DEFAULT"],
	}}
}

test_what_no_group_sees_is_a_line_of_its_own if {
	some finding in rule.findings with input as _input({"sameHost": 1})
	finding.notes == ["no group sees what passes on one instance, over its bridge or loopback address: 1 such flow"]
}

test_counts_what_it_does_not_list if {
	some finding in rule.findings with input as _input({"more": 2})
	finding.notes == ["and 2 more ports"]
}

test_no_flow_is_silent if {
	findings := rule.findings with input as _input({"flows": 0})
	findings == set()
}

test_what_cannot_be_judged_is_undecided if {
	undecided := rule.undecided with input as _input({"flows": 0, "undecided": "nothing says who needs web"})
	undecided == {{"at": 1, "reason": "nothing says who needs web"}}
}

test_what_can_be_judged_is_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

test_unknown_hosts_are_undecided if {
	undecided := rule.undecided with input as {"clusters": [{
		"lateralMovement": [],
		"instanceGroupsUnclear": [{"ref": 7, "reason": "instance i-1 was not read"}],
	}]}
	undecided == {{"at": 7, "reason": "instance i-1 was not read"}}
}

_input(change) := {"clusters": [{"name": "prod", "instanceGroupsUnclear": [], "lateralMovement": [object.union(
	{
		"ref": 1, "group": "hosts", "flows": 3, "sameHost": 0, "servers": ["web"], "rows": [4], "more": 0,
		"cause": "sgr-1", "rules": [5], "refs": [2, 3], "assumptions": ["EPHEMERAL_RANGE_DEFAULT"],
		"undecided": "",
	},
	change,
)]}]}
