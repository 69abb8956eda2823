package ecslint.rules.hardening.efs_transit_encryption_test

import data.ecslint.rules.hardening.efs_transit_encryption as rule

test_finds_every_volume[mode] if {
	some mode in {"awsvpc", "bridge", "host", "none", "nat", "unknown"}
	findings := rule.findings with input as _input(mode, [{"ref": 4, "name": "data"}, {"ref": 5, "name": "media"}])

	findings == {_finding(4, "data"), _finding(5, "media")}
}

test_ignores_none if {
	findings := rule.findings with input as _input("awsvpc", [])
	findings == set()
}

_finding(ref, name) := {
	"at": ref,
	"severity": "medium",
	"message": sprintf("volume %s of web:1 reaches EFS without encryption in transit", [name]),
	"evidence": [ref],
	"affected": [3],
}

test_unknown_is_undecided if {
	undecided := rule.undecided with input as _doubt("file system")
	undecided == {{"at": 2, "field": "volumes", "reason": "placeholder"}}
}

test_another_doubt_is_not_of_this_rule if {
	undecided := rule.undecided with input as _doubt("mount")
	undecided == set()
}

_doubt(question) := {"taskDefinitions": {"bridge": [{
	"ref": 1, "name": "web:1", "windows": false,
	"hardening": {"doubts": [{"ref": 2, "field": "volumes", "question": question, "reason": "placeholder"}]},
}]}}

_input(mode, list) := {"taskDefinitions": {mode: [{
	"ref": 1, "name": "web:1", "windows": false, "usedBy": [{"ref": 3}],
	"hardening": {"plainFileSystems": list, "doubts": []},
}]}}
