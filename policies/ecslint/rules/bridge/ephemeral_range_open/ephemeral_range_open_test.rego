package ecslint.rules.bridge.ephemeral_range_open_test

import data.ecslint.rules.bridge.ephemeral_range_open as rule

test_finds_the_range_open_to_the_internet if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "critical",
		"message": concat(" ", [
			"group fleet admits tcp 32768-60999 from the internet (0.0.0.0/0) to the host ports of web:",
			"28232 of the ports 32768-60999 that ECS chooses from",
		]),
		"cause": "sgr-1",
		"detail": "prod/internet",
		"source": "internet",
		"evidence": [2, 3],
		"affected": [4],
		"assumptions": ["EPHEMERAL_RANGE_DEFAULT"],
	}}
}

test_severity_by_source[source] if {
	some source, severity in {
		"peer": "high", "other-vpc": "high", "on-premises": "high", "aws-prefix-list": "high",
		"narrow-public": "medium", "own-vpc": "medium", "own-group": "medium", "other-group": "medium",
		"load-balancer": "info",
	}
	some finding in rule.findings with input as _input({"source": source})
	finding.severity == severity
}

test_the_whole_vpc_is_said_of_the_whole_only[words] if {
	some words, whole in {"from the whole VPC (": true, "from addresses of the VPC (": false}
	some finding in rule.findings with input as _input({"source": "own-vpc", "wholeVPC": whole})
	contains(finding.message, words)
}

test_another_vpc_is_not_the_whole_vpc if {
	some finding in rule.findings with input as _input({"source": "peer", "wholeVPC": true})
	contains(finding.message, "from a peered VPC (")
}

test_an_assumption_lowers_severity[source] if {
	some source, severity in {"internet": "high", "peer": "medium", "own-vpc": "medium", "load-balancer": "info"}
	some finding in rule.findings with input as _input({"source": source, "weakenings": 1})
	finding.severity == severity
}

test_one_port_from_the_internet_is_enough if {
	findings := rule.findings with input as _input({"open": 1})
	count(findings) == 1
}

test_from_elsewhere_it_takes[case] if {
	some case, change in {
		"more than a hundred ports": {"source": "own-vpc", "open": 101},
		"half of a narrow range": {"source": "own-vpc", "from": 40000, "to": 40009, "open": 5},
	}
	findings := rule.findings with input as _input(change)
	count(findings) == 1
}

test_ignores[case] if {
	some case, change in {
		"a hundred ports from the VPC": {"source": "own-vpc", "open": 100},
		"less than half of a narrow range": {"source": "own-vpc", "from": 40000, "to": 40009, "open": 4},
		"no port from the internet": {"open": 0},
		"what cannot be judged": {"undecided": "denied"},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_what_cannot_be_judged_is_undecided if {
	undecided := rule.undecided with input as _input({"undecided": "denied"})
	undecided == {{"at": 1, "reason": "denied"}}
}

test_what_can_be_judged_is_not if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

test_says_why_bridge_needs_it if {
	some finding in rule.findings with input as _input({"source": "load-balancer"})
	endswith(finding.message, ". Bridge mode needs this rule; awsvpc ends it")
}

_input(change) := {"clusters": [{"name": "prod", "ephemeralRanges": [object.union(
	{
		"ref": 1, "group": "fleet", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
		"from": 32768, "to": 60999, "open": 28232, "ports": "tcp 32768-60999", "cause": "sgr-1",
		"tasks": ["web"], "evidence": [2, 3], "affected": [4], "assumptions": ["EPHEMERAL_RANGE_DEFAULT"],
		"weakenings": 0, "wholeVPC": false,
	},
	change,
)]}]}
