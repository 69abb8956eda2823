# METADATA
# title: Load balancer bypassed
# description: |
#   A port behind a load balancer is admitted from elsewhere too, so what the listener demands (TLS, a
#   firewall, authentication, a log) can be left aside. Sources that a need of the service explains, such
#   as a group of a client that a rule names, are no finding.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/load-balancer-bypass.md
#   - description: Security groups of Application Load Balancers' targets
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
#   - description: Security groups
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Admit the port from the load balancer's security group only. Where another service calls the tasks
#     directly, name its security group instead of addresses.
#   severities: [high, medium, low]
#   scope: service
#   yields_to: [exposure/internet-direct, bridge/ephemeral-range-open, awsvpc/ipv6-wider-than-ipv4]
package ecslint.rules.exposure.load_balancer_bypass

import data.ecslint.lib

# METADATA
# description: every group that lets others than load balancers in to a port behind one
findings contains finding if {
	some services in input.services
	some service in services
	some bypass in service.bypasses
	bypass.undecided == ""
	severity := _severity(bypass)
	ports := _ports(bypass)

	finding := {
		"at": service.ref,
		"severity": lib.severity(severity, bypass.weakenings),
		"message": sprintf(
			"%s of service %s %s reachable around its load balancer, from %s (%s)",
			[lib.ports(ports), service.name, lib.are(ports), lib.sources[bypass.source], bypass.sourceText],
		),
		"cause": bypass.cause,
		"detail": sprintf("%s/%s", [bypass.group, bypass.source]),
		"source": bypass.source,
		"evidence": array.concat(bypass.evidence, [service.ref]),
		"assumptions": bypass.assumptions,
	}
}

# METADATA
# description: services and groups of which it cannot be told
undecided contains {"at": bypass.ref, "reason": bypass.undecided} if {
	some services in input.services
	some service in services
	some bypass in service.bypasses
	bypass.undecided != ""
}

undecided contains {"at": exposure.ref, "reason": exposure.undecided} if {
	some services in input.services
	some service in services
	service.balanced
	some exposure in service.exposures
	exposure.undecided != ""
}

_severity(bypass) := "high" if bypass.source == "internet"

_severity(bypass) := "low" if bypass.source != "internet"

_ports(bypass) := bypass.declared if bypass.declared.count > 0

_ports(bypass) := bypass.drawn if bypass.declared.count == 0
