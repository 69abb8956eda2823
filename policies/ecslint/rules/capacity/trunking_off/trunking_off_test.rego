package ecslint.rules.capacity.trunking_off_test

import data.ecslint.rules.capacity.trunking_off as rule

test_finds_instances_without_trunks if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "low",
		"message": concat(" ", [
			"2 of 3 instances in cluster prod have no trunk;",
			"with trunks they would take 30 tasks, and those of api, web fit",
		]),
		"cause": "trunks/api",
		"detail": "api",
		"evidence": [2, 4],
		"affected": [2, 3],
	}}
}

test_one_has_none if {
	some finding in rule.findings with input as _input({"trunkless": 1})
	startswith(finding.message, "1 of 3 instances in cluster prod has no trunk;")
}

test_silent[name] if {
	some name, change in {
		"fits": {"missing": 0},
		"would not fit": {"trunked": {"missing": 1, "undecided": ""}},
		"who knows": {"trunked": {"missing": 0, "undecided": "type"}},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_undecided[name] if {
	some name, c in {
		"now": [{"missing": 0, "undecided": "setting"}, {{"at": 1, "reason": "setting"}}],
		"with trunks": [{"trunked": {"missing": 0, "undecided": "type"}}, {{"at": 1, "reason": "type"}}],
		"not needed": [{"missing": 0, "trunked": {"missing": 0, "undecided": "type"}}, set()],
		"decided": [{}, set()],
	}
	undecided := rule.undecided with input as _input(c[0])
	undecided == c[1]
}

_input(change) := {"clusters": [{"name": "prod", "fit": {"interfaces": [object.union(
	{
		"ref": 1, "names": ["api", "web"], "refs": [2, 3], "evidence": [2, 4], "missing": 2, "undecided": "",
		"trunked": {"missing": 0, "undecided": ""}, "slots": "30", "instances": 3, "trunkless": 2,
	},
	change,
)]}}]}
