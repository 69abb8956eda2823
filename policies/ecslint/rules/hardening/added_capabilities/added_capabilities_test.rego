package ecslint.rules.hardening.added_capabilities_test

import data.ecslint.rules.hardening.added_capabilities as rule

test_finds[name] if {
	some name, case in {
		"each": {"mode": "bridge", "words": ["ALL", "NET_ADMIN", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE"], "severity": "high"},
		"one": {"mode": "awsvpc", "words": ["SYS_PTRACE"], "severity": "high"},
		"raw in host mode": {"mode": "host", "words": ["NET_RAW"], "severity": "high"},
		"raw elsewhere": {"mode": "awsvpc", "words": ["NET_RAW"], "severity": "low"},
		"raw beside another": {"mode": "bridge", "words": ["NET_RAW", "NET_ADMIN"], "severity": "high"},
	}
	findings := rule.findings with input as _input(case.mode, [{"ref": 2, "container": "app", "words": case.words}])

	findings == {{
		"at": 2,
		"field": "linuxParameters",
		"severity": case.severity,
		"message": sprintf(
			"container app of web:1 adds %s: it can get past the limits of its network or of its container",
			[concat(", ", case.words)],
		),
		"evidence": [2],
		"affected": [3],
	}}
}

test_names_the_dangerous_ones_alone if {
	findings := rule.findings with input as _input(
		"bridge",
		[{"ref": 2, "container": "app", "words": ["CHOWN", "NET_ADMIN"]}],
	)
	some finding in findings
	contains(finding.message, "adds NET_ADMIN:")
}

test_ignores_others if {
	findings := rule.findings with input as _input(
		"host",
		[{"ref": 2, "container": "app", "words": ["CHOWN", "NET_BIND_SERVICE"]}],
	)
	findings == set()
}

test_ignores_tracing_on_fargate if {
	list := [{"ref": 2, "container": "app", "words": ["SYS_PTRACE"]}]
	findings := rule.findings with input as _on(["FARGATE"], "awsvpc", list)
	findings == set()
}

test_finds_tracing_where_instances_are_possible if {
	list := [{"ref": 2, "container": "app", "words": ["SYS_PTRACE"]}]
	findings := rule.findings with input as _on(["EC2", "FARGATE"], "awsvpc", list)
	count(findings) == 1
}

test_finds_others_on_fargate if {
	list := [{"ref": 2, "container": "app", "words": ["NET_ADMIN", "SYS_PTRACE"]}]
	findings := rule.findings with input as _on(["FARGATE"], "awsvpc", list)
	some finding in findings
	contains(finding.message, "adds NET_ADMIN:")
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _doubt("capabilities")
	undecided == {{"at": 2, "field": "linuxParameters", "reason": "placeholder"}}
}

test_another_doubt_is_not_of_this_rule if {
	undecided := rule.undecided with input as _doubt("mount")
	undecided == set()
}

_doubt(question) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "windows": false,
	"hardening": {"doubts": [{"ref": 2, "field": "linuxParameters", "question": question, "reason": "placeholder"}]},
}]}}

_input(mode, list) := _on(["EC2"], mode, list)

_on(launch, mode, list) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": false, "runsOn": launch, "usedBy": [{"ref": 3}],
	"hardening": {"capabilities": list, "doubts": []},
}]}}
