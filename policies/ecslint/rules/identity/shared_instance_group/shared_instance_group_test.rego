package ecslint.rules.identity.shared_instance_group_test

import data.ecslint.rules.identity.shared_instance_group as rule

test_finds_who_gains if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "medium",
		"message": concat(" ", [
			"2 services of cluster prod share group hosts, and what lets it in lets in all of them:",
			"db (tcp 5432), which web needs, is open to worker without need",
		]),
		"evidence": [5, 6],
		"affected": [2, 3],
		"assumptions": ["NETWORK_ACL_OPEN"],
		"cause": "downstream/prod/hosts",
		"detail": "prod",
	}}
}

test_where_nobody_is_known_to_need_it_it_is_info if {
	some finding in rule.findings with input as _input({"needed": [], "gained": ["web", "worker"]})
	finding.severity == "info"
	endswith(finding.message, "all of them: db (tcp 5432), which nobody is known to need")
}

test_names_all_who_need_it if {
	some finding in rule.findings with input as _input({"needed": ["api", "web"]})
	endswith(finding.message, "db (tcp 5432), which api, web need, is open to worker without need")
}

test_ignores_what_cannot_be_judged if {
	findings := rule.findings with input as _input({"undecided": "protocol: denied"})
	findings == set()
}

test_nothing_downstream_is_silent if {
	findings := rule.findings with input as {"clusters": [{"name": "prod", "sharedInstanceGroups": []}]}
	findings == set()
}

test_what_cannot_be_judged_is_undecided if {
	undecided := rule.undecided with input as _input({"undecided": "protocol: denied"})
	undecided == {{"at": 4, "reason": "protocol: denied"}}
}

test_what_can_be_judged_is_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

test_unknown_hosts_are_undecided if {
	undecided := rule.undecided with input as {"clusters": [{
		"sharedInstanceGroups": [],
		"instanceGroupsUnclear": [{"ref": 7, "reason": "instance i-1 was not read"}],
	}]}
	undecided == {{"at": 7, "reason": "instance i-1 was not read"}}
}

_input(change) := {"clusters": [{"name": "prod", "instanceGroupsUnclear": [], "sharedInstanceGroups": [{
	"ref": 1, "group": "hosts", "tenants": ["web", "worker"], "refs": [2, 3],
	"downstream": [object.union(
		{
			"ref": 4, "group": "db", "ports": "tcp 5432", "needed": ["web"], "gained": ["worker"],
			"evidence": [5, 6], "assumptions": ["NETWORK_ACL_OPEN"], "undecided": "",
		},
		change,
	)],
}]}]}
