package ecslint.rules.capacity.subnet_addresses_test

import data.ecslint.rules.capacity.subnet_addresses as rule

test_finds_what_is_missing_now if {
	findings := rule.findings with input as _input({"now": _need(3, "now"), "maximum": _need(9, "later")})

	findings == {{
		"at": 1,
		"severity": "high",
		"message": concat(" ", [
			"subnets 10.0.0.0/28, 10.0.1.0/28 lack 3 addresses: 8 available,",
			"and still to be taken: now; enough would be a subnet",
		]),
		"cause": "addresses/10.0.0.0/28",
		"detail": "10.0.0.0/28",
		"evidence": [2, 4],
		"affected": [2, 3],
	}}
}

test_finds_what_is_missing_at_the_maximum if {
	some finding in rule.findings with input as _input({"maximum": _need(1, "later"), "subnets": ["10.0.0.0/28"]})
	finding.severity == "medium"
	startswith(finding.message, concat(" ", [
		"subnet 10.0.0.0/28 lacks 1 address at the maximum of auto scaling:",
		"8 available, and still to be taken: later;",
	]))
}

test_enough_is_no_finding if {
	findings := rule.findings with input as _input({})
	findings == set()

	undecided := rule.undecided with input as _input({})
	undecided == set()
}

test_undecided[name] if {
	some name, change in {
		"now": {"now": {"missing": 0, "undecided": "why", "text": "", "enough": ""}},
		"later": {"maximum": {"missing": 0, "undecided": "why", "text": "", "enough": ""}},
	}
	undecided := rule.undecided with input as _input(change)
	undecided == {{"at": 1, "reason": "why"}}
}

test_what_is_found_is_not_undecided if {
	undecided := rule.undecided with input as _input({
		"now": {"missing": 0, "undecided": "why", "text": "", "enough": ""},
		"maximum": _need(1, "later"),
	})
	undecided == set()
}

_need(n, text) := {"missing": n, "undecided": "", "text": text, "enough": "a subnet"}

_input(change) := {"clusters": [{"name": "prod", "fit": {"addresses": [object.union(
	{
		"ref": 1, "subnets": ["10.0.0.0/28", "10.0.1.0/28"], "refs": [2, 3], "evidence": [2, 4],
		"free": "8", "now": _need(0, ""), "maximum": _need(0, ""),
	},
	change,
)]}}]}
