package reach_test

import (
	"net/netip"
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An inquiry is about a service that an interface asks of another. It is put once in each family that both have.
type inquiry struct {
	from, to *snapshot.NetworkInterface
	protocol string
	port     uint16
	packets  []*sent
}

// A sent packet has what reach says and what the kernel did.
type sent struct {
	probe

	by      string
	flow    reach.Flow
	verdict reach.Verdict
	passed  bool

	// others are the same from other ports of the client, where reach says that these decide.
	others []*sent
}

// doubted are the packets of which reach says more than was seen.
func (p *sent) doubted() []*sent {
	switch {
	case p.verdict == reach.Allowed && !p.passed:
		return []*sent{p}
	case p.verdict == reach.Unknown && !slices.ContainsFunc(p.others, (*sent).answered):
		return p.others
	default:
		return nil
	}
}

func (p *sent) answered() bool { return p.passed }

// pairs yields every two interfaces, both ways.
func (c *comparison) pairs() func(yield func(from, to *snapshot.NetworkInterface) bool) {
	return func(yield func(from, to *snapshot.NetworkInterface) bool) {
		for i := range c.s.NetworkInterfaces {
			for j := range c.s.NetworkInterfaces {
				if i != j && !yield(&c.s.NetworkInterfaces[i], &c.s.NetworkInterfaces[j]) {
					return
				}
			}
		}
	}
}

// inquiries are some services for every two interfaces, each packet from a port of its own.
func (c *comparison) inquiries() []inquiry {
	var inquiries []inquiry

	for from, to := range c.pairs() {
		for _, n := range c.random.Perm(2 * len(kernelPorts))[:kernelServices] {
			q := inquiry{from: from, to: to, protocol: []string{"tcp", "udp"}[n%2], port: uint16(kernelPorts[n/2])}
			q.packets = c.packets(q)

			for _, p := range q.packets {
				p.flow, p.verdict = c.ask(q, p.From.Addr().Is4(), p.From.Addr().Is6())
				p.From = c.client(p, firstClientPort, lastClientPort)

				if p.verdict == reach.Unknown {
					p.others = c.others(p)
				}
			}

			inquiries = append(inquiries, q)
		}
	}

	return inquiries
}

// others are a packet once more from each range of ports that a network ACL may tell from the others.
func (c *comparison) others(p *sent) []*sent {
	other := func(from, to uint16) *sent {
		c.last++

		o := *p
		o.ID, o.From = c.last, c.client(p, from, to)

		return &o
	}

	return []*sent{
		other(firstClientPort, firstLinuxPort-1),
		other(firstLinuxPort, lastLinuxPort),
		other(lastLinuxPort+1, lastClientPort),
	}
}

// client gives a packet a port in a range that its sender has not used yet.
func (c *comparison) client(p *sent, from, to uint16) netip.AddrPort {
	unused := c.clients[p.by]
	i := slices.IndexFunc(unused, func(port uint16) bool { return from <= port && port <= to })
	port := unused[i]
	c.clients[p.by] = slices.Delete(unused, i, i+1)

	return netip.AddrPortFrom(p.From.Addr(), port)
}

// packets are one for each family.
func (c *comparison) packets(q inquiry) []*sent {
	var packets []*sent

	for _, six := range []bool{false, true} {
		source, sends := addressOf(q.from, six)
		target, listens := addressOf(q.to, six)

		if sends && listens {
			c.last++
			packets = append(packets, &sent{by: q.from.ID, probe: probe{
				ID: c.last, Protocol: q.protocol, Name: q.to.ID,
				From: netip.AddrPortFrom(source, 0), To: netip.AddrPortFrom(target, q.port),
			}})
		}
	}

	return packets
}

// ask is what reach says of an inquiry in one family, or in both.
func (c *comparison) ask(q inquiry, four, six bool) (reach.Flow, reach.Verdict) {
	services := netset.Transport(q.protocol, q.port, q.port)
	flow := c.model.Between(c.place(q.from, four, six), c.place(q.to, four, six), services)

	return flow, flow.Verdict(services)
}

// place is an interface with its addresses of one family, or of both.
func (c *comparison) place(e *snapshot.NetworkInterface, four, six bool) reach.Place {
	part := *e
	if !four {
		part.PrivateIPs = nil
	}

	if !six {
		part.IPv6s = nil
	}

	return c.model.PlaceOf(e.ID, &part)
}

// addressOf is the address of an interface in a family.
func addressOf(e *snapshot.NetworkInterface, six bool) (netip.Addr, bool) {
	addresses := e.PrivateIPs
	if six {
		addresses = e.IPv6s
	}

	if len(addresses) == 0 {
		return netip.Addr{}, false
	}

	return aa(addresses[0]), true
}

// clientPorts are the ports that clients may choose, in some order; the first and the last of them come first.
func (c *comparison) clientPorts() []uint16 {
	ports := []uint16{firstClientPort, lastClientPort}

	for _, n := range c.random.Perm(lastClientPort - firstClientPort - 1) {
		if port := firstClientPort + 1 + n; !slices.Contains(kernelPorts, port) {
			ports = append(ports, uint16(port))
		}
	}

	return ports
}
