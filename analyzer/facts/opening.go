package facts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// An opening is what one rule admits to the range, from the widest class it lets in.
type opening struct {
	admission reach.Admission
	class     *hostClass
	services  netset.Services
	hosts     int
	tenants   []*placement.Tenant
}

func widen(found map[string]*opening, class *hostClass, a reach.Admission) {
	o := found[a.Rule.ID]
	if o == nil || rank(a) < rank(o.admission) {
		found[a.Rule.ID] = &opening{a, class, a.Services, class.count, class.tenants}

		return
	}

	if rank(a) == rank(o.admission) {
		o.services = o.services.Union(a.Services)

		if o.class != class {
			o.hosts += class.count
		}

		for _, t := range class.tenants {
			if !slices.Contains(o.tenants, t) {
				o.tenants = append(o.tenants, t)
			}
		}
	}
}

func rank(a reach.Admission) int {
	if a.Unknown != "" {
		return len(reach.Classes())
	}

	return slices.Index(reach.Classes(), a.Class)
}

// open counts the admitted ports of the protocol that has most of them.
func open(services netset.Services) int {
	return max(services.Count(netset.ProtocolTCP), services.Count(netset.ProtocolUDP))
}

func assumed(openings []*opening) []string {
	var codes []string

	for _, o := range openings {
		codes = append(codes, o.admission.Assumptions...)

		if !o.class.host.EphemeralKnown {
			codes = append(codes, EphemeralRangeDefault)
		}
	}

	return sorted(codes)
}

func sources(openings []*opening) string {
	var texts []string

	for _, o := range openings {
		text := reach.PeerText(o.admission.Rule)
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}

	return strings.Join(texts, ", ")
}

func hostNote(o *opening) noteRef {
	instance := o.class.host.Instance
	text := "instance " + instance.ID

	if address := publicAddress(o); address != "" {
		text += " with public address " + address
	}

	if o.hosts > 1 {
		text += fmt.Sprintf(" (and %d more)", o.hosts-1)
	}

	return noteRef{"instance", instance.ID, text}
}

// publicAddress is the address that the admitted sources can send to, of the family they have; empty where they
// come another way.
func publicAddress(o *opening) string {
	v4, v6 := o.admission.Packets.Addresses()

	switch {
	case !o.admission.Public:
		return ""
	case len(v4) > 0:
		return o.class.endpoint.PublicIPv4
	case len(v6) > 0:
		return o.class.endpoint.PublicIPv6
	default:
		return ""
	}
}
