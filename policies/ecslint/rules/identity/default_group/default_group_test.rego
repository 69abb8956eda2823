package ecslint.rules.identity.default_group_test

import data.ecslint.rules.identity.default_group as rule

test_finds_the_default_group if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"field": "networkConfiguration",
		"severity": "high",
		"message": "tasks of service web are in the VPC's default group and share its rules with everything else there",
		"evidence": [1, 2],
		"assumptions": [],
	}}
}

test_says_that_the_group_was_left_out if {
	some finding in rule.findings with input as _input({"omitted": true})
	endswith(finding.message, "; the service names no group")
}

test_without_rules_it_is_medium if {
	some finding in rule.findings with input as _input({"rules": 0})
	finding.severity == "medium"
}

test_unread_rules_are_those_of_aws if {
	some finding in rule.findings with input as _input({"rules": -1})
	finding.severity == "high"
	finding.assumptions == ["DEFAULT_GROUP_RULES"]
}

test_a_group_that_was_not_read_is_no_evidence if {
	some finding in rule.findings with input as _input({"id": "", "omitted": true, "rules": -1})
	finding.evidence == [1]
}

test_an_unknown_group_is_undecided if {
	undecided := rule.undecided with input as _input({"default": false, "undecided": "denied"})
	undecided == {{"at": 1, "field": "networkConfiguration", "reason": "denied"}}
}

test_a_known_group_is_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

test_ignores_a_group_of_its_own if {
	findings := rule.findings with input as _input({"default": false})
	findings == set()
}

_input(change) := {"services": {"awsvpc": [{"ref": 1, "name": "web", "groups": [object.union(
	{"ref": 2, "id": "sg-1", "name": "default", "default": true, "omitted": false, "rules": 2, "undecided": ""},
	change,
)]}]}}
