package reach

import (
	"net/netip"
	"slices"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Direction is that of the packet that opens a conversation, as seen from the interface.
type Direction bool

// The directions.
const (
	Inbound  Direction = false
	Outbound Direction = true
)

// An acl is a network ACL as sets: for each direction the far addresses, each with the services of the
// conversations that pass, answers included. Network ACLs are stateless, so an answer needs an entry of its own.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
type acl struct {
	*snapshot.NetworkACL

	// may is what passes for some port of the client, must for every one. Both by direction.
	may, must [2]netset.Set

	// risk is what passes for some port that an attacker may choose, below 1024 too: an entry that lets requests out to
	// 443 everywhere lets out answers to whoever sends from 443.
	risk [2]netset.Set

	// passes is what single packets may do, by direction, without a look at answers.
	passes [2]netset.Set
	why    string
}

// index is the place of a direction in the arrays.
func (d Direction) index() int {
	if d == Outbound {
		return 1
	}

	return 0
}

func (d Direction) String() string {
	if d == Outbound {
		return "outbound"
	}

	return "inbound"
}

// everywhere is every packet of both families.
func everywhere(services netset.Services) netset.Set {
	return netset.Build([]netset.Entry{
		{Prefix: netip.PrefixFrom(netip.IPv4Unspecified(), 0), Services: services},
		{Prefix: netip.PrefixFrom(netip.IPv6Unspecified(), 0), Services: services},
	})
}

// openACL admits everything, as the ACL does that AWS makes with a VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
func openACL(why string) *acl {
	all := everywhere(netset.All())
	a := &acl{may: [2]netset.Set{all, all}, passes: [2]netset.Set{all, all}, risk: [2]netset.Set{all, all}, why: why}

	if why == "" {
		a.must = a.may
	}

	return a
}

func compileACL(n *snapshot.NetworkACL) *acl {
	a := &acl{NetworkACL: n}

	var unread [2]netset.Set

	for _, d := range []Direction{Inbound, Outbound} {
		a.passes[d.index()], unread[d.index()] = firstMatches(n, d)
	}

	for _, d := range []Direction{Inbound, Outbound} {
		forth, back := d.index(), (!d).index()
		sure := a.passes[back].Subtract(unread[back])

		a.risk[forth] = a.passes[forth].Intersect(answered(a.passes[back], anyClient))
		a.may[forth] = a.passes[forth].Intersect(answered(a.passes[back], someClient))
		a.must[forth] = a.passes[forth].Subtract(unread[forth]).Intersect(answered(sure, everyClient))
	}

	return a
}

// firstMatches gives each packet to the lowest entry that matches. An entry that cannot be read passes, and
// what it matches is returned as unread too; what no entry matches is denied. One that may be missing decides nothing,
// but what it could change is unread: where it allows, what no later entry surely allows.
func firstMatches(n *snapshot.NetworkACL, d Direction) (passes, unread netset.Set) {
	entries := entriesOf(n, d)

	var decided, extra netset.Set

	for _, e := range entries {
		packets, why := entryPackets(e)
		if why != "" {
			packets = everywhere(netset.All())
		}

		packets = packets.Subtract(decided)

		switch {
		case why != "" || e.Unsure != "" && !e.Allow:
			unread = unread.Union(packets)
		case e.Unsure != "":
			extra = extra.Union(packets)
		case e.Allow:
			extra = extra.Subtract(packets)
		}

		if e.Allow || why != "" {
			passes = passes.Union(packets)
		}

		if why == "" && e.Unsure == "" {
			decided = decided.Union(packets)
		}
	}

	return passes, unread.Union(extra)
}

func entriesOf(n *snapshot.NetworkACL, d Direction) []*snapshot.NetworkACLEntry {
	var entries []*snapshot.NetworkACLEntry

	for i := range n.Entries {
		if n.Entries[i].Egress == (d == Outbound) {
			entries = append(entries, &n.Entries[i])
		}
	}

	slices.SortStableFunc(entries, func(a, b *snapshot.NetworkACLEntry) int { return a.Number - b.Number })

	return entries
}

// entryPackets reads an entry as it would a group rule: protocols and ports are written alike.
func entryPackets(e *snapshot.NetworkACLEntry) (packets netset.Set, why string) {
	rule := snapshot.SecurityGroupRule{Protocol: e.Protocol, FromPort: e.FromPort, ToPort: e.ToPort}

	services, why := ServicesOf(&rule)
	if why != "" {
		return netset.Set{}, why
	}

	for _, v := range []snapshot.Value[string]{e.CIDRIPv4, e.CIDRIPv6} {
		if v.IsUnknown() {
			return netset.Set{}, "CIDR: " + v.Reason()
		}
	}

	return packetsFrom([]string{e.CIDRIPv4.Or(e.CIDRIPv6.Or(""))}, services)
}

// The ports that clients open connections from: what any system may choose, which load balancers and NAT gateways
// do in full.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
const (
	firstClientPort = 1024
	lastClientPort  = 65535
)

// someClient reports whether the answers to some port of the client are among the services, everyClient whether
// those to all ports are.
func someClient(protocol uint8, back netset.Services) bool {
	return !back.Intersect(netset.Ports(protocol, firstClientPort, lastClientPort)).IsEmpty()
}

func everyClient(protocol uint8, back netset.Services) bool {
	return netset.Ports(protocol, firstClientPort, lastClientPort).Subset(back)
}

// anyClient is someClient for who chooses a port to get past a filter, as root may on a machine of one's own.
func anyClient(protocol uint8, back netset.Services) bool {
	return !back.Intersect(netset.Ports(protocol, 1, lastClientPort)).IsEmpty()
}

// answered turns what may go back to an address into what may come from there in conversations. TCP and UDP are
// answered to the client's port, requests of echo and timestamp by their reply; other ICMP
// messages are not answered, and other protocols by packets of their own kind.
func answered(back netset.Set, enough func(uint8, netset.Services) bool) netset.Set {
	conversations := back.Map(func(services netset.Services) netset.Services {
		forth := services.Subtract(portsAndMessages())

		for _, protocol := range []uint8{netset.ProtocolTCP, netset.ProtocolUDP} {
			if enough(protocol, services) {
				forth = forth.Union(netset.Protocol(protocol))
			}
		}

		for _, echo := range echoes() {
			if echo.reply.Subset(services) {
				forth = forth.Union(echo.request)
			}
		}

		return forth
	})

	return conversations.Union(everywhere(unanswered()))
}

type echo struct{ request, reply netset.Services }

// echoes are ping and timestamp: RFC 792 and RFC 4443, section 4. Other requests are no longer in use: RFC 6918.
func echoes() []echo {
	return []echo{
		{netset.ICMP(8, -1), netset.ICMP(0, 0)},
		{netset.ICMP(13, -1), netset.ICMP(14, 0)},
		{netset.ICMPv6(128, -1), netset.ICMPv6(129, 0)},
	}
}

func portsAndMessages() netset.Services {
	all := unanswered()

	for _, e := range echoes() {
		all = all.Union(e.request)
	}

	return all.Union(netset.Protocol(netset.ProtocolTCP)).Union(netset.Protocol(netset.ProtocolUDP))
}

// unanswered are the ICMP messages that want no answer.
func unanswered() netset.Services {
	all := netset.Protocol(netset.ProtocolICMP).Union(netset.Protocol(netset.ProtocolICMPv6))

	for _, e := range echoes() {
		all = all.Subtract(e.request)
	}

	return all
}

// deciding is the entry that decides about a packet; nil for the one that every ACL ends with, which denies.
func (a *acl) deciding(d Direction, p netset.Packet) *snapshot.NetworkACLEntry {
	if a.NetworkACL == nil {
		return nil
	}

	for _, e := range entriesOf(a.NetworkACL, d) {
		packets, why := entryPackets(e)
		if why == "" && e.Unsure == "" && packets.Contains(p.Addr, p.Service.Protocol, p.Service.Port) {
			return e
		}
	}

	return nil
}

// number is how the console writes the number of an entry.
func number(e *snapshot.NetworkACLEntry) string {
	if e == nil || e.Number == lastEntry {
		return "*"
	}

	return strconv.Itoa(e.Number)
}

// lastEntry is the number of the entry that every network ACL ends with.
const lastEntry = 32767
