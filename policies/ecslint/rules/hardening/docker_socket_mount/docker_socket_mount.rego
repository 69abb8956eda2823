# METADATA
# title: Container runtime socket
# description: |
#   A container has the socket of Docker or containerd. Whoever may write to it starts containers
#   with all powers of the host, without a password.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/docker-socket-mount.md
#   - description: Protect the Docker daemon socket
#     ref: https://docs.docker.com/engine/security/protect-access/
#   - description: MountPoint
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Take the mount away. To know its own task, a container asks the task metadata endpoint; builds
#     run in CodeBuild or with a builder that needs no daemon.
#   severities: [critical, high]
#   scope: taskDefinition
package ecslint.rules.hardening.docker_socket_mount

# METADATA
# description: every mount of a socket, or of the directory that holds it
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some mount in definition.hardening.hostMounts
	mount.path in _sockets

	finding := {
		"at": mount.ref,
		"field": "mountPoints",
		"detail": mount.volume,
		"severity": _severity(definition),
		"message": sprintf(
			"container %s of %s has the container runtime's socket (%s): it starts containers with all powers of the host",
			[mount.container, definition.name, mount.path],
		),
		"evidence": array.concat([mount.ref], definition.hardening.internetReach),
		"affected": [use.ref | some use in definition.usedBy],
	}
}

# METADATA
# description: mounts of which the path is not known
undecided contains {"at": doubt.ref, "field": doubt.field, "reason": doubt.reason} if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some doubt in definition.hardening.doubts
	doubt.question == "mount"
}

# A mount that is read-only keeps nobody from connecting to a socket in it.
_sockets := {
	"/var/run", "/run",
	"/var/run/docker.sock", "/run/docker.sock",
	"/var/run/containerd", "/run/containerd",
	"/var/run/containerd/containerd.sock", "/run/containerd/containerd.sock",
	"/pipe/docker_engine", "/pipe/containerd-containerd",
}

_severity(definition) := "critical" if count(definition.hardening.internetReach) > 0

_severity(definition) := "high" if count(definition.hardening.internetReach) == 0
