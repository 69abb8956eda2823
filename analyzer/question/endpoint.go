package question

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An endpoint is what a question names: one or several sites.
type endpoint struct {
	sites []site

	// unknown is why there may be more.
	unknown []string

	// supposed is set where the sites are those of interfaces to come, of which nobody says that they will.
	supposed bool
}

// A site is a place, with what listens there.
type site struct {
	place reach.Place

	// point and tenant are set for tasks; balancer for load balancers.
	point    *exposure.Point
	tenant   *placement.Tenant
	balancer *snapshot.LoadBalancer

	// instances are the container instances on which tasks answer, in host and bridge mode, with how many run there.
	instances map[string]int

	// listening are the services of a load balancer.
	listening netset.Services

	// hidden is what load balancers may send here that were not read, for the reason why.
	hidden netset.Services
	why    string

	// within is set for bare addresses of which some are those of a VPC.
	within bool
}

func (e *endpoint) inside() bool {
	return len(e.sites) == 0 || slices.ContainsFunc(e.sites, func(s site) bool { return s.place.Interface })
}

// forms is what the errors show.
const forms = "internet, internet4, internet6, an address or CIDR, sg-…, eni-…, i-…, service:CLUSTER/NAME, " +
	"service:ARN, task:ARN, lb:NAME, lb:ARN"

// endpoint reads the text of an endpoint.
func (m *Model) endpoint(text string) (*endpoint, error) {
	kind, name, _ := strings.Cut(text, ":")

	switch {
	case text == "internet":
		return bare(m.reach.InternetPlace(text)), nil
	case text == "internet4" || text == "0.0.0.0/0":
		return bare(m.reach.InternetPlace(text, netip.PrefixFrom(netip.IPv4Unspecified(), 0))), nil
	case text == "internet6" || text == "::/0":
		return bare(m.reach.InternetPlace(text, netip.PrefixFrom(netip.IPv6Unspecified(), 0))), nil
	case strings.HasPrefix(text, "sg-"):
		return m.group(text)
	case strings.HasPrefix(text, "eni-"):
		return m.interfaces(text, []string{text})
	case strings.HasPrefix(text, "i-"):
		return m.instance(text)
	case kind == "service":
		return m.service(name)
	case kind == "task":
		return m.task(name)
	case kind == "lb":
		return m.balancer(name)
	default:
		return m.address(text)
	}
}

func bare(p reach.Place) *endpoint { return &endpoint{sites: []site{{place: p}}} }

// address is an interface of the snapshot where one has it, and otherwise addresses outside.
func (m *Model) address(text string) (*endpoint, error) {
	prefix, ok := parsePrefix(text)
	if !ok {
		return nil, fmt.Errorf("%q is no endpoint: write one of %s", text, forms)
	}

	if eni := m.addresses[prefix.Addr().String()]; eni != nil && prefix.IsSingleIP() {
		return bare(m.reach.PlaceOf(text+" ("+eni.ID+")", eni)), nil
	}

	e := bare(reach.Outside(text, netset.Of(prefix, netset.All())))
	e.sites[0].within = m.within(prefix)

	return e, nil
}

// parsePrefix reads an address, which may be IPv4 written as IPv6, or a CIDR.
func parsePrefix(text string) (netip.Prefix, bool) {
	if addr, err := netip.ParseAddr(text); err == nil {
		addr = addr.Unmap().WithZone("")

		return netip.PrefixFrom(addr, addr.BitLen()), true
	}

	prefix, err := netip.ParsePrefix(text)

	return prefix.Masked(), err == nil
}

// group is every interface that has a security group; where none has it, one to come to any subnet of its VPC.
func (m *Model) group(id string) (*endpoint, error) {
	if members := m.groups[id]; len(members) > 0 {
		ids := make([]string, len(members))
		for i, eni := range members {
			ids[i] = eni.ID
		}

		e, err := m.interfaces(id, ids)
		if why := m.unread(members[0].Meta, snapshot.NounNetworkInterface); err == nil && why != "" {
			e.unknown = []string{"members of " + id + ": " + why}
		}

		return e, err
	}

	group := m.index.SecurityGroups[id]
	if group == nil {
		return nil, notFound("security group", id)
	}

	e := &endpoint{unknown: []string{"no interface has security group " + id + " today"}, supposed: true}

	for i := range m.index.Snapshot.Subnets {
		if s := &m.index.Snapshot.Subnets[i]; s.VPC == group.VPC {
			end := reach.Endpoint{Groups: []string{id}, Subnet: s.ID}
			e.sites = append(e.sites, site{place: m.reach.FuturePlace("a member of "+id+" in subnet "+s.ID, end)})
		}
	}

	return e, nil
}

func (m *Model) interfaces(name string, ids []string) (*endpoint, error) {
	e := &endpoint{}

	for _, id := range ids {
		eni := m.index.NetworkInterfaces[id]
		if eni == nil {
			return nil, notFound("network interface", id)
		}

		label := id
		if name != id {
			label = name + " at " + id
		}

		e.sites = append(e.sites, site{place: m.reach.PlaceOf(label, eni)})
	}

	e.sites = alike(e.sites, name)

	return e, nil
}

func (m *Model) instance(id string) (*endpoint, error) {
	instance := m.index.Instances[id]
	if instance == nil {
		return nil, notFound("instance", id)
	}

	return m.interfaces(id, instance.NetworkInterfaces)
}

func (m *Model) balancer(name string) (*endpoint, error) {
	e := &endpoint{}

	var arns []string

	for i := range m.index.Snapshot.LoadBalancers {
		lb := &m.index.Snapshot.LoadBalancers[i]
		if lb.Name != name && lb.ID != name {
			continue
		}

		arns = append(arns, lb.ID)

		listening := m.listening(lb)
		if why := m.unread(lb.Meta, snapshot.NounListener); why != "" {
			e.unknown = []string{"listeners of load balancer " + lb.Name + ": " + why}
		}

		_, before := m.exposure.Before(lb)

		for _, place := range m.reach.BalancerPlaces(lb) {
			s := site{place: place, balancer: lb, listening: listening}
			for _, why := range before {
				s.hidden, s.why = listening, "load balancers before "+lb.Name+": "+why
			}

			e.sites = append(e.sites, s)
		}
	}

	if len(e.sites) == 0 {
		return nil, notFound("load balancer", name)
	}

	if len(arns) > 1 {
		return nil, errSeveral("lb", name, arns)
	}

	e.sites = alike(e.sites, "load balancer "+name)

	return e, nil
}

func (m *Model) listening(lb *snapshot.LoadBalancer) netset.Services {
	var services netset.Services

	for i := range m.index.Snapshot.Listeners {
		if l := &m.index.Snapshot.Listeners[i]; l.LoadBalancer == lb.ID {
			services = services.Union(exposure.Front{Listener: l}.Services())
		}
	}

	return services
}

func notFound(kind, id string) error {
	return fmt.Errorf("no %s %s was read: look at its spelling, and at the account and region of the source", kind, id)
}

func errNeitherInside(q Question) error {
	return fmt.Errorf("neither %s nor %s is in the account: one end must be", q.From, q.To)
}
