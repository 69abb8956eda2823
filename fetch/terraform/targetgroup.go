package terraform

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

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

// targetGroup has targets that are instances unless another type is written.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group
func (m *mapper) targetGroup(r *resource.Resource) {
	v := r.Values
	t := snapshot.TargetGroup{
		Meta: m.meta(r), ID: m.idOf(r), Name: name(r, "name"),
		TargetType:          targetType(v.Get("target_type")),
		Protocol:            known(v.Get("protocol")),
		Port:                m.number(r, v.Get("port"), snapshot.NounTargetGroup),
		HealthCheckPort:     healthCheckPort(at(v, "health_check", "port")),
		HealthCheckProtocol: checkProtocol(v),
		VPC:                 m.id(v.Get("vpc_id")),
		IPAddressType:       knownOr(v.Get("ip_address_type"), "ipv4"),
		PreserveClientIP:    field.Flag(v.Get("preserve_client_ip")),
	}

	m.places[place{snapshot.NounTargetGroup, t.ID}] = len(m.out.TargetGroups)
	m.out.TargetGroups = append(m.out.TargetGroups, t)
}

// targetType is empty for one that is written but not known: a default would be a guess there.
func targetType(n *document.Node) string {
	if empty(n) {
		return "instance"
	}

	return known(n)
}

// healthCheckPort is the default of the provider where none is written.
func healthCheckPort(n *document.Node) snapshot.Value[string] {
	if empty(n) {
		return snapshot.Known("traffic-port")
	}

	return text[string](n)
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

	i, ok := m.places[place{snapshot.NounTargetGroup, m.id(v.Get("target_group_arn"))}]
	if !ok {
		m.gap(r, r.Type, "its target group is not in this source", snapshot.NounTargetGroup)

		return
	}

	t := &m.out.TargetGroups[i]
	port := field.Int(v.Get("port")).Or(t.Port)
	t.Targets = append(t.Targets, snapshot.Target{ID: m.id(v.Get("target_id")), Port: port})
}
