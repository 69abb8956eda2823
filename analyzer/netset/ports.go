package netset

import (
	"iter"
	"strconv"
)

// A Service is one protocol with one port, or what the protocol has in its place; see [Services].
type Service struct {
	Protocol uint8
	Port     uint16
}

// String returns the service in the form that [ParseServices] reads.
func (s Service) String() string { return Ports(s.Protocol, s.Port, s.Port).String() }

// A PortRange is the ports of one protocol between From and To, both included.
type PortRange struct{ From, To uint16 }

// String returns the range as "80" or "80-443".
func (r PortRange) String() string {
	from := strconv.Itoa(int(r.From))
	if r.From == r.To {
		return from
	}

	return from + "-" + strconv.Itoa(int(r.To))
}

// Spans yields the port ranges of every protocol, by rising protocol and port. The ranges of one protocol never
// touch. A set of whole protocols yields each of them: [All] has 256.
func (s Services) Spans() iter.Seq2[uint8, PortRange] {
	return func(yield func(uint8, PortRange) bool) {
		bounds := s.boundaries

		for i := 0; i < bounds.len(); i += 2 {
			if !cut(bounds.at(i), bounds.at(i+1), yield) {
				return
			}
		}
	}
}

// cut yields the numbers below end, protocol by protocol, and reports whether to go on.
func cut(from, end uint32, yield func(uint8, PortRange) bool) bool {
	for from < end {
		next := min(end, (from|0xffff)+1)
		if !yield(uint8(from>>16&0xff), PortRange{uint16(from & 0xffff), uint16((next - 1) & 0xffff)}) {
			return false
		}

		from = next
	}

	return true
}

// Ports returns the port ranges of one protocol, by rising port.
func (s Services) Ports(protocol uint8) []PortRange {
	var ranges []PortRange

	for _, ports := range s.Intersect(Protocol(protocol)).Spans() {
		ranges = append(ranges, ports)
	}

	return ranges
}

// Count returns how many ports of a protocol the set holds, at most 65536.
func (s Services) Count(protocol uint8) int {
	count := 0
	for _, ports := range s.Ports(protocol) {
		count += int(ports.To) - int(ports.From) + 1
	}

	return count
}

// Min returns the first service of the set, and whether there is one.
func (s Services) Min() (Service, bool) {
	for protocol, ports := range s.Spans() {
		return Service{protocol, ports.From}, true
	}

	return Service{}, false
}
