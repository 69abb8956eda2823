# METADATA
# title: Sessions of ECS Exec are not logged
# description: |
#   ECS Exec opens a shell in a running container. The cluster has the logging of these sessions switched off
#   (NONE), and services in it let people open them.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/exec-logging.md
#   - description: ExecuteCommandConfiguration
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
#   - description: ECS Exec
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Set logging in the cluster's executeCommandConfiguration to OVERRIDE, with a log group or a bucket, or to
#     DEFAULT, which is the task's own awslogs configuration. Or take enableExecuteCommand from the services.
#   severities: [info]
#   scope: cluster
#   mappings:
#     checkov: [CKV_AWS_223]
package ecslint.rules.hardening.exec_logging

import data.ecslint.lib

# METADATA
# description: every cluster that logs no session and has services that allow some
findings contains finding if {
	some cluster in input.clusters
	exec := cluster.exec
	lib.known(exec.logging)
	exec.logging.value == "NONE"
	count(exec.names) > 0

	finding := {
		"at": cluster.ref,
		"field": "configuration",
		"severity": "info",
		"message": sprintf(
			"cluster %s logs no session of ECS Exec, which %s %s",
			[cluster.name, lib.names(exec.names), _lets(exec.names)],
		),
		"evidence": array.concat([cluster.ref], array.slice(exec.refs, 0, 10)),
		"affected": exec.refs,
	}
}

# METADATA
# description: clusters of which it cannot be told whether they log what services allow
undecided contains {"at": cluster.ref, "field": "configuration", "reason": reason} if {
	some cluster in input.clusters
	reason := _unknown(cluster.exec)
}

_lets([_]) := "allows"

_lets(names) := "allow" if count(names) > 1

_unknown(exec) := exec.logging.reason if {
	lib.unknown(exec.logging)
	count(exec.names) > 0
}

_unknown(exec) := exec.logging.reason if {
	lib.unknown(exec.logging)
	exec.undecided != ""
}

_unknown(exec) := exec.undecided if {
	lib.known(exec.logging)
	exec.logging.value == "NONE"
	count(exec.names) == 0
}
