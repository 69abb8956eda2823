package fleet

import (
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A hostPort is a host port of one protocol.
type hostPort struct {
	port     int
	protocol string
}

// A load is the host ports that an instance would have to reserve, and the tenants that claim them.
type load struct {
	instance *snapshot.ContainerInstance
	ports    map[hostPort]bool
	tenants  []*placement.Tenant

	// kept counts those that the agent keeps for itself; assumed is true where these are its default ones.
	kept    int
	assumed bool

	// unknown counts the mappings of which the host port is not known, for the reason why.
	unknown int
	why     string
}

// bare is the load of an instance without tasks.
func (s *Shard) bare(instance *snapshot.ContainerInstance) *load {
	l := &load{instance: instance, ports: map[hostPort]bool{}}

	for _, protocol := range []string{"tcp", "udp"} {
		for _, port := range s.Placement.Reserved(instance, protocol) {
			l.ports[hostPort{port, protocol}] = true
		}
	}

	l.kept = len(l.ports)
	_, known := s.Placement.Reserves(instance, 0, "tcp")
	l.assumed = !known

	return l
}

func (l *load) add(t *placement.Tenant) {
	for _, c := range ports.TenantClaims(t) {
		l.ports[hostPort{c.Port, c.Protocol}] = true
	}

	if n := unknownClaims(t); n > 0 {
		l.unknown += n
		l.why = ports.Unknown(t.TaskDefinition, t.Mode.Or(""))
	}

	l.tenants = append(l.tenants, t)
}

// with is the load with one more tenant.
func (l *load) with(t *placement.Tenant) *load {
	more := *l
	more.ports, more.tenants = maps.Clone(l.ports), slices.Clone(l.tenants)
	more.add(t)

	return &more
}

// The verdicts of a load, the worst last.
const (
	fits = iota
	unclear
	exceeds
)

// verdict takes the limit for certain where the ports of one protocol are above it. AWS does not say whether those of
// both count together.
func (l *load) verdict() int {
	count := map[string]int{}
	for p := range l.ports {
		count[p.protocol]++
	}

	switch {
	case max(count["tcp"], count["udp"]) > mostPorts:
		return exceeds
	case len(l.ports)+l.unknown > mostPorts:
		return unclear
	default:
		return fits
	}
}

func (l *load) undecided() string {
	switch {
	case l.verdict() != unclear:
		return ""
	case l.unknown > 0:
		return "host port: " + l.why
	default:
		return "whether the host ports of TCP and of UDP count together"
	}
}
