package question

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
)

// parsePort reads 8080/tcp, 32768-60999/tcp, 53/udp, icmp and all. A bare number is a TCP port.
func parsePort(text string) (netset.Services, error) {
	if text == "" {
		return netset.Services{}, nil
	}

	words := text
	if strings.Trim(text, "0123456789-") == "" {
		words = "tcp " + text
	}

	services, err := netset.ParseServices(words)
	if err != nil || services.IsEmpty() {
		return netset.Services{}, fmt.Errorf("%q is no port: write 8080/tcp, 32768-60999/tcp, 53/udp, icmp or all", text)
	}

	return services, nil
}

// asked is what a question is about at a site: what is declared there where the question names no port. The port of
// a container behind a bridge is asked about at the host port that leads to it.
func (s *site) asked(port netset.Services) netset.Services {
	switch {
	case !port.IsEmpty():
		return s.translated(port)
	case s.point != nil && !s.point.Declared().IsEmpty():
		return s.point.Declared()
	case s.balancer != nil && !s.listening.IsEmpty():
		return s.listening
	default:
		return netset.All()
	}
}

// translated takes a port for that of the place where something listens there, and for a container port otherwise.
func (s *site) translated(port netset.Services) netset.Services {
	if s.point == nil || s.point.Host == nil || !s.point.Listening().Intersect(port).IsEmpty() {
		return port
	}

	var behind netset.Services

	for _, p := range s.point.Ports {
		first, last, ok := p.Mapping.ContainerPorts()
		own := netset.Transport(p.Mapping.Proto(), uint16(first), uint16(last)) //nolint:gosec // ports

		if ok && !own.Intersect(port).IsEmpty() {
			behind = behind.Union(p.Services)
		}
	}

	if behind.IsEmpty() {
		return port
	}

	return behind
}

// answers is what listens at a site, and whether all of it is declared.
func (s *site) answers(asked netset.Services) (services netset.Services, possible bool) {
	switch {
	case s.point != nil:
		answering := s.point.Listening().Intersect(asked)

		return answering, !answering.Subset(s.point.Declared())
	case s.balancer != nil:
		return s.listening.Intersect(asked), false
	default:
		return asked, false
	}
}
