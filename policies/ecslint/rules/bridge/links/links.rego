# METADATA
# title: Links between containers
# description: |
#   Containers of a bridge task find each other by links. awsvpc mode has none, so they stand in the
#   way of a move to it.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/links.md
#   - description: ContainerDefinition
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Before a move to awsvpc, let the containers call each other on 127.0.0.1: they share one
#     interface there.
#   severities: [info]
#   scope: taskDefinition
#   applies:
#     networkModes: [bridge]
package ecslint.rules.bridge.links

import data.ecslint.lib

# METADATA
# description: every definition in bridge mode that links containers
findings contains finding if {
	some definition in input.taskDefinitions.bridge
	containers := _linked(definition)
	count(containers) > 0

	finding := {
		"at": definition.ref,
		"severity": "info",
		"message": sprintf(
			"%s links its containers (%s): awsvpc mode has no links, so they must change before a move to it",
			[definition.name, lib.names([container.container | some container in containers])],
		),
		"evidence": [container.ref | some container in containers],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: links of which it is not known, and links where the mode is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some mode in ["bridge", "unknown"]
	some definition in input.taskDefinitions[mode]
	some doubt in definition.hardening.doubts
	doubt.question == "links"
}

undecided contains {"at": definition.ref, "field": "networkMode", "reason": definition.networkMode.reason} if {
	some definition in input.taskDefinitions.unknown
	count(_linked(definition)) > 0
}

_linked(definition) := [container | some container in definition.hardening.networkOptions; "links" in container.words]
