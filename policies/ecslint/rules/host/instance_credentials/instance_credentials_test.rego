package ecslint.rules.host.instance_credentials_test

import data.ecslint.rules.host.instance_credentials as rule

test_finds_host_mode_with_metadata if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "networkMode",
		"severity": "medium",
		"message": concat(" ", [
			"tasks of proxy:1 in cluster prod can take the credentials of the instance role:",
			"host mode, and instance metadata is on (launch template hosts)",
		]),
		"detail": "prod",
		"evidence": [1, 2],
		"affected": [3],
	}}
}

test_an_agent_is_low if {
	some finding in rule.findings with input as _input({"agent": true})
	finding.severity == "low"
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

_input(change) := {"clusters": [{"name": "prod", "instanceCredentials": [object.union(
	{
		"ref": 1, "name": "proxy:1", "hosts": ["launch template hosts"], "agent": false, "evidence": [1, 2],
		"affected": [3], "undecided": "",
	},
	change,
)]}]}
