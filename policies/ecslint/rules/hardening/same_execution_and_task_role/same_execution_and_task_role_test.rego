package ecslint.rules.hardening.same_execution_and_task_role_test

import data.ecslint.rules.hardening.same_execution_and_task_role as rule

test_finds_one_role[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, "app")

	findings == {{
		"at": 1,
		"field": "taskRoleArn",
		"severity": "low",
		"message": "web:1 has one role for its containers and for the agent (app): each may do what only the other needs",
		"evidence": [1],
		"affected": [3],
	}}
}

test_ignores_two_roles if {
	findings := rule.findings with input as _input("awsvpc", "")
	findings == set()
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _doubt("same role")
	undecided == {{"at": 2, "field": "taskRoleArn", "reason": "placeholder"}}
}

test_another_doubt_is_not_of_this_rule if {
	undecided := rule.undecided with input as _doubt("mount")
	undecided == set()
}

_doubt(question) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "windows": false,
	"hardening": {"doubts": [{"ref": 2, "field": "taskRoleArn", "question": question, "reason": "placeholder"}]},
}]}}

_input(mode, role) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "usedBy": [{"ref": 3}],
	"hardening": {"sameRole": role, "doubts": []},
}]}}
