package ecslint.rules.ports.static_conflict_test

import data.ecslint.rules.ports.static_conflict as rule

test_finds_a_conflict if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "high",
		"message": concat(" ", [
			"cache and sessions both claim host port 6379/tcp in cluster prod;",
			"3 eligible instances cannot hold all these tasks",
		]),
		"cause": "port/prod/6379/tcp",
		"detail": "6379/tcp,cache,sessions",
		"evidence": [1, 2, 3, 4],
		"affected": [1, 3],
	}}
}

test_with_room_for_all_it_is_low if {
	some finding in rule.findings with input as _input({"fits": true})
	finding.severity == "low"
	endswith(finding.message, "there is room for all of them today")
}

test_names_the_claimants[text] if {
	some text, claimants in {
		"a, b, c all claim": ["a", "b", "c"],
		"a deployment of a starts a second full set of tasks, which claims": ["a"],
	}
	some finding in rule.findings with input as _input({"claimants": claimants})
	startswith(finding.message, text)
}

test_undecided_is_no_finding if {
	findings := rule.findings with input as _input({"undecided": "constraint"})
	findings == set()

	undecided := rule.undecided with input as _input({"undecided": "constraint"})
	undecided == {{"at": 1, "reason": "constraint"}}
}

test_decided_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"name": "prod", "staticConflicts": [object.union(
	{
		"ref": 1, "port": 6379, "protocol": "tcp", "claimants": ["cache", "sessions"], "refs": [1, 3], "evidence": [1, 2, 3, 4],
		"undecided": "", "fits": false, "eligible": 3,
	},
	change,
)]}]}
