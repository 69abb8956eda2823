package snapshot

import (
	"strconv"
	"strings"
)

// A LoadBalancer is an Application, Network or Gateway Load Balancer.
type LoadBalancer struct {
	Meta
	ID   string `json:"id"`
	Name string `json:"name"`

	// Type is application, network or gateway.
	Type string `json:"type"`

	// DNSName is the name that clients resolve, in lower case.
	DNSName string `json:"dnsName,omitempty"`

	// Scheme is internet-facing or internal.
	Scheme string `json:"scheme,omitempty"`
	VPC    string `json:"vpc,omitempty"`

	// SecurityGroups is empty for a Network Load Balancer created without groups, which filters nothing.
	SecurityGroups []string `json:"securityGroups,omitempty"`
	Subnets        []string `json:"subnets,omitempty"`

	// IPAddressType is ipv4, dualstack or dualstack-without-public-ipv4.
	IPAddressType string `json:"ipAddressType,omitempty"`
}

// A Listener is a port of a load balancer.
type Listener struct {
	Meta
	ID           string `json:"id"`
	LoadBalancer string `json:"loadBalancer"`
	Protocol     string `json:"protocol,omitempty"`
	Port         int    `json:"port,omitzero"`

	// TargetGroups are those of the default action and of every rule.
	TargetGroups []string `json:"targetGroups,omitempty"`
}

// A TargetGroup is a target group.
type TargetGroup struct {
	Meta
	ID            string   `json:"id"`
	Name          string   `json:"name"`
	LoadBalancers []string `json:"loadBalancers,omitempty"`

	// TargetType is instance, ip, lambda or alb.
	TargetType string `json:"targetType,omitempty"`
	Protocol   string `json:"protocol,omitempty"`
	Port       int    `json:"port,omitzero"`

	// HealthCheckPort is a number, or "traffic-port" (the default) for the port of each target.
	HealthCheckPort     Value[string] `json:"healthCheckPort,omitzero"`
	HealthCheckProtocol string        `json:"healthCheckProtocol,omitempty"`
	VPC                 string        `json:"vpc,omitempty"`

	// IPAddressType is ipv4 or ipv6.
	IPAddressType string `json:"ipAddressType,omitempty"`

	// PreserveClientIP is preserve_client_ip.enabled of a Network Load Balancer's group. Where it is absent the
	// default holds: off for tcp and tls to type ip, on for everything else. It is unknown where it was not read.
	PreserveClientIP Value[bool] `json:"preserveClientIp,omitzero"`

	// Targets are those registered, healthy or not: a load balancer without a healthy one sends to all of them.
	Targets []Target `json:"targets,omitempty"`
}

// A Target is a registered target.
type Target struct {
	// ID is an instance, an address, or the ARN of a load balancer or function.
	ID   string `json:"id"`
	Port int    `json:"port,omitzero"`

	// State is healthy, unhealthy, draining, …
	State string `json:"state,omitempty"`
}

// Key identifies the load balancer by its name.
func (l *LoadBalancer) Key() string { return "load-balancer/" + l.Name }

// Key identifies the listener by its load balancer's name and its port.
func (l *Listener) Key() string {
	return "listener/" + balancerName(l.LoadBalancer) + "/" + strconv.Itoa(l.Port)
}

// balancerName is the name in the ARN of a load balancer, before the part that the cloud makes up.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
func balancerName(id string) string {
	if _, path, ok := strings.Cut(id, ":loadbalancer/"); ok {
		return Name(path[:max(0, strings.LastIndexByte(path, '/'))])
	}

	return Name(id)
}

// Key identifies the target group by its name.
func (t *TargetGroup) Key() string { return "target-group/" + t.Name }
