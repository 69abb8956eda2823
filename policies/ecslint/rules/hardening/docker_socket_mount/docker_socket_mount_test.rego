package ecslint.rules.hardening.docker_socket_mount_test

import data.ecslint.rules.hardening.docker_socket_mount as rule

test_finds_each_socket[path] if {
	some path in {
		"/var/run", "/run", "/var/run/docker.sock", "/run/docker.sock", "/var/run/containerd", "/run/containerd",
		"/var/run/containerd/containerd.sock", "/run/containerd/containerd.sock",
		"/pipe/docker_engine", "/pipe/containerd-containerd",
	}
	findings := rule.findings with input as _input([_mount(path, {"state": "known", "value": true})], [])

	findings == {{
		"at": 2,
		"field": "mountPoints",
		"detail": "host",
		"severity": "high",
		"message": sprintf(
			"container app of web:1 has the container runtime's socket (%s): it starts containers with all powers of the host",
			[path],
		),
		"evidence": [2],
		"affected": [3],
	}}
}

test_reached_from_the_internet_is_critical if {
	findings := rule.findings with input as _input([_mount("/run/docker.sock", {"state": "default", "value": false})], [7])
	some finding in findings
	finding.severity == "critical"
	finding.evidence == [2, 7]
}

test_ignores_other_paths[path] if {
	some path in {"/", "/var", "/var/run/docker.pid", "/srv/docker.sock"}
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
