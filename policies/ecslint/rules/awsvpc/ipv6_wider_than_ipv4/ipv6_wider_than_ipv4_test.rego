package ecslint.rules.awsvpc.ipv6_wider_than_ipv4_test

import data.ecslint.rules.awsvpc.ipv6_wider_than_ipv4 as rule

test_finds_what_ipv6_adds if {
	findings := rule.findings with input as _input({}, {}, [])

	findings == {{
		"at": 1,
		"severity": "high",
		"message": "port tcp 8080 of service web is reachable from the internet (0.0.0.0/0) over IPv6, and not over IPv4",
		"cause": "sgr-1",
		"detail": "web/internet",
		"source": "internet",
		"evidence": [3, 1],
		"assumptions": [],
	}}
}

test_severity[severity] if {
	some severity, change in {"low": {"source": "own-vpc"}, "medium": {"weakenings": 1}, "high": {}}
	some finding in rule.findings with input as _input(change, {}, [])
	finding.severity == severity
}

test_a_service_of_which_it_cannot_be_told_is_undecided if {
	undecided := rule.undecided with input as _input({}, {"ipv6Undecided": "no task runs"}, [])
	undecided == {{"at": 1, "reason": "no task runs"}}
}

test_groups_of_dual_stack_tasks_are_undecided[dual] if {
	some dual, want in {true: {{"at": 9, "reason": "not read"}}, false: set()}
	exposures := [{"ref": 9, "undecided": "not read"}, {"ref": 8, "undecided": ""}]
	undecided := rule.undecided with input as _input({}, {"ipv6": dual}, exposures)
	undecided == want
}

_input(change, own, exposures) := {"services": {"awsvpc": [{
	"ref": 1, "name": "web", "exposures": exposures,
	"ownAddress": object.union(
		{"ipv6": true, "ipv6Undecided": "", "ipv6Wider": [object.union(_wider, change)]},
		own,
	),
}]}}

_wider := {
	"ref": 2, "group": "web", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
	"declared": {"count": 1, "several": false, "text": "tcp 8080"},
	"drawn": {"count": 0, "several": true, "text": ""},
	"possible": {"count": 0, "several": true, "text": ""},
	"cause": "sgr-1", "evidence": [3], "assumptions": [], "weakenings": 0,
}
