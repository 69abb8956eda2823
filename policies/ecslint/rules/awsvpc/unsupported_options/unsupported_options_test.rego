package ecslint.rules.awsvpc.unsupported_options_test

import data.ecslint.rules.awsvpc.unsupported_options as rule

test_finds_options_in_awsvpc if {
	findings := rule.findings with input as _input("awsvpc", [{"ref": 2, "container": "app", "words": ["links", "hostname"]}])

	findings == {{
		"at": 2,
		"field": "links",
		"severity": "high",
		"message": "container app of web:1 has links, hostname, which ECS refuses in awsvpc mode",
		"evidence": [2],
		"affected": [3],
	}}
}

test_ignores_other_modes[mode] if {
	some mode in {"bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, [{"ref": 2, "container": "app", "words": ["links"]}])
	findings == set()
}

test_ignores_none if {
	findings := rule.findings with input as _input("awsvpc", [])
	findings == set()
}

test_unknown_options_are_undecided[option] if {
	some option in {"links", "hostname", "extraHosts"}
	some mode in {"awsvpc", "unknown"}
	undecided := rule.undecided with input as _doubt(mode, option)
	undecided == {{"at": 2, "field": option, "reason": "placeholder"}}
}

test_decides[name] if {
	some name, case in {
		"another question": _doubt("awsvpc", "mount"),
		"another mode": _doubt("bridge", "links"),
		"no options in an unknown mode": _input("unknown", []),
		"options in a known mode": _input("bridge", [{"ref": 2, "container": "app", "words": ["links"]}]),
	}
	undecided := rule.undecided with input as case
	undecided == set()
}

test_an_unknown_mode_is_undecided if {
	undecided := rule.undecided with input as _input("unknown", [{"ref": 2, "container": "app", "words": ["links"]}])
	undecided == {{"at": 1, "field": "networkMode", "reason": "bare"}}
}

_doubt(mode, question) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "networkMode": {"state": "known", "value": mode},
	"hardening": {
		"networkOptions": [],
		"doubts": [{"ref": 2, "field": question, "question": question, "reason": "placeholder"}],
	},
}]}}

_input(mode, list) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "usedBy": [{"ref": 3}], "networkMode": {"state": "unknown", "reason": "bare"},
	"hardening": {"networkOptions": list, "doubts": []},
}]}}
