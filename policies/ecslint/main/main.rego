# METADATA
# title: Entry point
# description: |
#   Asks every rule that is compiled in. A rule joins by existing: its package is
#   ecslint.rules.<category>.<rule>, and it exports the sets findings and, where it can be blind,
#   undecided.
package ecslint.main

# METADATA
# description: every finding, and everything undecided, with the rule that says so
# entrypoint: true
results contains {"category": category, "name": name, "finding": finding} if {
	some category, name
	some finding in data.ecslint.rules[category][name].findings
}

results contains {"category": category, "name": name, "undecided": undecided} if {
	some category, name
	some undecided in data.ecslint.rules[category][name].undecided
}
