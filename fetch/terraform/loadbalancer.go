package terraform

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// application is the type of load balancer that the provider makes unless another is written.
const application = "application"

// loadBalancer is internet-facing unless that is written otherwise; it is in the VPC of its subnets.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb
func (m *mapper) loadBalancer(r *resource.Resource) {
	v := r.Values
	b := snapshot.LoadBalancer{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		Type:           knownOr(v.Get("load_balancer_type"), application),
		DNSName:        strings.ToLower(known(v.Get("dns_name"))),
		Scheme:         "internet-facing",
		VPC:            known(v.Get("vpc_id")),
		SecurityGroups: m.ids(v.Get("security_groups")),
		Subnets:        m.ids(v.Get("subnets")),
		IPAddressType:  knownOr(v.Get("ip_address_type"), "ipv4"),
	}

	if field.Flag(v.Get("internal")).Or(false) {
		b.Scheme = "internal"
	}

	for _, block := range blocks(v.Get("subnet_mapping")) {
		b.Subnets = set(append(b.Subnets, m.id(at(block, "subnet_id"))))
	}

	b.VPC = m.ours(b.VPC)
	if b.VPC == "" {
		b.VPC = m.vpcOf(b.Subnets)
	}

	m.out.LoadBalancers = append(m.out.LoadBalancers, b)
}

// vpcOf is the VPC of the first subnet that says it.
func (m *mapper) vpcOf(subnets []string) string {
	for _, id := range subnets {
		if r := m.resources[id]; r != nil && strings.HasSuffix(r.Type, "_subnet") {
			if vpc := m.id(r.Values.Get("vpc_id")); vpc != "" {
				return vpc
			}
		}
	}

	return ""
}

// foundLoadBalancer is one of another stack, if it was looked up.
func (m *mapper) foundLoadBalancer(r *resource.Resource) {
	if known(r.Values.Get("arn")) != "" && known(r.Values.Get("name")) != "" {
		m.loadBalancer(r)
	}
}

// listener speaks HTTP where nothing is written, as on an Application Load Balancer.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener
func (m *mapper) listener(r *resource.Resource) {
	v := r.Values
	id := m.idOf(r)
	m.listeners[id] = len(m.out.Listeners)
	m.out.Listeners = append(m.out.Listeners, snapshot.Listener{
		Meta: m.meta(r), ID: id, LoadBalancer: m.id(v.Get("load_balancer_arn")),
		Protocol:     knownOr(v.Get("protocol"), "HTTP"),
		Port:         m.number(r, v.Get("port"), snapshot.NounListener),
		TargetGroups: m.forwarded(v.Get("default_action")),
	})
}

// forwarded are the target groups of actions. A group of weight 0 counts: a deployment shifts weights without notice.
func (m *mapper) forwarded(actions *document.Node) []string {
	var groups []string

	for _, action := range blocks(actions) {
		if action.Why() != "" {
			groups = append(groups, m.id(action))

			continue
		}

		groups = append(groups, m.id(at(action, "target_group_arn")))
		for _, target := range blocks(at(action, "forward", "target_group")) {
			groups = append(groups, m.id(at(target, "arn")))
		}
	}

	return set(groups)
}

// listenerRule adds where its requests go to.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule
func (m *mapper) listenerRule(r *resource.Resource) {
	id := m.id(r.Values.Get("listener_arn"))

	i, ok := m.listeners[id]
	if !ok { // a listener of another stack, of which this is known
		i = len(m.out.Listeners)
		m.listeners[id] = i
		m.out.Listeners = append(m.out.Listeners, snapshot.Listener{Meta: m.meta(r), ID: id})
	}

	l := &m.out.Listeners[i]
	l.TargetGroups = set(append(l.TargetGroups, m.forwarded(r.Values.Get("action"))...))
}

// targetGroup has targets that are instances unless another type is written.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group
func (m *mapper) targetGroup(r *resource.Resource) {
	v := r.Values
	t := snapshot.TargetGroup{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		TargetType:          knownOr(v.Get("target_type"), "instance"),
		Protocol:            known(v.Get("protocol")),
		Port:                m.number(r, v.Get("port"), snapshot.NounTargetGroup),
		HealthCheckPort:     knownOr(at(v, "health_check", "port"), "traffic-port"),
		HealthCheckProtocol: checkProtocol(v),
		VPC:                 m.id(v.Get("vpc_id")),
		IPAddressType:       knownOr(v.Get("ip_address_type"), "ipv4"),
		PreserveClientIP:    field.Flag(v.Get("preserve_client_ip")),
	}

	m.targetGroups[t.ID] = len(m.out.TargetGroups)
	m.out.TargetGroups = append(m.out.TargetGroups, t)
}

// checkProtocol is HTTP unless another is written; without a block at all it is AWS that decides, by the load balancer
// that the protocol is of.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
func checkProtocol(v *document.Node) string {
	switch known(v.Get("protocol")) {
	case "TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC", "GENEVE":
		if empty(v.Get("health_check")) {
			return "TCP"
		}
	}

	return knownOr(at(v, "health_check", "protocol"), "HTTP")
}

// targetGroupAttachment registers a target. It has no state before it is there.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group_attachment
func (m *mapper) targetGroupAttachment(r *resource.Resource) {
	v := r.Values

	i, ok := m.targetGroups[m.id(v.Get("target_group_arn"))]
	if !ok {
		m.gap(r, r.Type, "its target group is not in this source", snapshot.NounTargetGroup)

		return
	}

	t := &m.out.TargetGroups[i]
	port := field.Int(v.Get("port")).Or(t.Port)
	t.Targets = append(t.Targets, snapshot.Target{ID: m.id(v.Get("target_id")), Port: port})
}
