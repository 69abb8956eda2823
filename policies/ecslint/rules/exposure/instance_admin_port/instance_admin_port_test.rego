package ecslint.rules.exposure.instance_admin_port_test

import data.ecslint.rules.exposure.instance_admin_port as rule

test_finds_ssh_open_to_the_internet if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "critical",
		"message": "group fleet opens SSH (tcp 22) of the container instances of cluster prod to the internet (0.0.0.0/0)",
		"cause": "sgr-1",
		"detail": "prod/tcp 22",
		"parts": ["prod/fleet/tcp 22"],
		"evidence": [2, 3],
		"affected": [4],
		"assumptions": [],
	}}
}

test_severity[case] if {
	some case, expected in {
		"what listens is critical": {"change": {}, "severity": "critical"},
		"routes that were not read lower it": {"change": {"weakenings": 1}, "severity": "high"},
		"what may listen is medium": {"change": _agent, "severity": "medium"},
		"and stays so": {"change": object.union(_agent, {"weakenings": 1}), "severity": "medium"},
	}
	some finding in rule.findings with input as _input(expected.change)
	finding.severity == expected.severity
}

test_names_what_may_listen_too if {
	some finding in rule.findings with input as _input({"possible": _agent.possible})
	contains(finding.message, "SSH (tcp 22), and perhaps the agent's introspection (tcp 51678) of")
	finding.severity == "critical"
}

test_what_cannot_be_judged_is_undecided_alone if {
	broken := _input({"undecided": "denied"})
	findings := rule.findings with input as broken
	undecided := rule.undecided with input as broken
	findings == set()
	undecided == {{"at": 1, "reason": "denied"}}
}

test_what_can_be_judged_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_agent := {
	"listening": {"count": 0, "text": ""},
	"possible": {"count": 1, "text": "the agent's introspection (tcp 51678)"},
	"ports": "tcp 51678",
}

_input(change) := {"clusters": [{"name": "prod", "adminPorts": [object.union(
	{
		"ref": 1, "group": "fleet", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
		"listening": {"count": 1, "text": "SSH (tcp 22)"}, "possible": {"count": 0, "text": ""}, "ports": "tcp 22",
		"known": ["tcp 22"],
		"cause": "sgr-1", "evidence": [2, 3], "affected": [4], "assumptions": [], "weakenings": 0,
	},
	change,
)]}]}
