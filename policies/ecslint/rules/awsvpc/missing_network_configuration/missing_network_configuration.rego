# METADATA
# title: Network configuration and network mode at odds
# description: |
#   A service in awsvpc mode must say the subnets its tasks get their interfaces in, and a service in any other
#   mode must not: ECS refuses both. With an EXTERNAL deployment controller the task sets say it, not the service.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/awsvpc/missing-network-configuration.md
#   - description: CreateService
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
#   - description: CreateTaskSet
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateTaskSet.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Give the service, or the task set, a network configuration with subnets where its definition is in awsvpc
#     mode, and none in any other mode.
#   severities: [high]
#   scope: service
#   applies:
#     networkModes: [awsvpc, bridge, host, none]
package ecslint.rules.awsvpc.missing_network_configuration

# METADATA
# description: every service or task set whose network configuration does not fit its mode
findings contains finding if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some service in input.services[mode]
	some network in service.misplacedNetworks
	network.undecided == ""

	finding := {
		"at": network.ref,
		"field": "networkConfiguration",
		"severity": "high",
		"message": sprintf("%s runs in %s mode %s: ECS refuses it", [network.what, _mode(network.mode), _has(network)]),
		"detail": network.detail,
		"evidence": network.evidence,
	}
}

# METADATA
# description: those of which it is not known whether they have one
undecided contains {"at": network.ref, "field": "networkConfiguration", "reason": network.undecided} if {
	some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]
	some service in input.services[mode]
	some network in service.misplacedNetworks
	network.undecided != ""
}

_mode(mode) := mode if mode != "default"

_mode("default") := "NAT"

_has(network) := "but has no network configuration" if not network.given

_has(network) := "and has a network configuration, which only awsvpc takes" if network.given
