package ecslint.rules.bridge.links_test

import data.ecslint.rules.bridge.links as rule

test_finds_links_in_bridge_mode if {
	findings := rule.findings with input as _input("bridge", [
		{"ref": 2, "container": "app", "words": ["links", "hostname"]},
		{"ref": 4, "container": "cache", "words": ["hostname"]},
	])

	findings == {{
		"at": 1,
		"severity": "info",
		"message": "web:1 links its containers (app): awsvpc mode has no links, so they must change before a move to it",
		"evidence": [2],
		"affected": [3],
	}}
}

test_ignores[name] if {
	some name, case in {
		"awsvpc": _input("awsvpc", [{"ref": 2, "container": "app", "words": ["links"]}]),
		"host": _input("host", [{"ref": 2, "container": "app", "words": ["links"]}]),
		"unknown": _input("unknown", [{"ref": 2, "container": "app", "words": ["links"]}]),
		"other options": _input("bridge", [{"ref": 2, "container": "app", "words": ["hostname"]}]),
	}
	findings := rule.findings with input as case
	findings == set()
}

test_undecided[name] if {
	some name, case in {
		"links": {"input": _doubt("bridge", "links"), "want": {{"at": 2, "field": "links", "reason": "placeholder"}}},
		"another question": {"input": _doubt("bridge", "hostname"), "want": set()},
		"another mode": {"input": _doubt("awsvpc", "links"), "want": set()},
		"mode not known": {
			"input": _input("unknown", [{"ref": 2, "container": "app", "words": ["links"]}]),
			"want": {{"at": 1, "field": "networkMode", "reason": "bare"}},
		},
		"no links": {"input": _input("unknown", [{"ref": 2, "container": "app", "words": ["hostname"]}]), "want": set()},
		"mode known": {"input": _input("bridge", [{"ref": 2, "container": "app", "words": ["links"]}]), "want": set()},
	}
	undecided := rule.undecided with input as case.input
	undecided == case.want
}

_doubt(mode, question) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1",
	"hardening": {
		"networkOptions": [],
		"doubts": [{"ref": 2, "field": question, "question": question, "reason": "placeholder"}],
	},
}]}}

_input(mode, list) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "usedBy": [{"ref": 3}], "networkMode": {"state": "unknown", "reason": "bare"},
	"hardening": {"networkOptions": list, "doubts": []},
}]}}
