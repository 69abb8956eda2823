# METADATA
# title: Target type against the network mode
# description: |
#   Tasks in awsvpc mode have an interface of their own and can be targets by its address only; tasks in
#   bridge or host mode are targets by their instance and its port. ECS refuses a service behind a
#   target group of the other type.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/load-balancer/target-type.md
#   - description: Load balancers of services
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
#   - description: Target types
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Make a target group of the other type, ip for awsvpc mode and instance for bridge and host mode,
#     and name it in the service. The type of a target group cannot be changed.
#   severities: [high]
#   scope: service
#   applies:
#     networkModes: [awsvpc, bridge, host]
#     launchTypes: [EC2, FARGATE, MANAGED_INSTANCES]
package ecslint.rules.load_balancer.target_type

# METADATA
# description: every target group of another type than the tasks ask for
findings contains finding if {
	some services in input.services
	some service in services
	some group in service.targetGroups
	group.undecided == ""

	finding := {
		"at": service.ref,
		"field": "loadBalancers",
		"severity": "high",
		"message": sprintf(
			"service %s is behind target group %s of type %s, and its tasks can be targets of type %s only",
			[service.name, group.name, group.type, group.wanted],
		),
		"cause": group.name,
		"detail": group.name,
		"evidence": group.evidence,
	}
}

# METADATA
# description: target groups of which it is not known
undecided contains {"at": group.ref, "field": "loadBalancers", "reason": group.undecided} if {
	some services in input.services
	some service in services
	some group in service.targetGroups
	group.undecided != ""
}
