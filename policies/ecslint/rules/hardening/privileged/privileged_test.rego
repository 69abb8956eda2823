package ecslint.rules.hardening.privileged_test

import data.ecslint.rules.hardening.privileged as rule

test_finds_a_privileged_container[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, {"state": "known", "value": true})

	findings == {{
		"at": 2,
		"field": "privileged",
		"severity": "high",
		"message": "container agent of agent:1 is privileged: it has all powers of the host, its network included",
		"evidence": [2],
		"affected": [3],
	}}
}

test_ignores[case] if {
	some case, privileged in {
		"false": {"state": "known", "value": false},
		"absent": {"state": "default", "value": false},
		"unknown": {"state": "unknown", "reason": "placeholder"},
	}
	findings := rule.findings with input as _input("bridge", privileged)
	findings == set()
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _input("bridge", {"state": "unknown", "reason": "placeholder"})
	undecided == {{"at": 2, "field": "privileged", "reason": "placeholder"}}
}

test_absent_is_decided if {
	undecided := rule.undecided with input as _input("bridge", {"state": "default", "value": false})
	undecided == set()
}

_input(mode, privileged) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "agent:1", "usedBy": [{"ref": 3}],
	"containers": [{"ref": 2, "name": "agent", "privileged": privileged}],
}]}}
