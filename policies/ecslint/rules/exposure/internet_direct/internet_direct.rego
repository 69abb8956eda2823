# METADATA
# title: Task ports open to the internet
# description: |
#   A port of the service's tasks is reachable from the internet without a load balancer: route, public
#   address, network ACL and security group all admit it. Ports that no mapping declares are medium: a
#   process of the task may listen there.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/internet-direct.md
#   - description: Internet gateways
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
#   - description: Fargate task networking
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Put the service behind a load balancer in private subnets, and admit the load balancer's security
#     group only. If the port is meant to be public, narrow the rule to it.
#   severities: [critical, high, medium]
#   scope: service
#   yields_to:
#     - bridge/ephemeral-range-open
#     - exposure/instance-admin-port
#     - exposure/sensitive-port
#   mappings:
#     securityHub: [EC2.18, EC2.19, ECS.2]
#     awsConfig: [vpc-sg-open-only-to-authorized-ports]
#     prowler: [ecs_service_no_assign_public_ip]
package ecslint.rules.exposure.internet_direct

import data.ecslint.lib

# METADATA
# description: every group that lets the internet in to a port of the service
findings contains finding if {
	some services in input.services
	some service in services
	some exposure in service.exposures
	exposure.undecided == ""
	exposure.source == "internet"
	severity := _severity(exposure)

	finding := {
		"at": service.ref,
		"severity": lib.severity(severity, exposure.weakenings),
		"message": sprintf(
			"%s straight from the internet (%s)",
			[_reached(severity, service, exposure), exposure.sourceText],
		),
		"cause": exposure.cause,
		"detail": exposure.group,
		"evidence": array.concat(exposure.evidence, [service.ref]),
		"assumptions": exposure.assumptions,
	}
}

# METADATA
# description: services and groups of which it cannot be told
undecided contains {"at": exposure.ref, "reason": exposure.undecided} if {
	some services in input.services
	some service in services
	some exposure in service.exposures
	exposure.undecided != ""
}

_severity(exposure) := "critical" if exposure.declared.count > 0

_severity(exposure) := "medium" if {
	exposure.declared.count == 0
	exposure.drawn.count == 0
	exposure.possible.count > 0
}

_reached("critical", service, exposure) := sprintf(
	"%s of service %s %s reachable",
	[lib.ports(exposure.declared), service.name, lib.are(exposure.declared)],
)

_reached("medium", service, exposure) := sprintf(
	"%d %s of service %s that no mapping declares (%s) %s reachable",
	[
		exposure.possible.count, lib.plural(exposure.possible.count, "port"), service.name, exposure.possible.text,
		lib.are(exposure.possible),
	],
)
