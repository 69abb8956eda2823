package ecslint.rules.host.port_not_remappable_test

import data.ecslint.rules.host.port_not_remappable as rule

test_finds_a_remapped_port if {
	findings := rule.findings with input as _input({})

	findings == {{
		"at": 3,
		"field": "hostPort",
		"severity": "high",
		"message": concat(" ", [
			"container app of web:1 maps host port 80 to container port 3000, but host mode cannot remap:",
			"ECS refuses the definition",
		]),
		"evidence": [1, 3],
	}}
}

test_ignores[case] if {
	some case, change in {
		"equal ports": {"hostPort": _known(3000)},
		"no host port": {"hostPort": {"state": "default", "value": 0}},
		"host port 0": {"hostPort": _known(0)},
		"an unknown host port": {"hostPort": {"state": "unknown", "reason": "placeholder"}},
		"no container port": {"containerPort": {"state": "default", "value": 0}},
	}
	findings := rule.findings with input as _input(change)
	findings == set()
}

test_an_unknown_port_is_undecided if {
	undecided := rule.undecided with input as _input({"hostPort": {"state": "unknown", "reason": "placeholder"}})
	undecided == {{"at": 3, "field": "hostPort", "reason": "placeholder"}}
}

test_known_ports_are_decided if {
	undecided := rule.undecided with input as _input({})
	undecided == set()
}

_known(port) := {"state": "known", "value": port}

_input(change) := {"taskDefinitions": {"host": [{
	"ref": 1, "name": "web:1",
	"containers": [{"ref": 2, "name": "app", "portMappings": [object.union(
		{"ref": 3, "containerPort": _known(3000), "hostPort": _known(80), "protocol": "tcp"},
		change,
	)]}],
}]}}
