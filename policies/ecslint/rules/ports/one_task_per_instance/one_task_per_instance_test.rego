package ecslint.rules.ports.one_task_per_instance_test

import data.ecslint.rules.ports.one_task_per_instance as rule

test_finds_more_tasks_than_instances if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "high",
		"message": "service web wants 4 tasks of host port 80/tcp, which only 3 eligible instances can take",
		"cause": "",
		"evidence": [1, 2, 3, 4, 5, 6, 7],
	}}
}

test_one_task_is_no_tasks if {
	some finding in rule.findings with input as _input({
		"desiredCount": _known(1),
		"capacity": _capacity({"eligible": 0}),
	})
	startswith(finding.message, "service web wants 1 task of host port 80/tcp")
}

test_what_only_scaling_exceeds_is_low if {
	some finding in rule.findings with input as _input({"desiredCount": _known(3), "scalesTo": 8})
	finding.severity == "low"
	startswith(finding.message, "service web may scale to 8 tasks")
	finding.cause == "scaling/prod/web"
}

test_counts_one_task if {
	none := _capacity({"eligible": 0, "running": 0})
	some finding in rule.findings with input as _input({"desiredCount": _known(1), "capacity": none})
	startswith(finding.message, "service web wants 1 task of host port 80/tcp, which no eligible instance")
}

test_counts_instances[text] if {
	some text, capacity in {
		"which no eligible instance can take": {"eligible": 0, "running": 0},
		"which only 1 eligible instance can take": {"eligible": 1, "running": 1},
		"which only 3 eligible instances can take, 1 of them after scaling out": {"running": 2},
	}
	some finding in rule.findings with input as _input({"capacity": _capacity(capacity)})
	endswith(finding.message, sprintf("host port 80/tcp, %s", [text]))
}

test_shares_the_cause_of_what_leaves_no_instance[name] if {
	some name, change in {
		"now": {},
		"after scaling": {"desiredCount": _known(0), "scalesTo": 4},
	}
	none := {"capacity": _capacity({"eligible": 0, "cause": "web:1#port/80/tcp"})}
	some finding in rule.findings with input as _input(object.union(change, none))
	finding.cause == "web:1#port/80/tcp"
}

test_ignores[case] if {
	some case, change in {
		"as many as instances": {"desiredCount": _known(3)},
		"no fixed port": {"fixedPorts": []},
		"a daemon": {"daemon": true},
		"managed instances": {"capacity": _capacity({"unlimited": true})},
		"undecided capacity": {"capacity": _capacity({"undecided": "constraint"})},
		"an unknown desired count": {"desiredCount": {"state": "unknown", "reason": "after apply"}},
		"Fargate": {"launch": "FARGATE"},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_says_which_size_of_the_files_counts if {
	sized := _capacity({"started": "auto scaling group hosts has MinSize 3"})
	some finding in rule.findings with input as _input({"capacity": sized})
	endswith(finding.message, "which only 3 eligible instances can take (by the files: auto scaling group hosts has MinSize 3)")
}

test_undecided[reason] if {
	some reason, change in {
		"constraint": {"capacity": _capacity({"undecided": "constraint"})},
		"after apply": {"desiredCount": {"state": "unknown", "reason": "after apply"}},
	}
	undecided := rule.undecided with input as _input(change)
	undecided == {{"at": 1, "reason": reason}}
}

test_other_modes_are_not_judged if {
	service := _input({}).services.bridge[0]
	unclear := object.union(service, {"capacity": _capacity({"undecided": "constraint"})})
	others := {mode: [service, unclear] | some mode in ["awsvpc", "none", "unknown"]}

	findings := rule.findings with input as {"services": others}
	undecided := rule.undecided with input as {"services": others}
	findings | undecided == set()
}

test_not_undecided[case] if {
	some case, change in {
		"a known one": {},
		"without a fixed port": {"fixedPorts": [], "capacity": _capacity({"undecided": "constraint"})},
		"a daemon": {"daemon": true, "capacity": _capacity({"undecided": "constraint"})},
	}
	undecided := rule.undecided with input as _input(change)
	undecided == set()
}

_known(n) := {"state": "known", "value": n}

_capacity(change) := object.union(
	{
		"undecided": "", "unlimited": false, "eligible": 3, "running": 3, "cause": "", "started": "",
		"refs": [3, 4, 5], "growth": [6], "reserving": [7],
	},
	change,
)

_input(change) := {"services": {"bridge": [object.union(
	{
		"ref": 1, "cluster": "prod", "name": "web", "daemon": false, "launch": "EC2", "desiredCount": _known(4), "scalesTo": 0,
		"fixedPorts": [{"ref": 2, "port": 80, "protocol": "tcp"}], "capacity": _capacity({}),
	},
	change,
)]}}
