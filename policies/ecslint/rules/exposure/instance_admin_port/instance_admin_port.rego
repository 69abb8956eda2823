# METADATA
# title: Administration of instances open to the internet
# description: |
#   A port by which a container instance is run is reachable from the internet: Docker's API, SSH on Linux,
#   RDP and WinRM on Windows. They count as listening on every instance, whatever its tasks declare. The
#   agent's introspection (51678) counts where its version or settings let others in than the host; where
#   they are not known, it is medium.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/instance-admin-port.md
#   - description: The agent's introspection endpoint
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-introspection.html
#   - description: The agent's settings
#     ref: https://github.com/aws/amazon-ecs-agent/blob/master/README.md
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Remove the rule. Log in with Session Manager or ECS Exec, which need no open port; where SSH or RDP
#     must be, admit a bastion's security group only. Nothing outside the instance needs the agent's ports.
#   severities: [critical, high, medium]
#   scope: cluster
#   yields_to: [bridge/ephemeral-range-open]
#   applies:
#     launchTypes: [EC2]
#   mappings:
#     securityHub: [EC2.13, EC2.14, EC2.18, EC2.19]
#     awsConfig: [restricted-ssh]
#     checkov: [CKV_AWS_24, CKV_AWS_25]
#     trivy: [AWS-0107]
#     prowler:
#       - ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22
#       - ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389
package ecslint.rules.exposure.instance_admin_port

import data.ecslint.lib

# METADATA
# description: every group that lets the internet in to such a port of a container instance
findings contains finding if {
	some cluster in input.clusters
	some opening in cluster.adminPorts
	opening.undecided == ""
	said := _said(opening)

	finding := {
		"at": opening.ref,
		"severity": lib.severity(said.severity, opening.weakenings),
		"message": sprintf(
			"group %s opens %s of the container instances of cluster %s to %s (%s)",
			[opening.group, said.ports, cluster.name, lib.sources[opening.source], opening.sourceText],
		),
		"cause": opening.cause,
		"detail": sprintf("%s/%s", [cluster.name, opening.ports]),
		"parts": [sprintf("%s/%s/%s", [cluster.name, opening.group, port]) | some port in opening.known],
		"evidence": opening.evidence,
		"affected": opening.affected,
		"assumptions": opening.assumptions,
	}
}

# METADATA
# description: groups, rules and instances that cannot be judged
undecided contains {"at": opening.ref, "reason": opening.undecided} if {
	some cluster in input.clusters
	some opening in cluster.adminPorts
	opening.undecided != ""
}

_said(opening) := {"severity": "critical", "ports": opening.listening.text} if {
	opening.listening.count > 0
	opening.possible.count == 0
}

_said(opening) := {
	"severity": "critical",
	"ports": sprintf("%s, and perhaps %s", [opening.listening.text, opening.possible.text]),
} if {
	opening.listening.count > 0
	opening.possible.count > 0
}

_said(opening) := {"severity": "medium", "ports": opening.possible.text} if opening.listening.count == 0
