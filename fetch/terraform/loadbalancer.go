package terraform

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
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

	m.places[place{snapshot.NounLoadBalancer, b.ID}] = len(m.out.LoadBalancers)
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
	m.places[place{snapshot.NounListener, id}] = len(m.out.Listeners)
	m.out.Listeners = append(m.out.Listeners, snapshot.Listener{
		Meta: m.meta(r), ID: id, LoadBalancer: m.id(v.Get("load_balancer_arn")),
		Protocol:     knownOr(v.Get("protocol"), "HTTP"),
		Port:         m.number(r, v.Get("port"), snapshot.NounListener),
		TargetGroups: m.forwarded(v.Get("default_action")),
	})
}

// listenerRule adds where its requests go to.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule
func (m *mapper) listenerRule(r *resource.Resource) {
	id := m.id(r.Values.Get("listener_arn"))

	i, ok := m.places[place{snapshot.NounListener, id}]
	if !ok { // a listener of another stack, of which this is known
		i = len(m.out.Listeners)
		m.places[place{snapshot.NounListener, id}] = i
		m.out.Listeners = append(m.out.Listeners, snapshot.Listener{Meta: m.meta(r), ID: id})
	}

	l := &m.out.Listeners[i]
	l.TargetGroups = append(l.TargetGroups, m.forwarded(r.Values.Get("action"))...)
}
