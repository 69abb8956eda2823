package netset

import (
	"strconv"
	"strings"
)

// String returns the set in the form that [ParseServices] reads, such as "tcp 80, 443; udp 53", "icmp 8/0",
// "protocol 47", "all" or "none". Equal sets have equal strings.
func (s Services) String() string {
	switch s {
	case Services{}:
		return "none"
	case All():
		return "all"
	}

	var text []string
	for _, g := range s.groups() {
		text = append(text, g.String())
	}

	return strings.Join(text, "; ")
}

// A group is what one protocol is written with, or several whole protocols that have no name.
type group struct {
	first, last uint8
	ports       []PortRange
}

func (s Services) groups() []group {
	var groups []group

	for protocol, ports := range s.Spans() {
		last := len(groups) - 1

		switch {
		case last >= 0 && groups[last].last == protocol:
			groups[last].ports = append(groups[last].ports, ports)
		case last >= 0 && groups[last].joins(protocol, ports):
			groups[last].last = protocol
		default:
			groups = append(groups, group{protocol, protocol, []PortRange{ports}})
		}
	}

	return groups
}

// joins reports whether "protocol 2-5" can become "protocol 2-6". Without it a set such as everything but SSH would
// take 256 groups.
func (g group) joins(protocol uint8, ports PortRange) bool {
	return g.whole() && whole(ports) && int(protocol) == int(g.last)+1 &&
		protocolName(g.last) == "" && protocolName(protocol) == ""
}

func (g group) whole() bool { return len(g.ports) == 1 && whole(g.ports[0]) }

func whole(r PortRange) bool { return r == PortRange{0, 0xffff} }

func (g group) String() string {
	name := protocolName(g.first)
	if name == "" {
		name = "protocol " + PortRange{uint16(g.first), uint16(g.last)}.String()
	}

	if g.whole() {
		return name
	}

	var text []string
	for _, ports := range g.ports {
		if carriesTypes(g.first) {
			text = appendTypes(text, ports.From, ports.To)
		} else {
			text = append(text, ports.String())
		}
	}

	return name + " " + strings.Join(text, ", ")
}

// appendTypes writes a range of type<<8|code as whole types "8" and "3-5", and as codes of one type "3/4" and "3/0-3".
func appendTypes(text []string, from, to uint16) []string {
	first, last := from>>8, to>>8

	switch {
	case from&0xff == 0 && to&0xff == 0xff:
		return append(text, PortRange{first, last}.String())
	case first == last:
		return append(text, strconv.Itoa(int(first))+"/"+PortRange{from & 0xff, to & 0xff}.String())
	case from&0xff != 0:
		return appendTypes(appendTypes(text, from, from|0xff), (first+1)<<8, to)
	default:
		return appendTypes(appendTypes(text, from, last<<8-1), last<<8, to)
	}
}

// protocolName returns AWS's name of a protocol, or "" where it has only a number.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func protocolName(protocol uint8) string {
	switch protocol {
	case ProtocolICMP:
		return "icmp"
	case ProtocolTCP:
		return "tcp"
	case ProtocolUDP:
		return "udp"
	case ProtocolICMPv6:
		return "icmpv6"
	default:
		return ""
	}
}

func carriesTypes(protocol uint8) bool { return protocol == ProtocolICMP || protocol == ProtocolICMPv6 }
