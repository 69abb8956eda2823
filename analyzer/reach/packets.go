package reach

import (
	"fmt"
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Packets are the addresses that a rule names with what they may send; none for a rule that names a group. why is
// set where that cannot be told.
func (m *Model) Packets(rule *snapshot.SecurityGroupRule) (set netset.Set, why string) {
	services, why := ServicesOf(rule)
	if why != "" {
		return netset.Set{}, why
	}

	entries, why := m.peerEntries(rule, services)

	return netset.Build(entries), why
}

// packetsFrom leaves out what no network carries, as [entriesFrom] does.
func packetsFrom(cidrs []string, services netset.Services) (set netset.Set, why string) {
	entries, why := entriesFrom(cidrs, services)

	return netset.Build(entries), why
}

// entriesFrom leaves out what no network carries: ICMP over IPv6, and ICMPv6 over IPv4.
func entriesFrom(cidrs []string, services netset.Services) (entries []netset.Entry, why string) {
	for _, cidr := range cidrs {
		prefix, err := netip.ParsePrefix(cidr)
		if err != nil {
			return nil, fmt.Sprintf("peer: %q is no CIDR", cidr)
		}

		other := netset.ProtocolICMPv6
		if prefix.Addr().Is6() {
			other = netset.ProtocolICMP
		}

		entries = append(entries,
			netset.Entry{Prefix: prefix, Services: services.Subtract(netset.Protocol(other))})
	}

	return entries, ""
}

func servicesOfSet(set netset.Set) netset.Services {
	var services netset.Services
	for _, s := range set.Pieces() {
		services = services.Union(s)
	}

	return services
}

// peerEntries are the addresses that a rule names with what they may send; none for a rule that names a group. why
// is set where that cannot be told.
func (m *Model) peerEntries(
	rule *snapshot.SecurityGroupRule, services netset.Services,
) (entries []netset.Entry, why string) {
	for _, v := range []snapshot.Value[string]{rule.CIDRIPv4, rule.CIDRIPv6, rule.PrefixList, rule.ReferencedGroup} {
		if v.IsUnknown() {
			return nil, "peer: " + v.Reason()
		}
	}

	if id, ok := rule.PrefixList.Get(); ok {
		list := m.index.PrefixLists[id]
		if m.holdsNothing(list) {
			return nil, ""
		}

		if list == nil || len(list.Entries) == 0 {
			return nil, "prefix list " + id + " was not read"
		}

		return entriesFrom(list.Entries, services)
	}

	if rule.ReferencedGroup.IsKnown() {
		return nil, ""
	}

	return entriesFrom([]string{rule.CIDRIPv4.Or(rule.CIDRIPv6.Or(""))}, services)
}
