package ecslint.rules.discovery.ingress_port_unpinned_test

import data.ecslint.rules.discovery.ingress_port_unpinned as rule

test_finds_drawn_ports if {
	findings := rule.findings with input as _input({"names": ["api", "web"], "undecided": ""})

	findings == {{
		"at": 1,
		"field": "serviceConnectConfiguration",
		"severity": "low",
		"message": "service web offers api, web by Service Connect on ports that ECS draws: no group rule can name them",
		"evidence": [1],
	}}
}

test_ignores_what_is_not_known if {
	findings := rule.findings with input as _input({"names": [], "undecided": "var.port"})
	findings == set()
}

test_ignores_pinned_ports if {
	findings := rule.findings with input as {"services": {"bridge": [{"ref": 1, "name": "web"}]}}
	findings == set()
}

test_not_known_is_undecided if {
	undecided := rule.undecided with input as _input({"names": [], "undecided": "var.port"})
	undecided == {{"at": 1, "field": "serviceConnectConfiguration", "reason": "var.port"}}
}

test_known_is_decided if {
	undecided := rule.undecided with input as _input({"names": ["api"], "undecided": ""})
	undecided == set()
}

_input(ingress) := {"services": {"bridge": [{"ref": 1, "name": "web", "unpinnedIngress": ingress}]}}
