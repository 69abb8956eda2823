package ecslint.rules.hardening.host_path_mount_test

import data.ecslint.rules.hardening.host_path_mount as rule

test_finds[name] if {
	some name, case in {
		"writable": {
			"readOnly": {"state": "default", "value": false}, "severity": "high",
			"says": " and can write to it: what it changes there runs with the powers of the host",
		},
		"read-only": {
			"readOnly": {"state": "known", "value": true}, "severity": "medium",
			"says": ", read-only: it reads what other tasks and the host keep there",
		},
		"not known": {
			"readOnly": {"state": "unknown", "reason": "placeholder"}, "severity": "medium",
			"says": "; whether it can write to it is not known",
		},
	}
	findings := rule.findings with input as _input([_mount("/etc", case.readOnly)], [])

	findings == {{
		"at": 2,
		"field": "mountPoints",
		"detail": "host",
		"severity": case.severity,
		"message": sprintf("container app of web:1 has /etc of the host%s", [case.says]),
		"evidence": [2],
		"affected": [3],
	}}
}

test_finds_each_path[path] if {
	some path in {
		"/", "/etc", "/etc/ecs", "/proc", "/root", "/var", "/var/lib", "/var/lib/ecs", "/var/lib/ecs/data",
		"c:", "c:/programdata", "c:/programdata/amazon", "c:/programdata/amazon/ecs", "c:/programdata/amazon/ecs/data",
	}
	findings := rule.findings with input as _input([_mount(path, {"state": "default", "value": false})], [])
	count(findings) == 1
}

test_ignores_other_paths[path] if {
	some path in {"/etc/localtime", "/srv", "/proc/uptime", "/run", "/var/log", "/var/run", "/etcetera"}
	findings := rule.findings with input as _input([_mount(path, {"state": "default", "value": false})], [])
	findings == set()
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _doubt("mount")
	undecided == {{"at": 2, "field": "mountPoints", "reason": "placeholder"}}
}

test_another_doubt_is_not_of_this_rule if {
	undecided := rule.undecided with input as _doubt("secret")
	undecided == set()
}

_doubt(question) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "windows": false,
	"hardening": {"doubts": [{"ref": 2, "field": "mountPoints", "question": question, "reason": "placeholder"}]},
}]}}

_input(mounts, reach) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "usedBy": [{"ref": 3}],
	"hardening": {"hostMounts": mounts, "internetReach": reach, "doubts": []},
}]}}

_mount(path, read_only) := {"ref": 2, "container": "app", "volume": "host", "path": path, "readOnly": read_only}
