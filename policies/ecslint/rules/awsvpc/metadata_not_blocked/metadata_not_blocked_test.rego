package ecslint.rules.awsvpc.metadata_not_blocked_test

import data.ecslint.rules.awsvpc.metadata_not_blocked as rule

test_finds_what_lets_tasks_in if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "low",
		"message": concat(" ", [
			"awsvpc tasks on instances of launch template hosts in cluster prod can take the credentials",
			"of the instance role: some way",
		]),
		"cause": "lt-1",
		"detail": "prod/launch template hosts",
		"evidence": [1, 2],
		"affected": [3],
		"assumptions": ["A"],
	}}
}

test_what_is_not_known_is_undecided_alone if {
	unknown := _input({"undecided": "not read"})
	findings := rule.findings with input as unknown
	undecided := rule.undecided with input as unknown
	findings == set()
	undecided == {{"at": 1, "reason": "not read"}}
}

test_what_is_known_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"name": "prod", "awsvpcMetadata": [object.union(
	{
		"ref": 1, "hosts": "launch template hosts", "cause": "lt-1", "way": "some way", "tenants": ["web"],
		"evidence": [1, 2], "affected": [3], "assumptions": ["A"], "undecided": "",
	},
	change,
)]}]}
