package ecslint.rules.ports.static_conflict_test

import data.ecslint.rules.ports.static_conflict as rule

test_finds_a_conflict if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "high",
		"message": concat(" ", [
			"cache and sessions both claim host port 6379/tcp in cluster prod;",
			"3 eligible instances cannot hold all these tasks",
		]),
		"cause": "port/6379/tcp/cache",
		"detail": "6379/tcp,cache,sessions",
		"parts": ["prod/6379/tcp/cache", "prod/6379/tcp/sessions"],
		"evidence": [1, 2, 3, 4],
		"affected": [1, 3],
	}}
}

test_a_change_conflicts_with_what_is_there[text] if {
	some text, others in {
		"service cache in cluster prod (task definition cache:12)": [_party("cache", "cache:12", true)],
		"standalone tasks of job in cluster prod (task definition job:2)": [_party("job", "job:2", false)],
		"services cache, db in cluster prod (task definitions cache:12, db:3)": [
			_party("cache", "cache:12", true), _party("db", "db:3", true),
		],
		"service cache and standalone tasks of job in cluster prod (task definitions job:2, cache:12)": [
			_party("job", "job:2", false), _party("cache", "cache:12", true),
		],
		"standalone tasks of job and scheduled tasks of backup in cluster prod (task definitions backup:7, job:2)": [
			_scheduled("backup", "backup:7"), _party("job", "job:2", false),
		],
	}
	some finding in rule.findings with input as _input({
		"changed": [_party("sessions", "sessions", true)],
		"others": others,
	})
	startswith(finding.message, sprintf("host port 6379/tcp of service sessions conflicts with %s; 3 eligible", [text]))
}

test_changes_among_themselves_are_told_alike if {
	some finding in rule.findings with input as _input({
		"changed": [_party("cache", "cache", true), _party("sessions", "sessions", true)],
		"others": [],
	})
	startswith(finding.message, "cache and sessions both claim host port 6379/tcp in cluster prod;")
}

test_with_room_for_all_it_is_low[text] if {
	some text, change in {
		"there is room for all of them today": {},
		"there is room for all of them only after scaling out to 4 instances": {"adds": 1, "eligible": 6},
		"there is room for all of them only after scaling out to 1 instance": {"running": 0, "adds": 1, "eligible": 1},
		"there is room for all of them, since managed instances have no end": {"unlimited": true},
		"there is room for all of them today, as long as scheduled tasks do not run at once": {"byTurns": true},
	}
	some finding in rule.findings with input as _input(object.union({"fits": true}, change))
	finding.severity == "low"
	endswith(finding.message, sprintf("in cluster prod; %s", [text]))
}

test_without_room_nothing_else_is_told[case] if {
	some case, change in {
		"scaling": {"adds": 1},
		"managed instances": {"unlimited": true},
		"nothing": {},
	}
	some finding in rule.findings with input as _input(change)
	contains(finding.message, "cannot hold all these tasks")
}

test_room_after_scaling_comes_before_managed_instances if {
	some finding in rule.findings with input as _input({"fits": true, "adds": 1, "unlimited": true})
	endswith(finding.message, "only after scaling out to 4 instances")
}

test_tells_what_scaling_would_add if {
	some finding in rule.findings with input as _input({"eligible": 4})
	endswith(finding.message, "; 4 eligible instances, 1 of them after scaling out, cannot hold all these tasks")
}

test_names_the_claimants[text] if {
	some text, claimants in {
		"a, b, c all claim": ["a", "b", "c"],
		"a deployment of a starts a second full set of tasks, which claims": ["a"],
	}
	some finding in rule.findings with input as _input({"claimants": claimants})
	startswith(finding.message, text)
}

test_undecided_is_no_finding if {
	findings := rule.findings with input as _input({"undecided": "constraint"})
	findings == set()

	undecided := rule.undecided with input as _input({"undecided": "constraint"})
	undecided == {{"at": 1, "reason": "constraint"}}
}

test_decided_is_not_undecided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_party(name, definition, service) := {
	"name": name, "taskDefinition": definition, "service": service, "scheduled": false,
}

_scheduled(name, definition) := {"name": name, "taskDefinition": definition, "service": false, "scheduled": true}

_input(change) := {"clusters": [{"name": "prod", "staticConflicts": [object.union(
	{
		"ref": 1, "port": 6379, "protocol": "tcp", "claimants": ["cache", "sessions"], "refs": [1, 3], "evidence": [1, 2, 3, 4],
		"changed": [], "others": [_party("cache", "cache:12", true), _party("sessions", "sessions:3", true)],
		"undecided": "", "fits": false, "running": 3, "eligible": 3, "adds": 0, "unlimited": false, "byTurns": false, "cause": "port/6379/tcp/cache",
	},
	change,
)]}]}
