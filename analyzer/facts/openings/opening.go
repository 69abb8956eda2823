package openings

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// An opening is what one rule admits to the range, from the widest class it lets in.
type opening struct {
	admission reach.Admission

	// class is the hosts that evidence shows; instances are all of them.
	class     *hostClass
	services  netset.Services
	instances map[string]bool
	tenants   []*placement.Tenant
}

// widen keeps the widest of what a rule admits to any class of hosts. What is known precedes what rests on an
// assumption, and what is equal is joined, so that the order of the hosts does not matter.
func widen(found map[string]*opening, class *hostClass, a reach.Admission) {
	o := found[a.Rule.ID]

	switch {
	case o == nil || grade(a) < grade(o.admission):
		o = &opening{admission: a, class: class, services: a.Services, instances: map[string]bool{}}
		found[a.Rule.ID] = o
	case grade(a) > grade(o.admission):
		return
	case class.first() < o.class.first():
		o.admission, o.class = a, class
	}

	o.services = o.services.Union(a.Services)

	for _, id := range class.instances {
		o.instances[id] = true
	}

	for _, t := range class.tenants {
		if !slices.Contains(o.tenants, t) {
			o.tenants = append(o.tenants, t)
		}
	}
}

// unjudged is why an admission cannot be graded; empty where it can.
func unjudged(a reach.Admission) string { return cmp.Or(a.Unknown, a.Unclassified) }

// grade orders admissions by class, the widest first, and then by what stands behind them.
func grade(a reach.Admission) int {
	step := len(facts.Assumptions()) + 1
	if unjudged(a) != "" {
		return step * len(reach.Classes())
	}

	return step*slices.Index(reach.Classes(), a.Class) + facts.Weakenings(a.Assumptions)
}

// witnesses are the openings that make a fact what it is: the surest that opens all of it, of which one is enough, or
// else all of them. From the internet it is enough that one opens anything.
func witnesses(openings []*opening, services netset.Services) []*opening {
	enough := slices.DeleteFunc(slices.Clone(openings), func(o *opening) bool {
		return o.admission.Class != reach.Internet && !services.Subset(o.services)
	})
	if len(enough) == 0 {
		return openings
	}

	return []*opening{surest(enough, func(o *opening) []string { return o.admission.Assumptions })}
}

// assumed is what was taken for granted of openings.
func assumed(openings []*opening) []string {
	var codes []string

	for _, o := range openings {
		codes = append(codes, o.admission.Assumptions...)

		if !o.class.host.EphemeralKnown {
			codes = append(codes, facts.EphemeralRangeDefault)
		}
	}

	return ground.Sorted(codes)
}

func hostNote(o *opening) ground.NoteRef {
	id := o.class.first()
	text := "instance " + id

	if address := publicAddress(o); address != "" {
		text += " with public address " + address
	}

	if len(o.instances) > 1 {
		text += fmt.Sprintf(" (and %d more)", len(o.instances)-1)
	}

	return ground.Note("instance", id, text)
}

// publicAddress is the address that the admitted sources can send to, of the family they have; empty where they
// come another way.
func publicAddress(o *opening) string { return addressOf(o.admission, o.class.endpoint) }

func addressOf(a reach.Admission, e reach.Endpoint) string {
	v4, v6 := a.Packets.Addresses()

	switch {
	case !a.Public:
		return ""
	case len(v4) > 0:
		return e.PublicIPv4
	case len(v6) > 0:
		return e.PublicIPv6
	default:
		return ""
	}
}

// wholeVPC reports whether openings admit, to all that they open together, every IPv4 address of the VPC of the hosts.
// IPv6 does not count: not every host has it.
func (s *Shard) wholeVPC(openings []*opening) bool {
	var (
		admitted, all netset.Set
		services      netset.Services
	)

	for _, o := range openings {
		admitted, services = admitted.Union(o.admission.Packets), services.Union(o.admission.Services)
	}

	subnet := s.Index.Subnets[openings[0].class.endpoint.Subnet]
	if subnet == nil || s.Index.VPCs[subnet.VPC] == nil {
		return false
	}

	for _, cidr := range s.Index.VPCs[subnet.VPC].CIDRs {
		if prefix, err := netip.ParsePrefix(cidr); err == nil {
			all = all.Union(netset.Of(prefix, services))
		}
	}

	return !all.IsEmpty() && all.Subset(admitted)
}
