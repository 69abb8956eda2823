# METADATA
# title: Health check of a fixed port, tasks on drawn ports
# description: |
#   ECS draws the host port of each task, but the target group asks one port of the instance for its health,
#   and no task of the cluster has that host port. Every target fails its checks.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/health-check-port-fixed.md
#   - description: Health checks
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
#   - description: PortMapping
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set the health check port of the target group to traffic-port, so that each task is asked where it gets its
#     traffic. Or use awsvpc mode with a target group of type ip.
#   severities: [high]
#   scope: service
#   applies:
#     networkModes: [bridge]
package ecslint.rules.bridge.health_check_port_fixed

# METADATA
# description: every target group that asks a port where nothing listens
findings contains finding if {
	some mode in ["bridge", "nat"]
	some service in input.services[mode]
	some check in service.fixedChecks
	check.undecided == ""

	finding := {
		"at": check.ref,
		"field": "loadBalancers",
		"severity": "high",
		"message": sprintf(
			"target group %s asks port %d for the health of container %s, whose host port ECS draws, and no task listens there",
			[check.targetGroup, check.port, check.container],
		),
		"detail": sprintf("%s/%d", [check.targetGroup, check.port]),
		"evidence": check.evidence,
	}
}

# METADATA
# description: target groups of which it cannot be told
undecided contains {"at": check.ref, "field": "loadBalancers", "reason": check.undecided} if {
	some mode in ["bridge", "nat"]
	some service in input.services[mode]
	some check in service.fixedChecks
	check.undecided != ""
}
