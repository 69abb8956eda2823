package ecslint.rules.identity.peers_open_test

import data.ecslint.rules.identity.peers_open as rule

test_finds_tasks_open_to_others if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": concat(" ", [
			"tasks of api in cluster prod are open to those of worker on 65535 ports that they do not declare:",
			"group tasks admits tcp from 10.0.0.0/16",
		]),
		"cause": "sgr-1",
		"detail": "prod/own-vpc",
		"evidence": [2, 3],
		"affected": [4],
		"assumptions": [],
	}}
}

test_leaves_members_of_the_default_group_to_another_rule if {
	findings := rule.findings with input as _input({"default": true, "source": "own-group"})
	findings == set()
}

test_tells_what_members_of_another_group_may_do if {
	findings := rule.findings with input as _input({"source": "own-group"})
	count(findings) == 1
}

test_tells_what_else_the_default_group_lets_in if {
	findings := rule.findings with input as _input({"default": true})
	count(findings) == 1
}

test_what_cannot_be_judged_is_undecided if {
	unclear := _input({"undecided": "not read"})
	findings := rule.findings with input as unclear
	findings == set()

	undecided := rule.undecided with input as unclear
	undecided == {{"at": 1, "reason": "not read"}}
}

test_what_can_be_judged_is_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"clusters": [{"name": "prod", "openPeers": [object.union(
	{
		"ref": 1, "group": "tasks", "default": false, "source": "own-vpc", "sourceText": "10.0.0.0/16", "undecided": "",
		"ports": {"count": 65535, "text": "tcp"}, "tasks": ["api"], "peers": ["worker"], "cause": "sgr-1",
		"evidence": [2, 3], "affected": [4], "assumptions": [],
	},
	change,
)]}]}
