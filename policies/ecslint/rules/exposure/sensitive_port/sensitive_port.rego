# METADATA
# title: Ports of data stores open beyond the VPC
# description: |
#   A port of a database, cache, broker or orchestrator, of a task or container instance, is reachable
#   directly from outside of the VPC. What a mapping declares is critical from the internet and medium from
#   other networks. From the internet alone, and medium, are such ports that no mapping declares, and 3000,
#   5000, 8080, 8088 and 8888, where exposure/internet-direct does not tell of the same rule.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/sensitive-port.md
#   - description: Security Hub controls for EC2
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Admit the security groups of the services that use it, in private subnets. For people, take ECS Exec,
#     Session Manager port forwarding or a VPN that ends in the VPC.
#   severities: [critical, high, medium]
#   scope: cluster
#   yields_to: [bridge/ephemeral-range-open, exposure/instance-admin-port]
#   mappings:
#     securityHub: [EC2.18, EC2.19]
#     awsConfig: [vpc-sg-open-only-to-authorized-ports]
package ecslint.rules.exposure.sensitive_port

import data.ecslint.lib

# METADATA
# description: every group that lets other networks in to such a port
findings contains finding if {
	some cluster in input.clusters
	some opening in cluster.sensitivePorts
	opening.undecided == ""
	said := _said(opening)

	finding := {
		"at": opening.ref,
		"severity": lib.severity(said.severity, opening.weakenings),
		"message": sprintf(
			"group %s opens %s to %s (%s)%s",
			[opening.group, said.ports, lib.sources[opening.source], opening.sourceText, said.why],
		),
		"cause": opening.cause,
		"detail": sprintf("%s/%s/%s", [cluster.name, opening.source, opening.ports]),
		"source": opening.source,
		"parts": [sprintf("%s/%s/%s/%s", [cluster.name, opening.group, opening.source, port]) | some port in opening.known],
		"evidence": opening.evidence,
		"affected": opening.affected,
		"assumptions": opening.assumptions,
	}
}

# METADATA
# description: groups, rules, tasks and instances that cannot be judged
undecided contains {"at": opening.ref, "reason": opening.undecided} if {
	some cluster in input.clusters
	some opening in cluster.sensitivePorts
	opening.undecided != ""
}

_said(opening) := {"severity": _declared(opening.source), "ports": opening.listening.text, "why": ""} if {
	opening.listening.count > 0
}

_said(opening) := {
	"severity": "medium",
	"ports": opening.common.text,
	"why": ", where consoles and development servers listen",
} if {
	_unexpected(opening)
	opening.common.count > 0
}

_said(opening) := {
	"severity": "medium",
	"ports": "ports of data stores",
	"why": sprintf(", which no mapping declares: %s", [opening.possible.text]),
} if {
	_unexpected(opening)
	opening.common.count == 0
	opening.possible.count > 0
}

_unexpected(opening) if {
	opening.source == "internet"
	opening.listening.count == 0
	not opening.direct
}

_declared("internet") := "critical"

_declared(source) := "medium" if source != "internet"
