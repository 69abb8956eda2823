package ecslint.rules.host.loopback_exposure_test

import data.ecslint.rules.host.loopback_exposure as rule

test_finds_tenants_that_share_loopback if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 2,
		"severity": "medium",
		"message": concat(" ", [
			"api and agent run in host mode on the same instances of cluster prod:",
			"each reaches what the others bind to 127.0.0.1",
		]),
		"evidence": [2, 3],
		"affected": [2, 3],
		"detail": "api,agent",
		"cause": "loopback/prod/api,agent",
		"notes": ["the agent's introspection (51678) and credentials (51679) endpoints listen on loopback too"],
	}}
}

test_severity[name] if {
	some name, c in {
		"privileged": [{"powerful": [{"ref": 4, "name": "agent", "why": "is privileged"}]}, "high"],
		"privileged agents": [{"agents": true, "powerful": [{"ref": 4, "name": "agent", "why": "adds NET_RAW"}]}, "high"],
		"agents without ports": [{"agents": true}, "low"],
	}
	some finding in rule.findings with input as _input(c[0])
	finding.severity == c[1]
}

test_names_the_powerful_container if {
	change := {"powerful": [{"ref": 4, "name": "agent", "why": "is privileged"}]}
	some finding in rule.findings with input as _input(change)
	endswith(finding.message, "; container agent is privileged")
	finding.evidence == [2, 3, 4]
}

test_undecided_is_no_finding if {
	findings := rule.findings with input as _input({"undecided": "constraint"})
	findings == set()

	undecided := rule.undecided with input as _input({"undecided": "constraint"})
	undecided == {{"at": 2, "reason": "constraint"}}
}

test_decided_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

test_ignores_a_cluster_without_neighbours if {
	findings := rule.findings with input as {"clusters": [{"ref": 1, "name": "prod", "loopback": []}]}
	findings == set()
}

_input(change) := {"clusters": [{"ref": 1, "name": "prod", "loopback": [object.union(
	{"ref": 2, "names": ["api", "agent"], "refs": [2, 3], "undecided": "", "powerful": [], "agents": false},
	change,
)]}]}
