// Package netset computes with sets of packets, as security groups, network ACLs and routes admit them: a remote
// address, a protocol, and a port.
//
// [Services] is a set of protocols and ports, and [Set] a set of addresses, each with its services. Both are
// immutable and canonical: however a set came about, equal sets have equal parts, so that 0.0.0.0/1 with 128.0.0.0/1
// is 0.0.0.0/0. The zero value of either is the empty set. Both may be used by several goroutines at once.
//
// A set is kept as a step function: a sorted list of the places where membership changes. Every operation on two
// sets is one pass over both lists.
//
// IPv4 and IPv6 never share a list: ::/0 holds no IPv4 address and 0.0.0.0/0 no IPv6 address. An IPv4-mapped IPv6
// address (RFC 4291, section 2.5.5.2) is taken for the IPv4 address in it. ICMP belongs to IPv4 and ICMPv6 to IPv6,
// but a set holds either in both families: to leave out what no network carries is up to the caller.
package netset
