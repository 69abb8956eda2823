# METADATA
# title: Loopback shared by services
# description: |
#   Tasks in host mode on one instance share the loopback address. What one of them binds to 127.0.0.1
#   and takes for private, the others reach, and no security group sees that traffic. One finding for
#   each cluster.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/host/loopback-exposure.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Run the services in awsvpc mode, or keep them off each other's instances with placement
#     constraints.
#   severities: [high, medium, low]
#   scope: cluster
#   applies:
#     networkModes: [host]
#     launchTypes: [EC2, EXTERNAL, MANAGED_INSTANCES]
package ecslint.rules.host.loopback_exposure

import data.ecslint.lib

# METADATA
# description: every cluster in which host-mode tenants share instances
findings contains finding if {
	some cluster in input.clusters
	party := cluster.loopback

	finding := {
		"at": cluster.ref,
		"severity": lib.severity(_severity(party), party.weakened),
		"message": sprintf(
			"%d services of cluster %s run in host mode on instances they share (%s): each reaches what its neighbours bind to 127.0.0.1%s",
			[count(party.names), cluster.name, lib.names(party.names), _power(party)],
		),
		"evidence": array.concat(party.parties, [container.ref | some container in party.powerful]),
		"affected": party.refs,
		"cause": sprintf("loopback/%s", [cluster.name]),
		"assumptions": party.assumptions,
		"notes": ["the agent's introspection (51678) and credentials (51679) endpoints listen on loopback too"],
	}
}

# METADATA
# description: tenants of which it cannot be told whether they meet
undecided contains {"at": unclear.ref, "reason": unclear.reason} if {
	some cluster in input.clusters
	some unclear in cluster.loopbackUnclear
}

_severity(party) := "high" if count(party.powerful) > 0

_severity(party) := "low" if {
	count(party.powerful) == 0
	party.agents
}

_severity(party) := "medium" if {
	count(party.powerful) == 0
	not party.agents
}

_power(party) := "" if count(party.powerful) == 0

_power(party) := sprintf("; container %s %s", [party.powerful[0].name, party.powerful[0].why]) if count(party.powerful) > 0
