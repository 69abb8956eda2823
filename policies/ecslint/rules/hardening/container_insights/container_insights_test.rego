package ecslint.rules.hardening.container_insights_test

import data.ecslint.rules.hardening.container_insights as rule

test_finds_a_cluster_without if {
	findings := rule.findings with input as _input({"state": "known", "value": "disabled"})

	findings == {{
		"at": 1,
		"field": "clusterSettings",
		"severity": "info",
		"message": "cluster prod has Container Insights off",
		"evidence": [1],
		"assumptions": [],
	}}
}

test_ignores[value] if {
	some value in {"enabled", "enhanced"}
	findings := rule.findings with input as _input({"state": "known", "value": value})
	findings == set()
}

test_ignores_a_cluster_of_another_source if {
	findings := rule.findings with input as {"clusters": [{"ref": 1, "name": "prod"}]}
	findings == set()
}

test_not_known_is_undecided if {
	document := _input({"state": "unknown", "reason": "var.insights"})
	undecided := rule.undecided with input as document
	undecided == {{"at": 1, "field": "clusterSettings", "reason": "var.insights"}}
	findings := rule.findings with input as document
	findings == set()
}

test_known_is_decided if {
	undecided := rule.undecided with input as _input({"state": "default", "value": "disabled"})
	undecided == set()
}

_input(value) := {"clusters": [{"ref": 1, "name": "prod", "insights": {"value": value, "assumptions": []}}]}
