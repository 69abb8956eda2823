package ecslint.rules.hardening.host_pid_test

import data.ecslint.rules.hardening.host_pid as rule

test_finds_the_host[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, {"state": "known", "value": "host"})

	findings == {{
		"at": 1,
		"field": "pidMode",
		"severity": "high",
		"message": "web:1 shares the instance's processes (pidMode host): its containers see those of other tasks and can signal them",
		"evidence": [1],
		"affected": [3],
	}}
}

test_ignores[case] if {
	some case, value in {
		"task": {"state": "known", "value": "task"},
		"absent": {"state": "default", "value": ""},
		"unknown": {"state": "unknown", "reason": "placeholder"},
	}
	findings := rule.findings with input as _input("bridge", value)
	findings == set()
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _input("bridge", {"state": "unknown", "reason": "placeholder"})
	undecided == {{"at": 1, "field": "pidMode", "reason": "placeholder"}}
}

test_absent_is_decided if {
	undecided := rule.undecided with input as _input("bridge", {"state": "default", "value": ""})
	undecided == set()
}

_input(mode, value) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "usedBy": [{"ref": 3}],
	"hardening": {"pidMode": value},
}]}}
