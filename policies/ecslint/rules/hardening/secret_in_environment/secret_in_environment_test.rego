package ecslint.rules.hardening.secret_in_environment_test

import data.ecslint.rules.hardening.secret_in_environment as rule

test_finds_credentials[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, [{"ref": 2, "container": "app", "words": ["DB_PASSWORD", "TOKEN"]}])

	findings == {{
		"at": 2,
		"field": "environment",
		"severity": "high",
		"message": concat(" ", [
			"container app of web:1 has credentials in its environment (DB_PASSWORD, TOKEN):",
			"whoever may describe the task definition reads them",
		]),
		"evidence": [2],
		"affected": [3],
	}}
}

test_ignores_the_rest if {
	findings := rule.findings with input as _input("bridge", [])
	findings == set()
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _doubt("secret")
	undecided == {{"at": 2, "field": "environment", "reason": "placeholder"}}
}

test_another_doubt_is_not_of_this_rule if {
	undecided := rule.undecided with input as _doubt("mount")
	undecided == set()
}

_doubt(question) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "windows": false,
	"hardening": {"doubts": [{"ref": 2, "field": "environment", "question": question, "reason": "placeholder"}]},
}]}}

_input(mode, list) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": false, "usedBy": [{"ref": 3}],
	"hardening": {"secrets": list, "doubts": []},
}]}}
