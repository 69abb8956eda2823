package reachtest

// Forwarded judges a packet that a load balancer hands on to a target of its own VPC with the address of the client
// kept. The target sees the client, and rules that name a group of the load balancer admit it too; the groups of the
// load balancer's node, and the network ACL of its subnet, must let it out to the target. Answers go back to the load
// balancer, whatever the routes say.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
func (j *Judge) Forwarded(p Packet, node string) Verdict {
	within := way{kind: wayLocal}
	balancer := End{Interface: node}
	p.From.Interface = ""

	if !j.allows(p, balancer, p.To, true, within) ||
		!j.allows(p, p.To, p.From, false, way{}) && !j.allows(p, p.To, balancer, false, within) {
		return Verdict{}
	}

	at, away := j.judgeACLs(p, within), j.sentFrom(balancer, p)

	return Verdict{
		Passes: at.Passes && away.Passes, Always: at.Always && away.Always, ByPort: at.ByPort || away.ByPort,
	}
}

// sentFrom asks the network ACL of a node's subnet alone, to which the far end is the target. It does not see what
// stays in the subnet.
func (j *Judge) sentFrom(node End, p Packet) Verdict {
	p.From = node
	if target := j.interfaces[p.To.Interface]; target != nil && j.heeds(WithinSubnet) &&
		target.Subnet == j.interfaces[node.Interface].Subnet {
		return Verdict{Passes: true, Always: true}
	}

	p.To.Interface = ""

	return j.judgeACLs(p, way{})
}
