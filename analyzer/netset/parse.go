package netset

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ParseServices reads a set of services: what [Services.String] writes, and the form of the command line.
//
//	all, none
//	tcp, udp, icmp, icmpv6, protocol 47, protocol 2-5   whole protocols
//	8080/tcp, 32768-60999/tcp, 53/udp                   ports, the command line's form
//	tcp 80, 443, 32768-65535                            ports
//	icmp 8/0, 3/0-4, 11                                 type/code, and every code of a type
//	tcp 443; udp 53                                     several of the above but for all and none
//
// The error names the part that cannot be read and what to write in its place.
func ParseServices(text string) (Services, error) {
	switch strings.TrimSpace(text) {
	case "all":
		return All(), nil
	case "none":
		return Services{}, nil
	}

	var spans []span

	for part := range strings.SplitSeq(text, ";") {
		more, err := parseGroup(strings.TrimSpace(part))
		if err != nil {
			return Services{}, fmt.Errorf("parse services %q: %w", text, err)
		}

		spans = append(spans, more...)
	}

	return unite(spans...), nil
}

var errProtocol = errors.New(`write tcp, udp, icmp, icmpv6, "protocol 47", a port such as "443/tcp", or all`)

// parseGroup reads one protocol with its ports, or several whole ones.
func parseGroup(text string) ([]span, error) {
	if ports, name, _ := strings.Cut(text, "/"); ports != "" && (name == "tcp" || name == "udp") {
		text = name + " " + ports
	}

	name, list, _ := strings.Cut(text, " ")
	if name == "protocol" {
		return parseNumbered(list)
	}

	for _, protocol := range []uint8{ProtocolICMP, ProtocolTCP, ProtocolUDP, ProtocolICMPv6} {
		if name == protocolName(protocol) {
			return parseList(protocol, list)
		}
	}

	return nil, fmt.Errorf("%q is no protocol: %w", text, errProtocol)
}

// parseNumbered reads what follows the word protocol: a number with ports or without, or a range of numbers.
func parseNumbered(text string) ([]span, error) {
	text, list, _ := strings.Cut(strings.TrimSpace(text), " ")

	first, last, err := parseRange[uint8](text)
	if err != nil {
		return nil, fmt.Errorf("protocol number: %w", err)
	}

	if first == last {
		return parseList(first, list)
	}

	if list != "" {
		return nil, fmt.Errorf("%q: ports need a single protocol, such as protocol %d", text+" "+list, first)
	}

	return []span{{number(first, 0), number(last, 0xffff)}}, nil
}

// parseList reads the ports of a protocol, of which none means all.
func parseList(protocol uint8, list string) ([]span, error) {
	if strings.TrimSpace(list) == "" {
		return []span{{number(protocol, 0), number(protocol, 0xffff)}}, nil
	}

	var spans []span

	for item := range strings.SplitSeq(list, ",") {
		from, to, err := parsePorts(protocol, strings.TrimSpace(item))
		if err != nil {
			return nil, err
		}

		spans = append(spans, span{number(protocol, from), number(protocol, to)})
	}

	return spans, nil
}

// parsePorts reads one item of a list: ports, ICMP types, or codes of one ICMP type.
func parsePorts(protocol uint8, text string) (from, to uint16, err error) {
	if !carriesTypes(protocol) {
		return parseRange[uint16](text)
	}

	types, codes, found := strings.Cut(text, "/")

	first, last, err := parseRange[uint8](types)
	if err != nil {
		return 0, 0, fmt.Errorf("ICMP type: %w", err)
	}

	if !found {
		return uint16(first) << 8, uint16(last)<<8 | 0xff, nil
	}

	if first != last {
		return 0, 0, fmt.Errorf("%q: codes need a single ICMP type, such as %d/%s", text, first, codes)
	}

	low, high, err := parseRange[uint8](codes)
	if err != nil {
		return 0, 0, fmt.Errorf("ICMP code: %w", err)
	}

	return uint16(first)<<8 | uint16(low), uint16(first)<<8 | uint16(high), nil
}

// parseRange reads a number that fits T, or a range of such numbers.
func parseRange[T uint8 | uint16](text string) (from, to T, err error) {
	first, second, found := strings.Cut(text, "-")

	from, err = parseNumber[T](first)
	if err != nil || !found {
		return from, from, err
	}

	to, err = parseNumber[T](second)
	if err != nil {
		return 0, 0, err
	}

	if from > to {
		return 0, 0, fmt.Errorf("range %q runs backwards: write %d-%d", text, to, from)
	}

	return from, to, nil
}

func parseNumber[T uint8 | uint16](text string) (T, error) {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n > uint64(^T(0)) {
		return 0, fmt.Errorf("%q is no number from 0 to %d", text, ^T(0))
	}

	return T(n), nil
}
