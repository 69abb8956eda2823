package ecslint.rules.hardening.exec_logging_test

import data.ecslint.rules.hardening.exec_logging as rule

test_finds_sessions_without_a_log if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "configuration",
		"severity": "info",
		"message": "cluster prod logs no session of ECS Exec, which api, web allow",
		"evidence": [1, 2, 3],
		"affected": [2, 3],
	}}
}

test_one_service if {
	some finding in rule.findings with input as _input({"names": ["web"], "refs": [2]})
	finding.message == "cluster prod logs no session of ECS Exec, which web allows"
}

test_ignores[case] if {
	some case, change in {
		"the task's log": {"logging": {"state": "default", "value": "DEFAULT"}},
		"a log of its own": {"logging": {"state": "known", "value": "OVERRIDE"}},
		"what is not known": {"logging": {"state": "unknown", "reason": "denied"}},
		"services that may allow it": {"names": [], "refs": [], "undecided": "var.exec"},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_ignores_a_cluster_where_nothing_allows_it if {
	findings := rule.findings with input as {"clusters": [{"ref": 1, "name": "prod"}]}
	findings == set()
}

test_a_log_that_is_not_known_is_undecided if {
	undecided := rule.undecided with input as _input({"logging": {"state": "unknown", "reason": "denied"}})
	undecided == {{"at": 1, "field": "configuration", "reason": "denied"}}
}

test_neither_log_nor_services_are_known if {
	undecided := rule.undecided with input as _input({
		"logging": {"state": "unknown", "reason": "denied"},
		"names": [], "undecided": "var.exec",
	})
	undecided == {{"at": 1, "field": "configuration", "reason": "denied"}}
}

test_services_that_are_not_known_are_undecided if {
	undecided := rule.undecided with input as _input({"names": [], "refs": [], "undecided": "var.exec"})
	undecided == {{"at": 1, "field": "configuration", "reason": "var.exec"}}
}

test_is_decided[case] if {
	some case, change in {
		"known": {},
		"services that matter to no log": {
			"logging": {"state": "default", "value": "DEFAULT"},
			"names": [], "undecided": "var.exec",
		},
		"a log that matters to no service": {
			"logging": {"state": "unknown", "reason": "denied"},
			"names": [], "undecided": "",
		},
	}
	undecided := rule.undecided with input as _input(change)
	undecided == set()
}

_input(change) := {"clusters": [{"ref": 1, "name": "prod", "exec": object.union(
	{
		"logging": {"state": "known", "value": "NONE"},
		"names": ["api", "web"], "refs": [2, 3], "undecided": "",
	},
	change,
)}]}
