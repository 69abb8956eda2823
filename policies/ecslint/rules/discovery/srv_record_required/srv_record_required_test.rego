package ecslint.rules.discovery.srv_record_required_test

import data.ecslint.rules.discovery.srv_record_required as rule

test_finds_address_records[mode] if {
	some mode in ["bridge", "host"]
	findings := rule.findings with input as _input(mode, {})

	findings == {{
		"at": 1,
		"field": "serviceRegistries",
		"severity": "high",
		"message": concat(" ", [
			sprintf("service web in %s mode registers with Cloud Map service web.internal,", [mode]),
			"which has A and AAAA records: in this mode they must be SRV",
		]),
		"cause": "web.internal",
		"detail": "web.internal",
		"evidence": [2],
	}}
}

test_what_is_not_known_is_undecided_alone[mode] if {
	some mode in ["bridge", "unknown"]
	unknown := _input(mode, {"undecided": "not read"})
	findings := rule.findings with input as unknown
	undecided := rule.undecided with input as unknown
	findings == set()
	undecided == {{"at": 1, "field": "serviceRegistries", "reason": "not read"}}
}

test_what_is_known_is_not_undecided if {
	undecided := rule.undecided with input as _input("bridge", {})
	undecided == set()
}

test_ignores_awsvpc[undecided] if {
	some undecided in {"", "not read"}
	document := _input("awsvpc", {"undecided": undecided})
	findings := rule.findings with input as document
	findings == set()
	open := rule.undecided with input as document
	open == set()
}

_input(mode, change) := {"services": {mode: [{"ref": 1, "name": "web", "registries": [object.union(
	{"ref": 1, "name": "web.internal", "records": ["A", "AAAA"], "undecided": "", "evidence": [2]},
	change,
)]}]}}
