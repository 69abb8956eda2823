package ecslint.rules.hardening.privileged_test

import data.ecslint.rules.hardening.privileged as rule

test_finds_a_privileged_container[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, [{"ref": 2, "container": "agent", "words": []}])

	findings == {{
		"at": 2,
		"field": "privileged",
		"severity": "high",
		"message": "container agent of agent:1 is privileged: it has all powers of the host, its network included",
		"evidence": [2],
		"affected": [3],
	}}
}

test_ignores_a_definition_without_one if {
	findings := rule.findings with input as _input("bridge", [])
	findings == set()
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _doubt("privileged")
	undecided == {{"at": 2, "field": "privileged", "reason": "placeholder"}}
}

test_another_doubt_is_not_of_this_rule if {
	undecided := rule.undecided with input as _doubt("secret")
	undecided == set()
}

_doubt(question) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "agent:1",
	"hardening": {"doubts": [{"ref": 2, "field": "privileged", "question": question, "reason": "placeholder"}]},
}]}}

_input(mode, privileged) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "agent:1", "usedBy": [{"ref": 3}],
	"hardening": {"privileged": privileged, "doubts": []},
}]}}
