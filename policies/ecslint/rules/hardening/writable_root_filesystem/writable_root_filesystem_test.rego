package ecslint.rules.hardening.writable_root_filesystem_test

import data.ecslint.rules.hardening.writable_root_filesystem as rule

test_finds_containers[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, false, ["app", "log"])

	findings == {{
		"at": 1,
		"severity": "info",
		"message": "web:1 leaves the root file system writable for containers app, log",
		"evidence": [10, 11],
		"affected": [3],
	}}
}

test_ignores_none if {
	findings := rule.findings with input as _input("bridge", false, [])
	findings == set()
}

test_ignores_another_system if {
	findings := rule.findings with input as _input("bridge", true, ["app"])
	findings == set()
}

test_undecided[name] if {
	some name, case in {
		"not known": {"windows": false, "question": "root file system", "want": {{"at": 2, "field": "readonlyRootFilesystem", "reason": "placeholder"}}},
		"another question": {"windows": false, "question": "mount", "want": set()},
		"another system": {"windows": true, "question": "root file system", "want": set()},
	}
	undecided := rule.undecided with input as {"taskDefinitions": {"bridge": [{
		"ref": 1, "windows": case.windows,
		"hardening": {"doubts": [{"ref": 2, "field": "readonlyRootFilesystem", "question": case.question, "reason": "placeholder"}]},
	}]}}
	undecided == case.want
}

_input(mode, windows, names) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": windows, "usedBy": [{"ref": 3}],
	"hardening": {"writableRoots": [{"ref": 10 + i, "container": name} | some i, name in names]},
}]}}
