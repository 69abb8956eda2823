package ecslint.rules.exposure.sensitive_port_test

import data.ecslint.rules.exposure.sensitive_port as rule

test_finds_a_cache_open_to_the_internet if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "critical",
		"message": "group cache opens Redis (tcp 6379) of sessions to the internet (0.0.0.0/0)",
		"cause": "sgr-1",
		"detail": "prod/internet/tcp 6379",
		"source": "internet",
		"parts": ["prod/cache/internet/tcp 6379"],
		"evidence": [2, 3],
		"affected": [4],
		"assumptions": [],
	}}
}

test_severity[case] if {
	some case, expected in {
		"declared, from the internet": {"change": {}, "severity": "critical"},
		"routes that were not read lower it": {"change": {"weakenings": 1}, "severity": "high"},
		"from a peered VPC": {"change": {"source": "peer"}, "severity": "medium"},
		"from networks outside": {"change": {"source": "on-premises"}, "severity": "medium"},
		"from a few public addresses": {"change": {"source": "narrow-public"}, "severity": "medium"},
		"possible": {"change": _possible, "severity": "medium"},
		"common": {"change": _common, "severity": "medium"},
	}
	some finding in rule.findings with input as _input(expected.change)
	finding.severity == expected.severity
}

test_says_what_is_not_declared if {
	some finding in rule.findings with input as _input(_possible)
	endswith(finding.message, "opens ports of data stores to the internet (0.0.0.0/0), which no mapping declares: Redis (tcp 6379)")
}

test_tells_the_surest_alone[severity] if {
	some severity, change in {
		"critical": {"common": _common.common, "possible": _possible.possible},
		"medium": object.union(_common, _possible),
	}
	findings := rule.findings with input as _input(change)
	count(findings) == 1
	some finding in findings
	finding.severity == severity
	not contains(finding.message, "no mapping declares")
}

test_says_what_is_common if {
	some finding in rule.findings with input as _input(_common)
	endswith(finding.message, "opens tcp 8080 of sessions to the internet (0.0.0.0/0), where consoles and development servers listen")
}

test_ignores[case] if {
	some case, change in {
		"possible from elsewhere": object.union(_possible, {"source": "peer"}),
		"common from elsewhere": object.union(_common, {"source": "peer"}),
		"possible where internet-direct tells": object.union(_possible, {"direct": true}),
		"common where internet-direct tells": object.union(_common, {"direct": true}),
		"nothing that counts": {"listening": _none},
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

_none := {"count": 0, "text": ""}

_possible := {"listening": _none, "possible": {"count": 1, "text": "Redis (tcp 6379)"}}

_common := {"listening": _none, "common": {"count": 1, "text": "tcp 8080 of sessions"}}

_input(change) := {"clusters": [{"name": "prod", "sensitivePorts": [object.union(
	{
		"ref": 1, "group": "cache", "source": "internet", "sourceText": "0.0.0.0/0", "undecided": "",
		"listening": {"count": 1, "text": "Redis (tcp 6379) of sessions"}, "possible": _none, "common": _none,
		"ports": "tcp 6379", "known": ["tcp 6379"], "direct": false, "cause": "sgr-1", "evidence": [2, 3], "affected": [4],
		"assumptions": [], "weakenings": 0,
	},
	change,
)]}]}
