package ecslint.rules.hardening.root_user_test

import data.ecslint.rules.hardening.root_user as rule

test_finds_root[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _with(mode, false, "rootUsers")

	findings == {{
		"at": 2,
		"field": "user",
		"severity": "low",
		"message": "container app of web:1 runs as root",
		"evidence": [2],
		"affected": [3],
	}}
}

test_tells_of_no_user[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _with(mode, false, "noUsers")

	findings == {{
		"at": 1,
		"severity": "info",
		"message": "web:1 names no user for container app: the image decides, and most images run as root",
		"evidence": [2],
		"affected": [3],
	}}
}

test_ignores[name] if {
	some name, case in {
		"root on Windows": _with("bridge", true, "rootUsers"),
		"no user on Windows": _with("bridge", true, "noUsers"),
		"another user": _with("bridge", false, "other"),
	}
	findings := rule.findings with input as case
	findings == set()
}

test_undecided[name] if {
	some name, case in {
		"Linux": {"windows": false, "question": "user", "count": 1},
		"Windows": {"windows": true, "question": "user", "count": 0},
		"another question": {"windows": false, "question": "mount", "count": 0},
	}
	undecided := rule.undecided with input as {"taskDefinitions": {"bridge": [{
		"ref": 1, "windows": case.windows,
		"hardening": {"doubts": [{"ref": 2, "field": "user", "question": case.question, "reason": "placeholder"}]},
	}]}}
	count(undecided) == case.count
	undecided - {{"at": 2, "field": "user", "reason": "placeholder"}} == set()
}

_with(mode, windows, list) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": windows, "usedBy": [{"ref": 3}],
	"hardening": object.union(
		{"rootUsers": [], "noUsers": []},
		{list: [{"ref": 2, "container": "app"}]},
	),
}]}}
