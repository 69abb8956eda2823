package ecslint.rules.exposure.load_balancer_blocked_test

import data.ecslint.rules.exposure.load_balancer_blocked as rule

test_finds_tasks_without_traffic if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 1,
		"severity": "high",
		"message": concat(" ", [
			"load balancer prod does not get to port tcp 8080 of service web:",
			"its tasks get no traffic and fail their health checks",
		]),
		"detail": "prod/web",
		"cause": "prod/web",
		"evidence": [3],
		"assumptions": [],
	}}
}

test_message[message] if {
	none := {"count": 0, "several": true, "text": ""}
	some message, change in {
		"load balancer prod does not get to port tcp 8080 of service web: its tasks get no traffic": {"checks": none},
		"health checks of load balancer prod do not get to port tcp 8080 of service web: its tasks count as unhealthy": {
			"traffic": none,
		},
		concat(" ", [
			"load balancer prod gets to service web in part only: port tcp 8080 is closed to it,",
			"and tasks that ECS gives such a port get no traffic and fail their health checks",
		]): {"partial": true},
		concat(" ", [
			"load balancer prod gets to service web in part only: port tcp 8080 is closed to it on some interfaces,",
			"whose tasks get no traffic",
		]): {"partial": true, "elsewhere": true, "checks": none},
	}
	some finding in rule.findings with input as _input(change)
	finding.message == message
}

test_finds_load_balancers_without_traffic if {
	none := {"count": 0, "several": true, "text": ""}
	some finding in rule.findings with input as _input({"loadBalancer": "edge", "target": "prod", "checks": none})
	finding.message == concat(" ", [
		"load balancer edge does not get to port tcp 8080 of load balancer prod, its target:",
		"service web behind it gets no traffic that way",
	])
}

test_says_that_its_own_groups_stop_it if {
	unsent := {"count": 1, "several": false, "text": "tcp 8080"}
	some finding in rule.findings with input as _input({"unsent": unsent})
	endswith(finding.message, "; its own security groups do not let port tcp 8080 out")
}

test_what_cannot_be_judged_is_undecided if {
	findings := rule.findings with input as _input({"undecided": "denied"})
	undecided := rule.undecided with input as _input({"undecided": "denied"})
	findings == set()
	undecided == {{"at": 2, "reason": "denied"}}
}

test_what_can_be_judged_is_not if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_input(change) := {"services": {"awsvpc": [{"ref": 1, "name": "web", "blocked": [object.union(
	{
		"ref": 2, "loadBalancer": "prod", "targetGroup": "web", "target": "", "undecided": "", "partial": false, "elsewhere": false,
		"wanted": {"count": 1, "several": false, "text": "tcp 8080"},
		"traffic": {"count": 1, "several": false, "text": "tcp 8080"},
		"checks": {"count": 1, "several": false, "text": "tcp 8080"},
		"unsent": {"count": 0, "several": false, "text": ""}, "evidence": [3], "assumptions": [],
	},
	change,
)]}]}}
