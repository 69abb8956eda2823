# METADATA
# title: Load balancer cannot reach its targets
# description: |
#   A load balancer sends traffic or health checks to ports that security groups, network ACLs or routes
#   keep it from. A task whose health checks fail is replaced again and again. Where a dynamic host port is
#   admitted in part only, it depends on the port that ECS draws whether a task works. The target of a
#   Network Load Balancer may be an Application Load Balancer before the tasks.
# related_resources:
#   - description: documentation
#     ref: https://github.com/ecslint/ecslint/blob/main/docs/rules/exposure/load-balancer-blocked.md
#   - description: Security groups of Application Load Balancers' targets
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
#   - description: Security groups of Network Load Balancers
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
# schemas:
#   - input: schema.facts
# custom:
#   remediation: |
#     Admit the traffic and health-check ports from the load balancer's security group: the container port in
#     awsvpc and host mode, the host port or the whole ephemeral range in bridge mode. Where it is the load
#     balancer's own groups that stop them, let them out there.
#   severities: [high]
#   scope: service
package ecslint.rules.exposure.load_balancer_blocked

import data.ecslint.lib

# METADATA
# description: every load balancer that does not get to the tasks behind it
findings contains finding if {
	some services in input.services
	some service in services
	some blocked in service.blocked
	blocked.undecided == ""

	finding := {
		"at": service.ref,
		"severity": "high",
		"message": concat("", [_message(service, blocked), _unsent(blocked)]),
		"detail": sprintf("%s/%s", [blocked.loadBalancer, blocked.targetGroup]),
		"cause": sprintf("%s/%s", [blocked.loadBalancer, blocked.targetGroup]),
		"evidence": blocked.evidence,
		"assumptions": blocked.assumptions,
	}
}

# METADATA
# description: load balancers of which it cannot be told
undecided contains {"at": blocked.ref, "reason": blocked.undecided} if {
	some services in input.services
	some service in services
	some blocked in service.blocked
	blocked.undecided != ""
}

_message(service, blocked) := sprintf(
	"load balancer %s does not get to %s of service %s: its tasks get no traffic%s",
	[blocked.loadBalancer, lib.ports(blocked.traffic), service.name, _checks(blocked)],
) if {
	blocked.target == ""
	blocked.traffic.count > 0
	not blocked.partial
}

_message(service, blocked) := sprintf(
	"load balancer %s does not get to %s of load balancer %s, its target: service %s behind it gets no traffic that way",
	[blocked.loadBalancer, lib.ports(blocked.traffic), blocked.target, service.name],
) if {
	blocked.target != ""
}

_message(service, blocked) := sprintf(
	"load balancer %s gets to service %s in part only: %s %s closed to it%s get no traffic%s",
	[
		blocked.loadBalancer, service.name, lib.ports(blocked.traffic), lib.are(blocked.traffic), _where(blocked),
		_checks(blocked),
	],
) if {
	blocked.partial
}

_message(service, blocked) := sprintf(
	"health checks of load balancer %s do not get to %s of service %s: its tasks count as unhealthy",
	[blocked.loadBalancer, lib.ports(blocked.checks), service.name],
) if {
	blocked.traffic.count == 0
}

_where(blocked) := " on some interfaces, whose tasks" if blocked.elsewhere

_where(blocked) := ", and tasks that ECS gives such a port" if not blocked.elsewhere

_checks(blocked) := " and fail their health checks" if blocked.checks.count > 0

_checks(blocked) := "" if blocked.checks.count == 0

_unsent(blocked) := "" if blocked.unsent.count == 0

_unsent(blocked) := sprintf(
	"; its own security groups do not let %s out",
	[lib.ports(blocked.unsent)],
) if {
	blocked.unsent.count > 0
}
