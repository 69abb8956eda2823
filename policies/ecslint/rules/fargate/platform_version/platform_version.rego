# METADATA
# title: Old platform version of Fargate
# description: |
#   The service asks for a platform version of Fargate that is older than the current one of its operating
#   system. Before 1.4.0 a part of the traffic of a task goes past its own interface and groups.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/fargate/platform-version.md
#   - description: Fargate platform versions
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
#   - description: Security Hub ECS.10
#     ref: https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set platformVersion to LATEST or leave it out.
#   severities: [info]
#   scope: service
#   applies:
#     launchTypes: [FARGATE]
#   mappings:
#     securityHub: [ECS.10]
#     awsConfig: [ecs-fargate-latest-platform-version]
#     checkov: [CKV_AWS_332]
#     prowler: [ecs_service_fargate_latest_platform_version]
#     controlTower: [CT.ECS.PR.1]
package ecslint.rules.fargate.platform_version

# METADATA
# description: every service or task set on an old platform version
findings contains finding if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some service in input.services[mode]
	some platform in service.oldPlatforms
	platform.undecided == ""

	finding := {
		"at": service.ref,
		"field": "platformVersion",
		"severity": "info",
		"message": sprintf(
			"%s asks for platform version %s of Fargate; the current one is %s",
			[platform.what, platform.version, platform.current],
		),
		"detail": platform.detail,
		"evidence": [service.ref],
	}
}

# METADATA
# description: those of which it cannot be told
undecided contains {"at": service.ref, "field": "platformVersion", "reason": platform.undecided} if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some service in input.services[mode]
	some platform in service.oldPlatforms
	platform.undecided != ""
}
