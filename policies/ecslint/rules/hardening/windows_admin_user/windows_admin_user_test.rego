package ecslint.rules.hardening.windows_admin_user_test

import data.ecslint.rules.hardening.windows_admin_user as rule

test_finds_administrators[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, true, ["app"], ["log"])

	findings == {{
		"at": 1,
		"severity": "info",
		"message": "web:1 runs containers app, log as ContainerAdministrator, or leaves the user to the image",
		"evidence": [10, 20],
		"affected": [3],
	}}
}

test_ignores[name] if {
	some name, case in {
		"Linux": _input("bridge", false, ["app"], ["log"]),
		"others": _input("nat", true, [], []),
	}
	findings := rule.findings with input as case
	findings == set()
}

test_undecided[name] if {
	some name, case in {
		"Windows": {"windows": true, "question": "user", "want": {{"at": 2, "field": "user", "reason": "placeholder"}}},
		"Linux": {"windows": false, "question": "user", "want": set()},
		"another question": {"windows": true, "question": "mount", "want": set()},
	}
	undecided := rule.undecided with input as {"taskDefinitions": {"nat": [{
		"ref": 1, "windows": case.windows,
		"hardening": {"doubts": [{"ref": 2, "field": "user", "question": case.question, "reason": "placeholder"}]},
	}]}}
	undecided == case.want
}

_input(mode, windows, admins, nobody) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": windows, "usedBy": [{"ref": 3}],
	"hardening": {
		"adminUsers": [{"ref": 10 + i, "container": name} | some i, name in admins],
		"noUsers": [{"ref": 20 + i, "container": name} | some i, name in nobody],
	},
}]}}
