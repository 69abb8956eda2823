package ecslint.rules.identity.instance_group_on_task_test

import data.ecslint.rules.identity.instance_group_on_task as rule

test_finds_the_group_of_the_instances if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 2,
		"severity": "medium",
		"message": concat(" ", [
			"tasks of services api, web have group hosts, which is also that of instance i-1:",
			"what admits the one admits the other",
		]),
		"detail": "prod/hosts",
		"evidence": [1, 4, 2, 3],
		"affected": [1, 4],
	}}
}

test_a_group_that_lets_nothing_in_is_low if {
	some finding in rule.findings with input as _input({"admitsNobody": true})
	finding.severity == "low"
	endswith(finding.message, ": what admits the one admits the other, though it lets nothing in itself")
}

test_leaves_the_default_group_to_another_rule if {
	findings := rule.findings with input as _input({"default": true})
	findings == set()
}

test_unread_instances_are_undecided if {
	unclear := _input({"undecided": "not read"})
	findings := rule.findings with input as unclear
	findings == set()

	undecided := rule.undecided with input as unclear
	undecided == {{"at": 2, "field": "networkConfiguration", "reason": "not read"}}
}

test_what_was_read_is_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"name": "prod", "taskInstanceGroups": [object.union(
	{
		"ref": 2, "name": "hosts", "default": false, "undecided": "", "instances": ["instance i-1"],
		"evidence": [1, 4, 2, 3], "services": ["api", "web"], "refs": [1, 4], "admitsNobody": false,
	},
	change,
)]}]}
