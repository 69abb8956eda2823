package reach_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A comparison holds one account against the kernel.
type comparison struct {
	*lab

	random *rand.Rand
	model  *reach.Model

	// clients are the ports that an interface has not yet sent from, last the number of the last packet.
	clients map[string][]uint16
	last    int

	// disagreements counts what the kernel saw another way.
	disagreements int
}

func (c *comparison) run(total *tally) {
	c.Helper()

	if err := c.plumb(); err != nil {
		c.Fatal(err)
	}

	c.startAgents()
	c.control()

	if err := c.filter(); err != nil {
		c.Fatal(err)
	}

	inquiries := c.inquiries()

	var all, doubted []*sent

	for _, q := range inquiries {
		for _, p := range q.packets {
			all = append(append(all, p), p.others...)
		}
	}

	c.send(all, promptly)

	for _, q := range inquiries {
		for _, p := range q.packets {
			doubted = append(doubted, p.doubted()...)
		}
	}

	c.send(doubted, patiently)

	total.Lock()
	defer total.Unlock()

	for _, q := range inquiries {
		c.judge(q, total)
	}

	c.Logf("%d disagreements", c.disagreements)
}

func (c *comparison) startAgents() {
	c.Helper()

	c.clients = map[string][]uint16{}

	for i := range c.s.NetworkInterfaces {
		e := &c.s.NetworkInterfaces[i]
		hello := greeting{Name: e.ID}

		for _, six := range []bool{false, true} {
			for _, port := range kernelPorts {
				if address, ok := addressOf(e, six); ok {
					hello.Listeners = append(hello.Listeners, netip.AddrPortFrom(address, uint16(port)))
				}
			}
		}

		c.start(hello)
		c.clients[e.ID] = c.clientPorts()
	}
}

// control sends within each VPC before any filter is there, until everything has passed: the wires are ready then,
// and what does not pass later has met a filter.
func (c *comparison) control() {
	c.Helper()

	var open []*sent

	for from, to := range c.pairs() {
		if from.VPC != to.VPC {
			continue
		}

		for _, p := range c.packets(inquiry{from: from, to: to, protocol: "udp", port: uint16(kernelPorts[0])}) {
			p.From = netip.AddrPortFrom(p.From.Addr(), 0)
			open = append(open, p)
		}
	}

	for deadline := time.Now().Add(patiently); len(open) > 0; {
		c.send(open, promptly)
		open = slices.DeleteFunc(open, func(p *sent) bool { return p.passed })

		if len(open) > 0 && time.Now().After(deadline) {
			c.Fatalf("no wire from %s to %s", open[0].From.Addr(), open[0].To.Addr())
		}
	}
}

// send has every agent send its packets, all of them at once.
func (c *comparison) send(packets []*sent, wait time.Duration) {
	c.Helper()

	byAgent := map[string][]*sent{}
	for _, p := range packets {
		p.Wait = wait
		byAgent[p.by] = append(byAgent[p.by], p)
	}

	var group errgroup.Group

	for id, own := range byAgent {
		group.Go(func() error { return c.agents[id].send(own) })
	}

	if err := group.Wait(); err != nil {
		c.Fatal(err)
	}
}

// judge compares each packet, and whether any has passed: an interface that is asked for may use either family.
func (c *comparison) judge(q inquiry, total *tally) {
	c.Helper()

	passed := false

	for _, p := range q.packets {
		passed = passed || p.passed

		if p.verdict == reach.Unknown {
			total.open++
			c.judgeOpen(p)

			continue
		}

		total.compared++
		if p.passed {
			total.passed++
		}

		if (p.verdict == reach.Allowed) != p.passed {
			c.disagree(p.flow, "%s from %s to %s: reach says %s, the kernel let it pass: %t",
				p.Protocol, p.From, p.To, p.verdict, p.passed)
		}
	}

	flow, verdict := c.ask(q, true, true)
	if verdict != reach.Unknown && (verdict == reach.Allowed) != passed {
		c.disagree(flow, "%s from %s to %s port %d, in any family: reach says %s, the kernel let it pass: %t",
			q.protocol, q.from.ID, q.to.ID, q.port, verdict, passed)
	}
}

// judgeOpen holds reach to its word that the client's port decides: from one it passes, from another it does not.
func (c *comparison) judgeOpen(p *sent) {
	c.Helper()

	count := 0

	for _, o := range p.others {
		if o.passed {
			count++
		}
	}

	if count == 0 || count == len(p.others) {
		c.disagree(p.flow, "%s from %s to %s: reach says the client's port decides, the kernel let pass %d ports of %d",
			p.Protocol, p.From.Addr(), p.To, count, len(p.others))
	}
}

// disagree fails with the evidence that reach gives. What is wrong is often wrong a hundred times: a few are shown.
func (c *comparison) disagree(f reach.Flow, format string, args ...any) {
	c.Helper()

	c.disagreements++
	if c.disagreements > 5 {
		c.Fail()

		return
	}

	var b strings.Builder

	for _, step := range slices.Concat(slices.Concat(c.model.Paths(f)...), c.model.Blockers(f)) {
		fmt.Fprintf(&b, "\n  %s %s: %s", step.Kind, step.ID, step.Text)
	}

	c.Errorf(format+"%s", append(args, &b)...)
}

// written is an account for people to read.
func written(s *snapshot.Snapshot) string {
	var b strings.Builder

	for _, e := range s.NetworkInterfaces {
		fmt.Fprintln(&b, e.ID, e.Subnet, e.PrivateIPs, e.IPv6s, e.SecurityGroups)
	}

	for _, p := range s.Peerings {
		fmt.Fprintln(&b, p.ID, p.Status, p.Requester.Region, p.Accepter.Region)
	}

	for _, t := range s.RouteTables {
		fmt.Fprintln(&b, t.ID, t.VPC, t.Subnets, t.Routes)
	}

	for _, l := range s.PrefixLists {
		fmt.Fprintln(&b, l.ID, l.Entries)
	}

	for _, g := range s.SecurityGroups {
		for _, r := range g.Rules {
			fmt.Fprintln(&b, g.ID, reach.RuleText(&r))
		}
	}

	for _, a := range s.NetworkACLs {
		for _, e := range a.Entries {
			r := snapshot.SecurityGroupRule{
				Egress: e.Egress, Protocol: e.Protocol, FromPort: e.FromPort, ToPort: e.ToPort,
				CIDRIPv4: e.CIDRIPv4, CIDRIPv6: e.CIDRIPv6,
			}
			verdict := map[bool]string{false: "deny", true: "allow"}[e.Allow]
			fmt.Fprintln(&b, a.ID, a.Subnets, e.Number, verdict, reach.RuleText(&r))
		}
	}

	return b.String()
}
