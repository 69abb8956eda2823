package ecslint.main_test

import data.ecslint.main

test_collects_findings_and_undecided_of_every_rule if {
	results := main.results with data.ecslint.rules as {
		"bridge": {"one": {"findings": {{"at": 1}}, "undecided": {{"at": 2}}}},
		"host": {"two": {"findings": {{"at": 3}}}},
	}

	results == {
		{"category": "bridge", "name": "one", "finding": {"at": 1}},
		{"category": "bridge", "name": "one", "undecided": {"at": 2}},
		{"category": "host", "name": "two", "finding": {"at": 3}},
	}
}
