package ecslint.rules.awsvpc.missing_network_configuration_test

import data.ecslint.rules.awsvpc.missing_network_configuration as rule

test_finds_awsvpc_without if {
	findings := rule.findings with input as _input("awsvpc", {})

	findings == {{
		"at": 1,
		"field": "networkConfiguration",
		"severity": "high",
		"message": "service web runs in awsvpc mode but has no network configuration: ECS refuses it",
		"detail": "",
		"evidence": [1, 2],
	}}
}

test_finds_other_modes_with_one[text] if {
	some mode, text in {"bridge": "bridge", "host": "host", "none": "none", "nat": "NAT"}
	change := {"mode": {"nat": "default"}, "given": true}
	name := object.get(change.mode, mode, mode)
	some finding in rule.findings with input as _input(mode, {"mode": name, "given": true})
	finding.message == sprintf(
		"service web runs in %s mode and has a network configuration, which only awsvpc takes: ECS refuses it",
		[text],
	)
}

test_not_known_is_undecided if {
	document := _input("awsvpc", {"undecided": "network configuration: var.network"})
	undecided := rule.undecided with input as document
	undecided == {{"at": 1, "field": "networkConfiguration", "reason": "network configuration: var.network"}}
	findings := rule.findings with input as document
	findings == set()
}

test_known_is_decided if {
	undecided := rule.undecided with input as _input("awsvpc", {})
	undecided == set()
}

_input(mode, change) := {"services": {mode: [{"misplacedNetworks": [object.union(
	{"ref": 1, "what": "service web", "mode": "awsvpc", "given": false, "detail": "", "undecided": "", "evidence": [1, 2]},
	change,
)]}]}}
