package ecslint.rules.hardening.blocking_log_mode_test

import data.ecslint.rules.hardening.blocking_log_mode as rule

test_finds_containers[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, false, ["app", "log"])

	findings == {{
		"at": 1,
		"severity": "info",
		"message": "web:1 asks for a log mode other than non-blocking for containers app, log: while logs cannot be delivered they wait",
		"evidence": [10, 11],
		"affected": [3],
	}}
}

test_ignores_none if {
	findings := rule.findings with input as _input("bridge", false, [])
	findings == set()
}

test_undecided[name] if {
	some name, case in {
		"not known": {"windows": false, "question": "log mode", "want": {{"at": 2, "field": "logConfiguration", "reason": "placeholder"}}},
		"another question": {"windows": false, "question": "mount", "want": set()},
	}
	undecided := rule.undecided with input as {"taskDefinitions": {"bridge": [{
		"ref": 1, "windows": case.windows,
		"hardening": {"doubts": [{"ref": 2, "field": "logConfiguration", "question": case.question, "reason": "placeholder"}]},
	}]}}
	undecided == case.want
}

_input(mode, windows, names) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": windows, "usedBy": [{"ref": 3}],
	"hardening": {"blockingLogs": [{"ref": 10 + i, "container": name} | some i, name in names]},
}]}}
