package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// or is the text of a value, and the default where it is absent; empty where it is not known.
func or(n *document.Node, usual string) string { return usually(n, usual).Or("") }

// usually is the same where a snapshot can say that a text is not known.
func usually(n *document.Node, usual string) snapshot.Value[string] {
	v := field.Text[string](n)
	if v.IsZero() {
		return snapshot.Known(usual)
	}

	return v
}

// loadBalancer reads a load balancer. An Application Load Balancer that names no group has the default one of its VPC;
// a Network Load Balancer has none then.
// https://github.com/ansible-collections/amazon.aws/issues/10
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-loadbalancer.html
func loadBalancer(r resource) {
	lb := snapshot.LoadBalancer{
		Meta: r.meta(), ID: r.id(), Name: r.called("Name"), Type: or(r.get("Type"), "application"),
		Scheme: or(r.get("Scheme"), "internet-facing"), IPAddressType: or(r.get("IpAddressType"), "ipv4"),
		SecurityGroups: r.ids(r.get("SecurityGroups")),
	}

	mappings := r.items(r.get("SubnetMappings"))
	subnets := append(make([]*document.Node, 0, 1+len(mappings)), r.get("Subnets"))

	for _, mapping := range mappings {
		subnets = append(subnets, mapping.Get("SubnetId"))
	}

	lb.Subnets = r.ids(subnets...)
	at := len(r.LoadBalancers)
	r.LoadBalancers = append(r.LoadBalancers, lb)

	if lb.Type == "application" && len(lb.SecurityGroups) == 0 {
		r.later = append(r.later, func() { r.LoadBalancers[at].SecurityGroups = r.defaultGroup(lb.Subnets...) })
	}
}

// listener reads a listener, to which its rules add their groups.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-listener.html
func listener(r resource) {
	r.Listeners = append(r.Listeners, snapshot.Listener{
		Meta: r.meta(), ID: r.id(), LoadBalancer: r.ref("LoadBalancerArn"), Protocol: r.text("Protocol"),
		Port:         r.number(r.get("Port"), "Port of "+r.Name, snapshot.NounListener),
		TargetGroups: r.forwards(r.get("DefaultActions")),
	})
}

// listenerRule adds groups to a listener. One of a listener that is elsewhere leads from there, and of that
// nothing else is known.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-listenerrule.html
func listenerRule(r resource) {
	r.later = append(r.later, func() {
		id := r.ref("ListenerArn")

		l := find(r.Listeners, r.listeners, id)
		if l == nil {
			r.gap("listener "+field.ShortName(id), snapshot.NotInSource, id, snapshot.NounListener)

			if id == "" {
				return
			}

			r.listeners[id] = len(r.Listeners)
			r.Listeners = append(r.Listeners, snapshot.Listener{Meta: r.meta(), ID: id})
			l = &r.Listeners[len(r.Listeners)-1]
		}

		l.TargetGroups = append(l.TargetGroups, r.forwards(r.get("Actions"))...)
	})
}

// forwards are the groups of forward actions, those of weight 0 too: a deployment shifts weights without notice.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
func (r resource) forwards(actions *document.Node) []string {
	var groups []string

	add := func(n *document.Node) {
		if id := r.refOf(n); id != "" {
			groups = append(groups, id)
		}
	}

	for _, action := range r.items(actions) {
		add(action.Get("TargetGroupArn"))

		for _, group := range r.items(get(action, "ForwardConfig", "TargetGroups")) {
			add(group.Get("TargetGroupArn"))
		}
	}

	return set(groups)
}

// targetGroup reads a target group. Health checks use HTTP, and TCP where the targets are not reached by HTTP.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-targetgroup.html
func targetGroup(r resource) {
	g := snapshot.TargetGroup{
		Meta: r.meta(), ID: r.id(), Name: r.called("Name"), VPC: r.ref("VpcId"),
		TargetType: or(r.get("TargetType"), "instance"), Protocol: r.text("Protocol"),
		Port:            r.number(r.get("Port"), "Port of "+r.Name, snapshot.NounTargetGroup),
		HealthCheckPort: usually(r.get("HealthCheckPort"), "traffic-port"),
		IPAddressType:   or(r.get("IpAddressType"), "ipv4"),
	}

	usual := "HTTP"
	if p := g.Protocol; p != "HTTP" && p != "HTTPS" && p != "" {
		usual = "TCP"
	}

	g.HealthCheckProtocol = or(r.get("HealthCheckProtocol"), usual)

	for _, attribute := range r.items(r.get("TargetGroupAttributes")) {
		if key, _ := field.Written(attribute.Get("Key")); key == "preserve_client_ip.enabled" {
			g.PreserveClientIP = field.Flag(attribute.Get("Value"))
		}
	}

	for _, target := range r.items(r.get("Targets")) {
		g.Targets = append(g.Targets, snapshot.Target{
			ID: r.refOf(target.Get("Id")), Port: field.Int(target.Get("Port")).Or(g.Port),
		})
	}

	r.TargetGroups = append(r.TargetGroups, g)
}
