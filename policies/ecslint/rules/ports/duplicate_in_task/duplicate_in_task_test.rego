package ecslint.rules.ports.duplicate_in_task_test

import data.ecslint.rules.ports.duplicate_in_task as rule

test_finds_a_port_claimed_twice if {
	findings := rule.findings with input as _input("bridge", [{"port": 80, "protocol": "tcp", "refs": [2, 3]}])

	findings == {{
		"at": 3,
		"field": "hostPort",
		"severity": "high",
		"message": "web:1 claims host port 80/tcp 2 times, and only one container can bind it",
		"evidence": [2, 3],
		"affected": [4],
		"detail": "80/tcp",
	}}
}

test_in_host_mode_the_container_port_is_wrong if {
	some finding in rule.findings with input as _input("host", [{"port": 80, "protocol": "tcp", "refs": [2, 3]}])
	finding.field == "containerPort"
}

test_in_awsvpc_mode_the_containers_share_a_network if {
	some finding in rule.findings with input as _input("awsvpc", [{"port": 80, "protocol": "tcp", "refs": [2, 3]}])
	startswith(finding.message, "web:1 claims container port 80/tcp 2 times")
}

test_without_a_mode_it_says_that_none_takes_it if {
	some finding in rule.findings with input as _input("unknown", [{"port": 80, "protocol": "tcp", "refs": [2, 3]}])
	finding.message == "web:1 claims host port 80/tcp 2 times, which no network mode takes"
	finding.field == "hostPort"
}

test_what_is_not_known_is_undecided[mode] if {
	some mode in {"awsvpc", "bridge", "host", "nat", "unknown"}
	definition := {"unjudged": [{"ref": 9, "field": "hostPort", "reason": "placeholder", "leaves": ["duplicates"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {mode: [definition]}}
	undecided == {{"at": 9, "field": "hostPort", "reason": "placeholder"}}
}

test_what_every_mode_answers_is_decided if {
	definition := {"unjudged": [{"ref": 1, "field": "networkMode", "reason": "a bare list", "leaves": ["another"]}]}
	undecided := rule.undecided with input as {"taskDefinitions": {"unknown": [definition]}}
	undecided == set()
}

test_ignores_a_task_without_duplicates if {
	findings := rule.findings with input as _input("bridge", [])
	findings == set()
}

_input(mode, duplicates) := {"taskDefinitions": {mode: [{"ref": 1, "name": "web:1", "duplicates": duplicates, "usedBy": [{"ref": 4}]}]}}
