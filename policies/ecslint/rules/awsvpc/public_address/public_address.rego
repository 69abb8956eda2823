# METADATA
# title: Public addresses that nothing reaches
# description: |
#   Tasks get a public address, and nothing outside can reach them by it: one rule of a security group
#   keeps it so. On EC2 a task gets none, whatever the service asks for. Where something does reach the
#   tasks, exposure/internet-direct says so.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/awsvpc/public-address.md
#   - description: Fargate task networking
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
#   - description: Internet gateways
#     ref: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set assignPublicIp to DISABLED and run the tasks in private subnets, with VPC endpoints or a NAT gateway
#     for what they call.
#   severities: [medium, info]
#   scope: service
#   applies:
#     networkModes: [awsvpc]
#   mappings:
#     securityHub: [ECS.2, ECS.16]
#     checkov: [CKV_AWS_333]
#     prowler: [ecs_service_no_assign_public_ip, ecs_task_set_no_assign_public_ip]
#     controlTower: [CT.ECS.PR.9]
package ecslint.rules.awsvpc.public_address

# METADATA
# description: every awsvpc service with public addresses of no use
findings contains finding if {
	some service in input.services.awsvpc
	service.ownAddress.undecided == ""
	service.ownAddress.public
	not service.ownAddress.publicReached

	finding := {
		"at": service.ref,
		"field": "networkConfiguration",
		"severity": "medium",
		"message": sprintf("tasks of service %s get public addresses that nothing outside can reach", [service.name]),
		"evidence": array.concat(service.ownAddress.publicEvidence, [service.ref]),
	}
}

findings contains finding if {
	some service in input.services.awsvpc
	service.ownAddress.ineffective

	finding := {
		"at": service.ref,
		"field": "networkConfiguration",
		"severity": "info",
		"message": sprintf(
			"service %s asks for public addresses, which tasks on EC2 instances never get",
			[service.name],
		),
		"evidence": [service.ref],
	}
}

# METADATA
# description: services of which it cannot be told
undecided contains finding if {
	some service in input.services.awsvpc
	service.ownAddress.undecided != ""

	finding := {"at": service.ref, "field": "networkConfiguration", "reason": service.ownAddress.undecided}
}
