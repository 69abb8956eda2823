package openings

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// ownAddress judges the addresses of the tasks' own interfaces; nil where they have none.
func (s *Shard) ownAddress(t *placement.Tenant, in *admitted) *facts.OwnAddress {
	config := placement.NetworkConfiguration(t.Service)
	if t.Mode.Or("") != snapshot.ModeAWSVPC || config == nil {
		return nil
	}

	fact := &facts.OwnAddress{
		IPv6Wider: s.ipv6Wider(t, in), IPv6Gateways: s.ipv6Gateways(in),
		Ineffective: t.Capacity.Launch == snapshot.LaunchEC2 && config.AssignPublicIP.Or("DISABLED") == "ENABLED",
	}

	for _, p := range in.points {
		if e := p.Place.Endpoint; e.PublicIPv4 != "" && e.PublicAssumed == "" {
			fact.Public = true
			x := exposed{widest: reach.Admission{Public: true, Packets: netset.Of(ipv4(), netset.All())}, point: p}
			fact.PublicEvidence = append(fact.PublicEvidence, s.refs.Add(ground.Note("networkInterface", p.ID, x.where())))
		}
	}

	fact.PublicReached = slices.ContainsFunc(in.entries, func(e entry) bool {
		return e.admission.Public && !e.admission.Packets.Within(ipv4()).IsEmpty()
	})
	fact.Undecided = publicDoubt(t, fact, config, in)
	fact.IPv6, fact.IPv6Undecided = s.dualStack(config, in)

	return fact
}

// publicDoubt is why it cannot be told whether tasks get a public address, or whether anybody comes in by it.
func publicDoubt(
	t *placement.Tenant, fact *facts.OwnAddress, config *snapshot.NetworkConfiguration, in *admitted,
) string {
	switch asks := config.AssignPublicIP; {
	case asks.IsUnknown() && t.Capacity.Launch != snapshot.LaunchExternal:
		return "assignPublicIp: " + asks.Reason()
	case asks.Or("") == "ENABLED" && t.Capacity.Unknown != "":
		return "launch type: " + t.Capacity.Unknown
	case fact.Public && !fact.PublicReached:
		return in.doubt()
	case asks.Or("") == "ENABLED" && len(in.points) == 0:
		return in.why
	default:
		return ""
	}
}

// dualStack tells by running tasks whether tasks get IPv6 addresses: besides the subnet, a setting of the account
// decides, which is not read.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
func (s *Shard) dualStack(config *snapshot.NetworkConfiguration, in *admitted) (is bool, undecided string) {
	running := false

	for _, p := range in.points {
		running = running || p.ID != ""
		is = is || p.ID != "" && !p.Place.Addresses.Within(ipv6()).IsEmpty()
	}

	if running || len(in.points) == 0 {
		return is, in.why
	}

	for _, id := range config.Subnets.Or(nil) {
		if subnet := s.Index.Subnets[id]; subnet != nil && len(subnet.IPv6CIDRs) > 0 {
			return false, "no task runs, and subnet " + id + " alone does not say whether tasks get an IPv6 address there"
		}
	}

	return false, ""
}

func ipv4() netip.Prefix { return netip.PrefixFrom(netip.IPv4Unspecified(), 0) }
func ipv6() netip.Prefix { return netip.PrefixFrom(netip.IPv6Unspecified(), 0) }

// ipv6Wider compares, interface by interface, what the groups admit to the declared ports in the two families. Only
// those of running tasks tell whether they have both.
func (s *Shard) ipv6Wider(t *placement.Tenant, in *admitted) []facts.Exposure {
	var more []entry

	for _, p := range in.points {
		if p.ID != "" && !p.Place.Addresses.Within(ipv6()).IsEmpty() {
			more = append(more, in.moreOverIPv6(p)...)
		}
	}

	found := map[string]*exposed{}
	for _, e := range widest(more) {
		expose(found, e.point, e.admission)
	}

	all := make([]facts.Exposure, 0, len(found))
	for _, key := range slices.Sorted(maps.Keys(found)) {
		all = append(all, s.exposureFact(t, found[key]))
	}

	return all
}

// moreOverIPv6 is what the rules admit to the declared ports of a point over IPv6 from classes that IPv4 does not
// bring there.
func (in *admitted) moreOverIPv6(p *exposure.Point) []entry {
	over4 := in.overIPv4(p)

	var more []entry

	for _, e := range in.entries {
		a := e.admission
		a.Packets = a.Packets.Within(ipv6())

		if e.point != p || a.Class == reach.LoadBalancer || unjudged(a) != "" {
			continue
		}

		services := p.Declared().Subtract(over4[a.Class])
		if narrower(a.Class) {
			services = services.Subtract(over4[reach.Internet])
		}

		if a = narrowed(a, services); !a.Packets.IsEmpty() {
			a.Services = servicesIn(a.Packets)
			more = append(more, entry{p, a})
		}
	}

	return more
}

// overIPv4 are the services that each class reaches at a point over IPv4.
func (in *admitted) overIPv4(p *exposure.Point) map[reach.Class]netset.Services {
	over4 := map[reach.Class]netset.Services{}

	for _, e := range in.entries {
		if e.point == p {
			a := e.admission
			over4[a.Class] = over4[a.Class].Union(servicesIn(a.Packets.Within(ipv4())))
		}
	}

	return over4
}

// narrower reports whether the internet holds all sources of a class.
func narrower(class reach.Class) bool {
	return class == reach.NarrowPublic || class == reach.AWSPrefixList
}

func servicesIn(set netset.Set) netset.Services {
	var services netset.Services
	for _, some := range set.Pieces() {
		services = services.Union(some)
	}

	return services
}

// ipv6Gateways lists the subnets in which running tasks have an IPv6 address and the routes lead it to an internet
// gateway, which lets connections in.
// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
func (s *Shard) ipv6Gateways(in *admitted) []facts.IPv6Gateway {
	var all []facts.IPv6Gateway

	for _, p := range in.points {
		subnet := p.Place.Endpoint.Subnet
		named := func(g facts.IPv6Gateway) bool { return g.Subnet == subnet }

		if p.ID == "" || p.Place.Endpoint.PublicIPv6 == "" || slices.ContainsFunc(all, named) {
			continue
		}

		step, assumed, open := s.Reach.InternetGateway(subnet, ipv6())
		if !open {
			continue
		}

		fact := facts.IPv6Gateway{
			Ref: s.refs.Add(ground.Note("subnet", subnet, "subnet "+subnet)), Subnet: subnet,
			Used: s.usesIPv6(in, subnet),
			Evidence: []facts.Ref{
				s.refs.Add(ground.Note(step.Kind, step.ID, step.Text)),
				s.refs.Add(ground.Note("networkInterface", p.ID, p.Place.Name+" with address "+p.Place.Endpoint.PublicIPv6)),
			},
		}

		if assumed {
			fact.Undecided = step.Text
		}

		all = append(all, fact)
	}

	slices.SortFunc(all, func(a, b facts.IPv6Gateway) int { return cmp.Compare(a.Subnet, b.Subnet) })

	return all
}

// usesIPv6 reports whether the tasks, or a load balancer of the subnet, take connections from the internet over IPv6.
func (s *Shard) usesIPv6(in *admitted, subnet string) bool {
	taken := slices.ContainsFunc(in.entries, func(e entry) bool {
		return e.point.Place.Endpoint.Subnet == subnet && e.admission.Public &&
			!e.admission.Packets.Within(ipv6()).IsEmpty()
	})

	return taken || slices.ContainsFunc(s.Index.Snapshot.LoadBalancers, func(lb snapshot.LoadBalancer) bool {
		return lb.Scheme == "internet-facing" && lb.IPAddressType != "ipv4" && lb.IPAddressType != "" &&
			slices.Contains(lb.Subnets, subnet)
	})
}
