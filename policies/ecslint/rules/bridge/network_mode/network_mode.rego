# METADATA
# title: Bridge networking
# description: |
#   Tasks in bridge mode, which is what a task definition without a mode gets on Linux, share their
#   instance's security groups: no group rule can admit one task and not its neighbours. Ports that ECS
#   chooses need a wide range open on the instances; fixed ones allow one copy for each instance.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/bridge/network-mode.md
#   - description: Choosing a network mode
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html
#   - description: Network modes
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Use networkMode awsvpc, with a security group for each service. `ecslint suggest` writes the
#     groups.
#   severities: [low]
#   scope: taskDefinition
#   applies:
#     networkModes: [bridge]
#     launchTypes: [EC2]
#     operatingSystems: [linux]
#   mappings:
#     awsConfig: [ecs-awsvpc-networking-enabled]
#     controlTower: [CT.ECS.PR.4]
#     kics: [9f4a9409-9c60-4671-be96-9716dbf63db1, 027a4b7a-8a59-4938-a04f-ed532512cf45]
#     terrascan: [AC_AWS_0088]
#   yields_to: [fargate/requires-awsvpc, managed-instances/network-mode]
package ecslint.rules.bridge.network_mode

import data.ecslint.lib

# METADATA
# description: every definition in bridge mode that can run on EC2 with Linux
findings contains finding if {
	some definition in input.taskDefinitions.bridge
	lib.ec2_linux(definition)

	finding := {
		"at": definition.ref,
		"field": "networkMode",
		"severity": "low",
		"message": sprintf(
			"%s runs in bridge mode%s and shares its instance's security groups%s",
			[definition.name, _origin(definition), _ports(definition)],
		),
		"evidence": [definition.ref],
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: definitions whose network mode is not known
undecided contains {"at": definition.ref, "field": "networkMode", "reason": definition.networkMode.reason} if {
	some definition in input.taskDefinitions.unknown
	definition.networkMode.state == "unknown"
}

_origin(definition) := "" if definition.networkMode.state == "known"

_origin(definition) := " (it names no networkMode, which is bridge on Linux)" if definition.networkMode.state == "default"

# One copy on each instance is what a daemon is for.
_ports(definition) := "; ECS chooses its host ports, so the instances must admit a wide range" if {
	count(definition.dynamicPorts) > 0
} else := "; its host ports are fixed, so an instance takes one copy" if {
	count(definition.hostPorts) > 0
	not definition.daemonOnly
} else := ""
