package ecslint.rules.awsvpc.ipv6_internet_gateway_test

import data.ecslint.rules.awsvpc.ipv6_internet_gateway as rule

test_finds_a_gateway_that_nothing_needs if {
	findings := rule.findings with input as _input([{}], {})

	findings == {{
		"at": 1,
		"severity": "low",
		"message": concat(" ", [
			"an internet gateway lets IPv6 connections in to subnet subnet-1 of service web,",
			"which takes none",
		]),
		"evidence": [3],
	}}
}

test_finds_several_subnets_at_once if {
	findings := rule.findings with input as _input([{}, {"subnet": "subnet-2"}], {})
	count(findings) == 1
	some finding in findings
	contains(finding.message, "subnets subnet-1, subnet-2 of")
}

test_ignores[case] if {
	some case, gateways in {
		"no gateway": [],
		"a gateway in use": [{"used": true}],
		"a gateway in use, whatever else is not known of it": [{"used": true, "undecided": "routes"}],
	}
	findings := rule.findings with input as _input(gateways, {})
	undecided := rule.undecided with input as _input(gateways, {})
	findings | undecided == set()
}

test_what_cannot_be_judged_is_undecided[reason] if {
	some reason, c in {
		"routes": [[{"undecided": "routes"}], {}],
		"no task runs": [[], {"ownAddress": {"ipv6Undecided": "no task runs"}}],
		"group": [[{}], {"exposures": [{"undecided": "group"}, {"undecided": ""}]}],
	}
	findings := rule.findings with input as _input(c[0], c[1])
	undecided := rule.undecided with input as _input(c[0], c[1])
	findings == set()
	undecided == {{"at": 1, "reason": reason}}
}

_input(gateways, service) := {"services": {"awsvpc": [object.union(
	{
		"ref": 1, "name": "web", "exposures": [],
		"ownAddress": {"ipv6Undecided": "", "ipv6Gateways": [gateway |
			some change in gateways
			gateway := object.union(
				{"ref": 2, "subnet": "subnet-1", "undecided": "", "used": false, "evidence": [3]},
				change,
			)
		]},
	},
	service,
)]}}
