package ecslint.rules.host.loopback_exposure_test

import data.ecslint.rules.host.loopback_exposure as rule

test_finds_tenants_that_share_loopback if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": concat(" ", [
			"2 services of cluster prod run in host mode on instances they share (agent, api):",
			"each reaches what its neighbours bind to 127.0.0.1",
		]),
		"evidence": [5],
		"affected": [2, 3],
		"cause": "loopback/prod",
		"assumptions": [],
		"notes": ["the agent's introspection (51678) and credentials (51679) endpoints listen on loopback too"],
	}}
}

test_severity[name] if {
	some name, c in {
		"privileged": [{"powerful": [{"ref": 4, "name": "agent", "why": "is privileged"}]}, "high"],
		"privileged agents": [{"agents": true, "powerful": [{"ref": 4, "name": "agent", "why": "adds NET_RAW"}]}, "high"],
		"agents without ports": [{"agents": true}, "low"],
		"agents of which one may be privileged": [
			{
				"agents": true, "powerful": [{"ref": 4, "name": "agent", "why": "may be privileged"}], "weakened": true,
				"assumptions": ["PRIVILEGED_UNKNOWN"],
			},
			"medium",
		],
	}
	some finding in rule.findings with input as _input(c[0])
	finding.severity == c[1]
}

test_names_the_powerful_container if {
	change := {"powerful": [{"ref": 4, "name": "agent", "why": "is privileged"}]}
	some finding in rule.findings with input as _input(change)
	endswith(finding.message, "; container agent is privileged")
	finding.evidence == [5, 4]
}

test_unclear_is_undecided if {
	cluster := {"ref": 1, "name": "prod", "loopbackUnclear": [{"ref": 2, "reason": "constraint"}]}
	undecided := rule.undecided with input as {"clusters": [cluster]}
	undecided == {{"at": 2, "reason": "constraint"}}

	findings := rule.findings with input as {"clusters": [cluster]}
	findings == set()
}

test_clear_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"ref": 1, "name": "prod", "loopbackUnclear": [], "loopback": object.union(
	{"names": ["agent", "api"], "refs": [2, 3], "parties": [5], "powerful": [], "agents": false, "assumptions": [], "weakened": false},
	change,
)}]}
