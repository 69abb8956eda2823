# METADATA
# title: Rolling deployment that cannot move
# description: |
#   ECS replaces tasks step by step, and keeps at least minimumHealthyPercent (rounded up) and at most
#   maximumPercent (rounded down) of the desired count. Where it may not stop an old task and cannot
#   start a new one, the deployment waits for ever.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/ports/deployment-deadlock.md
#   - description: DeploymentConfiguration
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
#   - description: How the deployment circuit breaker detects failures
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
#   - description: Service events
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Make one of the changes that the finding names as enough. Each is the smallest of its kind that
#     lets a task stop or start here.
#   severities: [high]
#   scope: service
#   yields_to: [ports/one-task-per-instance, ports/reserved]
package ecslint.rules.ports.deployment_deadlock

# METADATA
# description: every service whose rolling deployment can neither stop nor start a task
findings contains finding if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some service in input.services[mode]
	deployment := service.deployment
	deployment.undecided == ""
	deployment.stuck

	finding := {
		"at": service.ref,
		"field": "deploymentConfiguration",
		"severity": "high",
		"message": sprintf(
			concat(" ", [
				"a deployment of service %s cannot move: %d%% of %d desired keeps %d running,",
				"%d%% allows %d%s. Enough would be %s",
			]),
			[
				service.name, deployment.minimumPercent, deployment.desired, deployment.mustRun,
				deployment.maximumPercent, deployment.mayRun, _full(deployment), concat(", or ", deployment.ways),
			],
		),
		"cause": service.capacity.cause,
		"evidence": array.flatten([
			service.ref, [port.ref | some port in service.fixedPorts],
			service.capacity.growth, service.capacity.reserving,
		]),
	}
}

# METADATA
# description: services of which it cannot be told
undecided contains {"at": service.ref, "reason": service.deployment.undecided} if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some service in input.services[mode]
	service.deployment.undecided != ""
}

_full(deployment) := "" if deployment.full == ""

_full(deployment) := sprintf(", and there is no room for one more (%s)", [deployment.full]) if deployment.full != ""
