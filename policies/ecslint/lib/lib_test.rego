package ecslint.lib_test

import data.ecslint.lib

test_known[state] if {
	some state in {"known", "default"}
	lib.known({"state": state})
}

test_an_unknown_fact_is_not_known if not lib.known({"state": "unknown", "reason": "denied"})

test_unknown if lib.unknown({"state": "unknown", "reason": "denied"})

test_a_default_is_not_unknown if not lib.unknown({"state": "default", "value": 1})

test_severity[name] if {
	some name, c in {
		"sure": ["critical", false, "critical"],
		"sure by count": ["critical", 0, "critical"],
		"assumed critical": ["critical", true, "high"],
		"critical assumed once": ["critical", 1, "high"],
		"critical assumed twice": ["critical", 2, "medium"],
		"high assumed twice": ["high", 2, "medium"],
		"medium assumed twice": ["medium", 2, "medium"],
		"assumed high": ["high", true, "medium"],
		"assumed low": ["low", true, "low"],
	}

	lib.severity(c[0], c[1]) == c[2]
}

test_ec2_linux if lib.ec2_linux({"windows": false, "runsOn": ["EC2", "EXTERNAL"]})

test_windows_is_not_linux if not lib.ec2_linux({"windows": true, "runsOn": ["EC2"]})

test_fargate_is_not_ec2 if not lib.ec2_linux({"windows": false, "runsOn": ["FARGATE"]})

test_plural[noun] if {
	some noun, n in {"port": 1, "ports": 2, "tasks": 0}
	lib.plural(n, trim_suffix(noun, "s")) == noun
}

test_names[text] if {
	some text, list in {"": [], "a, b": ["a", "b"], "a, b, c, d, e and 2 more": ["a", "b", "c", "d", "e", "f", "g"]}
	lib.names(list) == text
}

test_ports[text] if {
	some text, opened in {
		"port tcp 80 is": {"several": false, "text": "tcp 80"},
		"ports tcp 80, 443 are": {"several": true, "text": "tcp 80, 443"},
	}
	sprintf("%s %s", [lib.ports(opened), lib.are(opened)]) == text
}

test_sources if lib.sources.internet == "the internet"
