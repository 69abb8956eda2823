package ecslint.rules.exposure.internet_direct_test

import data.ecslint.rules.exposure.internet_direct as rule

test_finds_a_port_open_to_the_internet if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "critical",
		"message": "port tcp 8080 of service web is reachable straight from the internet (0.0.0.0/0)",
		"cause": "sgr-1",
		"detail": "web",
		"evidence": [3, 1],
		"assumptions": [],
	}}
}

test_says_several_ports if {
	ports := {"count": 2, "several": true, "text": "tcp 8080, 8443"}
	some finding in rule.findings with input as _input({"declared": ports})
	startswith(finding.message, "ports tcp 8080, 8443 of service web are reachable")
}

test_undeclared_ports_are_medium if {
	none := {"count": 0, "several": true, "text": ""}
	possible := {"count": 2, "several": true, "text": "tcp 22, 80"}
	some finding in rule.findings with input as _input({"declared": none, "possible": possible})
	finding.severity == "medium"
	startswith(finding.message, "2 ports of service web that no mapping declares (tcp 22, 80) are reachable")
}

test_a_declared_port_is_told_alone if {
	possible := {"count": 2, "several": true, "text": "tcp 22, 80"}
	findings := rule.findings with input as _input({"possible": possible})
	count(findings) == 1
	some finding in findings
	finding.severity == "critical"
}

test_an_assumption_lowers_severity if {
	some finding in rule.findings with input as _input({"weakenings": 1})
	finding.severity == "high"
}

test_ignores[case] if {
	none := {"count": 0, "several": true, "text": ""}
	some case, change in {
		"another source": {"source": "own-vpc"},
		"what cannot be judged": {"undecided": "denied"},
		"the ephemeral range, which another rule judges": {
			"declared": none,
			"drawn": {"count": 9, "several": true, "text": "tcp 32768-32776"},
			"possible": {"count": 1, "several": false, "text": "tcp 22"},
		},
		"nothing": {"declared": none},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_what_cannot_be_judged_is_undecided if {
	undecided := rule.undecided with input as _input({"undecided": "denied"})
	undecided == {{"at": 2, "reason": "denied"}}
}

test_what_can_be_judged_is_not if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"services": {"awsvpc": [{
	"ref": 1,
	"name": "web",
	"exposures": [object.union(_exposure, change)],
}]}}

_exposure := {
	"ref": 2, "group": "web", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
	"declared": {"count": 1, "several": false, "text": "tcp 8080"},
	"drawn": {"count": 0, "several": true, "text": ""},
	"possible": {"count": 0, "several": true, "text": ""},
	"cause": "sgr-1", "evidence": [3], "assumptions": [], "weakenings": 0,
}
