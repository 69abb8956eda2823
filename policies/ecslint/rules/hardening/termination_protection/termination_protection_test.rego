package ecslint.rules.hardening.termination_protection_test

import data.ecslint.rules.hardening.termination_protection as rule

test_finds_a_provider_without if {
	findings := rule.findings with input as _input("")

	findings == {{
		"at": 1,
		"field": "autoScalingGroupProvider",
		"severity": "info",
		"message": concat(" ", [
			"capacity provider fleet scales in without managed termination protection:",
			"instances that run tasks may go",
		]),
		"evidence": [1, 2],
		"affected": [2],
	}}
}

test_not_known_is_undecided if {
	undecided := rule.undecided with input as _input("var.protection")
	undecided == {{"at": 1, "field": "autoScalingGroupProvider", "reason": "var.protection"}}
	findings := rule.findings with input as _input("var.protection")
	findings == set()
}

test_known_is_decided if {
	undecided := rule.undecided with input as _input("")
	undecided == set()
}

_input(undecided) := {"clusters": [{"unprotectedProviders": [{
	"ref": 1, "name": "fleet",
	"clusters": [2], "undecided": undecided,
}]}]}
