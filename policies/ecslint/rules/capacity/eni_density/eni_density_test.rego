package ecslint.rules.capacity.eni_density_test

import data.ecslint.rules.capacity.eni_density as rule

test_finds_what_does_not_fit if {
	findings := rule.findings with input as _input({"missing": 2}, {})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": "2 of the awsvpc tasks of api, web in cluster prod find no network interface: arithmetic",
		"cause": "interfaces/api",
		"detail": "api",
		"evidence": [2, 4],
		"affected": [2, 3],
	}}
}

test_finds_what_a_move_would_lack if {
	findings := rule.findings with input as _input({}, {"missing": 1})

	findings == {{
		"at": 1,
		"severity": "info",
		"message": concat(" ", [
			"if all tasks of api, web in cluster prod were in awsvpc mode,",
			"1 would find no network interface: arithmetic",
		]),
		"cause": "move/api",
		"detail": "move,api",
		"evidence": [2, 4],
		"affected": [2, 3],
	}}
}

test_one_finds if {
	some finding in rule.findings with input as _input({"missing": 1}, {})
	startswith(finding.message, "1 of the awsvpc tasks of api, web in cluster prod finds no")
}

test_what_fits_is_no_finding if {
	findings := rule.findings with input as _input({}, {})
	findings == set()

	undecided := rule.undecided with input as _input({}, {"undecided": "type"})
	undecided == set()
}

test_undecided_is_no_finding if {
	findings := rule.findings with input as _input({"undecided": "type"}, {})
	findings == set()

	undecided := rule.undecided with input as _input({"undecided": "type"}, {})
	undecided == {{"at": 1, "reason": "type"}}
}

_input(now, move) := {"clusters": [{"name": "prod", "fit": {
	"interfaces": [object.union(_fit, now)],
	"moves": [object.union(_fit, move)],
}}]}

_fit := {
	"ref": 1, "names": ["api", "web"], "refs": [2, 3], "evidence": [2, 4],
	"text": "arithmetic", "missing": 0, "undecided": "",
}
