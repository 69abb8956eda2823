package ecslint.rules.fargate.platform_version_test

import data.ecslint.rules.fargate.platform_version as rule

test_finds_an_old_version[mode] if {
	some mode in {"awsvpc", "unknown"}
	findings := rule.findings with input as _input(mode, {})

	findings == {{
		"at": 1,
		"field": "platformVersion",
		"severity": "info",
		"message": "service web asks for platform version 1.3.0 of Fargate; the current one is 1.4.0",
		"detail": "",
		"evidence": [1],
	}}
}

test_not_known_is_undecided if {
	document := _input("awsvpc", {"undecided": "platform version: var.version"})
	undecided := rule.undecided with input as document
	undecided == {{"at": 1, "field": "platformVersion", "reason": "platform version: var.version"}}
	findings := rule.findings with input as document
	findings == set()
}

test_known_is_decided if {
	undecided := rule.undecided with input as _input("awsvpc", {})
	undecided == set()
}

_input(mode, change) := {"services": {mode: [{"ref": 1, "oldPlatforms": [object.union(
	{"what": "service web", "version": "1.3.0", "current": "1.4.0", "detail": "", "undecided": ""},
	change,
)]}]}}
