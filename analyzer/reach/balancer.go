package reach

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// addBalancer notes where a load balancer's traffic comes from: its groups, or its subnets where it has none, as
// a Network Load Balancer may.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (m *Model) addBalancer(lb *snapshot.LoadBalancer) {
	for _, group := range lb.SecurityGroups {
		m.balancers[group] = append(m.balancers[group], lb)
	}

	if len(lb.SecurityGroups) > 0 {
		return
	}

	for _, id := range lb.Subnets {
		if subnet := m.index.Subnets[id]; subnet != nil {
			m.balancerSubnets[subnet.VPC] = m.balancerSubnets[subnet.VPC].Union(m.subnets[id])
		}
	}
}

// balancersUnread is why not all load balancers of an account and region are known.
func (m *Model) balancersUnread(meta snapshot.Meta) string {
	return cmp.Or(m.unread(meta, snapshot.NounLoadBalancer), m.unread(meta, snapshot.NounTargetGroup))
}

// Balancer is the first load balancer that has the group; nil where none has.
func (m *Model) Balancer(group string) *snapshot.LoadBalancer {
	if all := m.balancers[group]; len(all) > 0 {
		return all[0]
	}

	return nil
}

// SameBalancer reports whether some load balancer has both groups, so that either stands for its traffic.
func (m *Model) SameBalancer(a, b string) bool {
	return slices.ContainsFunc(m.balancers[a], func(lb *snapshot.LoadBalancer) bool {
		return slices.Contains(lb.SecurityGroups, b)
	})
}

// A balancerKey identifies a load balancer as its interfaces name it.
type balancerKey struct {
	scope snapshot.Scope
	name  string
}

func balancerInterfaces(s *snapshot.Snapshot) map[balancerKey][]*snapshot.NetworkInterface {
	interfaces := map[balancerKey][]*snapshot.NetworkInterface{}

	for i := range s.NetworkInterfaces {
		if eni := &s.NetworkInterfaces[i]; eni.LoadBalancer != "" {
			key := balancerKey{eni.Scope(), eni.LoadBalancer}
			interfaces[key] = append(interfaces[key], eni)
		}
	}

	return interfaces
}

// BalancerPlaces are the nodes of a load balancer: its interfaces, or one to be expected in each of its subnets. One
// without groups, as a Network Load Balancer may be, takes and sends everything.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (m *Model) BalancerPlaces(lb *snapshot.LoadBalancer) []Place {
	var places []Place

	for _, eni := range m.balancerInterfaces[balancerKey{lb.Scope(), lb.Name}] {
		places = append(places, m.PlaceOf("load balancer "+lb.Name, eni))
	}

	if len(places) == 0 {
		for _, subnet := range lb.Subnets {
			e := Endpoint{Groups: slices.Sorted(slices.Values(lb.SecurityGroups)), Subnet: subnet}
			places = append(places, m.FuturePlace("load balancer "+lb.Name, e))
		}
	}

	for i := range places {
		places[i].Unfiltered = len(lb.SecurityGroups) == 0
		places[i].SureIPv6 = strings.HasPrefix(lb.IPAddressType, "dualstack")
		places[i].Endpoint.PublicIPv4, places[i].Endpoint.PublicIPv6 = publicNames(lb)
	}

	return places
}

// DeniesAssumed says that an internal load balancer with IPv6 addresses is taken to let in nobody from the internet,
// AWS's default, since the attribute that could say otherwise is not read; empty where nothing is taken for granted.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
func DeniesAssumed(lb *snapshot.LoadBalancer) string {
	if lb.Scheme != "internal" || !strings.HasPrefix(lb.IPAddressType, "dualstack") {
		return ""
	}

	return "ipv6.deny_all_igw_traffic of load balancer " + lb.Name + " was not read, and taken to be on"
}

// publicNames stand for the public addresses of a load balancer, which its DNS name gives. An internal one has
// none, and its IPv6 addresses let nothing in from the internet unless an attribute says so.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
func publicNames(lb *snapshot.LoadBalancer) (v4, v6 string) {
	if lb.Scheme != "internet-facing" {
		return "", ""
	}

	const name = "by its DNS name"

	switch lb.IPAddressType {
	case "dualstack":
		return name, name
	case "dualstack-without-public-ipv4":
		return "", name
	default:
		return name, ""
	}
}

// KeepsClients says whether the targets of a group see the addresses of the clients. Only a Network Load Balancer does
// that: always for UDP, by default where [KeepsByDefault] says so, and for TCP and TLS as it is told. Where that was
// not read, the value is unknown, and its reason names the default.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
func KeepsClients(lb *snapshot.LoadBalancer, group *snapshot.TargetGroup) snapshot.Value[bool] {
	byDefault := KeepsByDefault(lb, group)

	switch {
	case lb.Type != "network", group.TargetType == targetALB, alwaysKeeps(group):
		return snapshot.Known(byDefault)
	case group.PreserveClientIP.IsUnknown():
		does := "does not"
		if byDefault {
			does = "does"
		}

		return snapshot.Unknown[bool](fmt.Sprintf("whether target group %s keeps the addresses of clients was not read; "+
			"by default one of type %s for %s %s", group.Name, group.TargetType, group.Protocol, does))
	default:
		return snapshot.Known(group.PreserveClientIP.Or(byDefault))
	}
}

// KeepsByDefault reports whether the targets of a group see the addresses of the clients where nobody chose: instances
// do, addresses for UDP only. So does an Application Load Balancer, whose target group has the default settings and
// whose groups have to admit the clients.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
func KeepsByDefault(lb *snapshot.LoadBalancer, group *snapshot.TargetGroup) bool {
	return lb.Type == "network" &&
		(group.TargetType == "instance" || group.TargetType == targetALB || alwaysKeeps(group))
}

// targetALB is the type of a target group whose target is an Application Load Balancer.
const targetALB = "alb"

func alwaysKeeps(group *snapshot.TargetGroup) bool {
	switch group.Protocol {
	case "UDP", "TCP_UDP", "QUIC", "TCP_QUIC":
		return true
	default:
		return false
	}
}

// Forwarded is a client whose packets a load balancer hands on with their address kept. Answers take the way back
// through the load balancer, whatever the routes say, and rules that name its groups admit the packets too.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func Forwarded(client Place, lb *snapshot.LoadBalancer) Place {
	return Place{
		Name:      client.Name + " through load balancer " + lb.Name,
		Addresses: client.Addresses, Internet: client.Internet,
		Forwarded: true, Through: lb.SecurityGroups,
	}
}

// HandsOn is what a node of a load balancer may send to a target with the addresses of clients kept: its groups, and
// the network ACL of its subnet, which sees the target at the other end, must let that out and its answers back in. No
// route has a say, since node and target are of one VPC, and [Forwarded] has what the target admits.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
func (m *Model) HandsOn(node, to Place, services netset.Services) Flow {
	f := Flow{From: node, To: to, Asked: services}

	for _, world := range []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
		family := netip.PrefixFrom(world, 0)
		asked := carriedBy(family, services)

		target := m.seen(&f.To, &f.From).Within(family)
		if target.IsEmpty() {
			continue
		}

		r := run{Bounds: Bounds{asked, asked, asked, asked}, asked: asked, wide: asked}
		by := m.vouched(&f.From, &f.To, Outbound, &f.From, target)
		by.forwarded = true
		m.filter(&r, &f.To, target, m.filters(&f.From, &f.To, Outbound, target.Restrict(asked), by))

		f.Bounds = f.Join(r.Bounds)
		f.runs = append(f.runs, r)
	}

	return f
}

// Leaves says what the groups of an interface let out to another place, in either address family.
func (m *Model) Leaves(from, to Place, services netset.Services) Bounds {
	if !from.Interface {
		return Bounds{services, services, services, services}
	}

	var leave Bounds

	for _, world := range []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
		family := netip.PrefixFrom(world, 0)
		asked := m.seen(&to, &from).Within(family).Restrict(carriedBy(family, services))
		far := m.vouched(&from, &to, Outbound, &from, asked)
		b, _ := m.project([]control{m.groupsControl(&from, Outbound, asked, far)}, asked, &to)
		leave = leave.Join(b)
	}

	return leave
}
