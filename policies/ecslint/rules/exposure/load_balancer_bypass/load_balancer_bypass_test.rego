package ecslint.rules.exposure.load_balancer_bypass_test

import data.ecslint.rules.exposure.load_balancer_bypass as rule

test_finds_the_way_around if {
	findings := rule.findings with input as _input({}, {})

	findings == {{
		"at": 1,
		"severity": "high",
		"message": "port tcp 8080 of service web is reachable around its load balancer, from the internet (0.0.0.0/0)",
		"cause": "sgr-1",
		"detail": "web/internet",
		"source": "internet",
		"evidence": [3, 1],
		"assumptions": [],
	}}
}

test_severity[source] if {
	some source, severity in {"own-vpc": "low", "peer": "low", "narrow-public": "low", "internet": "high"}
	some finding in rule.findings with input as _input({"source": source}, {})
	finding.severity == severity
}

test_an_assumption_lowers_severity[severity] if {
	some source, severity in {"own-vpc": "low", "internet": "medium"}
	some finding in rule.findings with input as _input({"source": source, "weakenings": 1}, {})
	finding.severity == severity
}

test_names_ports_that_ecs_may_draw if {
	some finding in rule.findings with input as _input(
		{
			"declared": {"count": 0, "several": true, "text": ""},
			"drawn": {"count": 51, "several": true, "text": "tcp 40000-40050"},
		},
		{},
	)
	startswith(finding.message, "ports tcp 40000-40050 of service web are reachable")
}

test_what_cannot_be_judged_is_undecided if {
	change := {"undecided": "denied"}
	findings := rule.findings with input as _input(change, {})
	undecided := rule.undecided with input as _input(change, {})
	findings == set()
	undecided == {{"at": 2, "reason": "denied"}}
}

test_groups_that_cannot_be_judged_are_undecided_behind_a_load_balancer[balanced] if {
	some balanced, want in {true: {{"at": 9, "reason": "not read"}}, false: set()}
	undecided := rule.undecided with input as _input({}, {
		"balanced": balanced,
		"exposures": [{"ref": 9, "undecided": "not read"}, {"ref": 8, "undecided": ""}],
	})
	undecided == want
}

_input(change, service) := {"services": {"awsvpc": [object.union(
	{"ref": 1, "name": "web", "balanced": true, "exposures": [], "bypasses": [object.union(
		_bypass,
		change,
	)]},
	service,
)]}}

_bypass := {
	"ref": 2, "group": "web", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
	"declared": {"count": 1, "several": false, "text": "tcp 8080"},
	"drawn": {"count": 0, "several": true, "text": ""},
	"possible": {"count": 0, "several": true, "text": ""},
	"cause": "sgr-1", "evidence": [3], "assumptions": [], "weakenings": 0,
}
