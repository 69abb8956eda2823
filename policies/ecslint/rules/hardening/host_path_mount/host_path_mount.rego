# METADATA
# title: System directories of the host
# description: |
#   A container has a directory that the host lives by: its root, its settings, its processes,
#   or the data of the ECS agent. Writable, it makes the host its own.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/hardening/host-path-mount.md
#   - description: MountPoint
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html
#   - description: Bind mounts
#     ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Mount only the files that the container needs, with readOnly true; keep data of its own in a
#     volume without a path of the host, or on EFS.
#   severities: [high, medium]
#   scope: taskDefinition
package ecslint.rules.hardening.host_path_mount

import data.ecslint.lib

# METADATA
# description: every mount of a path that the host, its agent or its runtime lives by
findings contains finding if {
	some definitions in input.taskDefinitions
	some definition in definitions
	some mount in definition.hardening.hostMounts
	mount.path in _paths

	finding := {
		"at": mount.ref,
		"field": "mountPoints",
		"detail": mount.volume,
		"severity": _severity(mount),
		"message": sprintf(
			"container %s of %s has %s of the host%s",
			[mount.container, definition.name, mount.path, _access(mount)],
		),
		"evidence": [mount.ref],
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

# What lies in others counts where it holds one of them: /var holds /var/lib. /run and /var/run are those of the
# runtime's socket.
_paths := {
	"/", "/etc", "/etc/ecs", "/proc", "/root", "/var", "/var/lib", "/var/lib/ecs", "/var/lib/ecs/data",
	"c:", "c:/programdata", "c:/programdata/amazon", "c:/programdata/amazon/ecs", "c:/programdata/amazon/ecs/data",
}

_severity(mount) := "medium" if not _writable(mount)

_severity(mount) := "high" if _writable(mount)

_writable(mount) if mount.readOnly.value == false

_access(mount) := " and can write to it: what it changes there runs with the powers of the host" if _writable(mount)

_access(mount) := ", read-only: it reads what other tasks and the host keep there" if {
	lib.known(mount.readOnly)
	not _writable(mount)
}

_access(mount) := "; whether it can write to it is not known" if lib.unknown(mount.readOnly)
