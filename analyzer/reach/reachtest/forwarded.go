package reachtest

// Forwarded judges a packet that a load balancer hands on to a target of its own VPC with the address of the client
// kept. The target sees the client, and rules that name a group of the load balancer admit it too; the groups of the
// load balancer's node must let it out. Answers go back to the load balancer, whatever the routes say.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func (j *Judge) Forwarded(p Packet, node string) Verdict {
	within := way{kind: wayLocal}
	balancer := End{Interface: node}
	p.From.Interface = ""

	if !j.allows(p, balancer, p.To, true, within) ||
		!j.allows(p, p.To, p.From, false, way{}) && !j.allows(p, p.To, balancer, false, within) {
		return Verdict{}
	}

	return j.judgeACLs(p, within)
}
