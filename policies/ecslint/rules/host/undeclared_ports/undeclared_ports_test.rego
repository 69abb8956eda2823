package ecslint.rules.host.undeclared_ports_test

import data.ecslint.rules.host.undeclared_ports as rule

test_finds_ports_that_nobody_claims if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": concat(" ", [
			"group fleet opens tcp 9000-9100 to the internet (0.0.0.0/0),",
			"which no task on the hosts of cluster prod claims",
		]),
		"cause": "sgr-1",
		"detail": "prod/internet",
		"source": "internet",
		"evidence": [2, 3],
		"affected": [4],
		"assumptions": [],
	}}
}

test_is_low_from_elsewhere[source] if {
	some source in ["own-vpc", "peer", "narrow-public", "other-group", "load-balancer"]
	some finding in rule.findings with input as _input({"source": source})
	finding.severity == "low"
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

_input(change) := {"clusters": [{"name": "prod", "unclaimedPorts": [object.union(
	{
		"ref": 1, "group": "fleet", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
		"possible": {"count": 101, "text": "tcp 9000-9100"}, "cause": "sgr-1", "evidence": [2, 3], "affected": [4],
		"assumptions": [], "weakenings": 0,
	},
	change,
)]}]}
