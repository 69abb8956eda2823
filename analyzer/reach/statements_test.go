package reach_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A statement is a sentence of the documentation, with a flow of which it says yes and one of which it says no.
type statement struct{ yes, no *flow }

// A flow is a question: may these services pass, and must they, from one end to the other.
type flow struct {
	account  *snapshot.Snapshot
	from, to snapshot.NetworkInterface
	services string
}

// eni is an interface with addresses of either family; one without a subnet is a bare address.
func eni(subnet, addrs string, groups ...string) snapshot.NetworkInterface {
	e := snapshot.NetworkInterface{ID: "eni-" + addrs, Subnet: subnet, SecurityGroups: groups}

	for addr := range strings.FieldsSeq(addrs) {
		if strings.Contains(addr, ":") {
			e.IPv6s = append(e.IPv6s, addr)
		} else {
			e.PrivateIPs = append(e.PrivateIPs, addr)
		}
	}

	return e
}

func bare(addr string) snapshot.NetworkInterface { return eni("", addr) }

func withPublic(e snapshot.NetworkInterface) snapshot.NetworkInterface {
	e.PublicIPs = []string{publicIPv4}

	return e
}

func (f *flow) verdict(t *testing.T) reach.Verdict {
	t.Helper()

	services, err := netset.ParseServices(f.services)
	if err != nil {
		t.Fatal(err)
	}

	m := model(f.account)
	place := func(e snapshot.NetworkInterface) reach.Place {
		if e.Subnet != "" {
			return m.PlaceOf(e.ID, &e)
		}

		addr := aa(strings.Join(append(e.PrivateIPs, e.IPv6s...), ""))

		return reach.Outside(addr.String(), netset.Of(netip.PrefixFrom(addr, addr.BitLen()), netset.All()))
	}

	return m.Between(place(f.from), place(f.to), services).Verdict(services)
}

// everything is the group that lets everything in and out.
func everything() snapshot.SecurityGroup {
	return group("sg-open", "-1 0.0.0.0/0", "-1 ::/0", "out -1 0.0.0.0/0", "out -1 ::/0")
}

// admits is the usual account with a group sg-a of these rules beside the open one.
func admits(rules ...string) *snapshot.Snapshot {
	return account(everything(), group("sg-a", rules...))
}

func changed(s *snapshot.Snapshot, change func(*snapshot.Snapshot)) *snapshot.Snapshot {
	change(s)

	return s
}

// filtered is the usual account with a network ACL on the private subnet. Entries, in the order of their numbers, are
// such as "in allow tcp 80-443 10.0.0.0/8".
func filtered(entries ...string) *snapshot.Snapshot {
	acl := snapshot.NetworkACL{ID: "acl-1", VPC: vpc, Subnets: []string{private}}

	for i, text := range entries {
		f := strings.Fields(text)
		r := rule("", strings.Join(f[2:], " "))
		acl.Entries = append(acl.Entries, snapshot.NetworkACLEntry{
			Number: 100 + i, Egress: f[0] == "out", Allow: f[1] == "allow",
			Protocol: r.Protocol, FromPort: r.FromPort, ToPort: r.ToPort, CIDRIPv4: r.CIDRIPv4, CIDRIPv6: r.CIDRIPv6,
		})
	}

	return changed(account(everything()), func(s *snapshot.Snapshot) { s.NetworkACLs = []snapshot.NetworkACL{acl} })
}

// Interfaces of the usual account, in the private subnet (near and open) and in the public one (front), and addresses
// of the internet.
var (
	near4   = eni(private, "10.0.1.4", "sg-a")
	near6   = eni(private, "2001:db8:1:1::4", "sg-a")
	open4   = eni(private, "10.0.1.4", "sg-open")
	open6   = eni(private, "2001:db8:1:1::4", "sg-open")
	beside4 = eni(private, "10.0.1.5", "sg-open")
	front4  = eni(public, "10.0.0.4", "sg-open")
	front6  = eni(public, "2001:db8:1::4", "sg-open")
	world4  = bare("198.51.100.200")
	world6  = bare("2a00::1")
)

func runStatements(t *testing.T, statements map[string]statement) {
	t.Helper()

	for name, s := range statements {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := s.yes.verdict(t); got != reach.Allowed {
				t.Errorf("got %s, want allowed", got)
			}

			if got := s.no.verdict(t); got != reach.Blocked {
				t.Errorf("got %s, want blocked", got)
			}
		})
	}
}

func TestStatementsOfSecurityGroups(t *testing.T) {
	t.Parallel()
	runStatements(t, map[string]statement{
		// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
		"there are only rules that allow": {
			&flow{admits("tcp 80 10.0.0.0/16"), front4, near4, "tcp 80"},
			&flow{admits(), front4, near4, "tcp 80"},
		},
		"the rules of all groups of an interface are one set": {
			&flow{admits("tcp 80 10.0.0.0/16"), front4, eni(private, "10.0.1.4", "sg-a", "sg-none", "sg-open"), "tcp 80"},
			&flow{
				account(everything(), group("sg-a"), group("sg-b")),
				front4, eni(private, "10.0.1.4", "sg-a", "sg-b"), "tcp 80",
			},
		},
		"a group is stateful: an answer needs no rule": {
			&flow{admits("tcp 80 10.0.0.0/16"), front4, near4, "tcp 80"},
			&flow{admits("tcp 80 10.0.0.0/16"), near4, front4, "tcp 80"},
		},
		"without outbound rules nothing leaves": {
			&flow{admits("out tcp 443 0.0.0.0/0"), near4, front4, "tcp 443"},
			&flow{admits("tcp 443 0.0.0.0/0"), near4, front4, "tcp 443"},
		},
		// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
		"a reference means the members of the group": {
			&flow{admits("tcp 80 sg-open"), front4, near4, "tcp 80"},
			&flow{admits("tcp 80 sg-other"), front4, near4, "tcp 80"},
		},
		"a reference imports no rules of the group": {
			&flow{admits("tcp 80 sg-open"), front4, near4, "tcp 80"},
			&flow{admits("tcp 81 sg-open"), front4, near4, "tcp 80"},
		},
		"a reference means private ways, not a public address": {
			&flow{admits("tcp 80 sg-open"), front4, near4, "tcp 80"},
			&flow{admits("tcp 80 sg-open"), bare(publicIPv4), withPublic(eni(public, "10.0.0.9", "sg-a")), "tcp 80"},
		},
		"a reference is not the addresses of its members' subnet": {
			&flow{admits("tcp 80 sg-open"), beside4, near4, "tcp 80"},
			&flow{admits("tcp 80 sg-open"), bare("10.0.1.9"), near4, "tcp 80"},
		},
		"two members of one group talk only where it names itself": {
			&flow{admits("tcp 80 sg-a", "out tcp 80 sg-a"), near4, eni(private, "10.0.1.6", "sg-a"), "tcp 80"},
			&flow{admits("tcp 80 sg-open", "out tcp 80 sg-a"), near4, eni(private, "10.0.1.6", "sg-a"), "tcp 80"},
		},
		// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
		"protocol -1 is every protocol and port": {
			&flow{admits("-1 10.0.0.0/16"), front4, near4, "tcp; udp 0; icmp; protocol 47"},
			&flow{admits("tcp 10.0.0.0/16", "udp 10.0.0.0/16", "icmp 10.0.0.0/16"), front4, near4, "protocol 47"},
		},
		"any other protocol than tcp, udp and icmp has no ports": {
			&flow{admits("47 80 10.0.0.0/16"), front4, near4, "protocol 47"},
			&flow{admits("47 80 10.0.0.0/16"), front4, near4, "protocol 50"},
		},
		"the ports of icmp are type and code, -1 is all": {
			&flow{admits("icmp 8/-1 10.0.0.0/16"), front4, near4, "icmp 8/0-255"},
			&flow{admits("icmp 8/-1 10.0.0.0/16"), front4, near4, "icmp 3/4"},
		},
		"icmpv6 is IPv6's": {
			&flow{admits("icmpv6 ::/0"), front6, near6, "icmpv6"},
			&flow{admits("icmpv6 0.0.0.0/0"), front4, near4, "icmpv6"},
		},
		"absent ports are all ports, and port 0 exists": {
			&flow{admits("tcp 10.0.0.0/16"), front4, near4, "tcp 0-65535"},
			&flow{admits("tcp 1-65535 10.0.0.0/16"), front4, near4, "tcp 0"},
		},
		"0.0.0.0/0 holds no IPv6 and ::/0 no IPv4": {
			&flow{admits("-1 ::/0"), front6, near6, "tcp 80"},
			&flow{admits("-1 0.0.0.0/0"), front6, near6, "tcp 80"},
		},
		// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html#eni-basics
		"an interface sends from its own addresses": {
			&flow{admits("tcp 80 10.0.0.4/32"), front4, near4, "tcp 80"},
			&flow{admits("tcp 80 10.0.0.4/32"), eni(public, "10.0.0.5", "sg-open"), near4, "tcp 80"},
		},
		// https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
		"a prefix list means its entries": {
			&flow{listed(admits("tcp 80 pl-1"), "10.0.0.0/24"), front4, near4, "tcp 80"},
			&flow{listed(admits("tcp 80 pl-1"), "10.0.1.0/24"), front4, near4, "tcp 80"},
		},
		// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
		"a CIDR means addresses, with the bits of the host cut off": {
			&flow{admits("tcp 80 10.0.0.18/18"), front4, near4, "tcp 80"},
			&flow{admits("tcp 80 10.0.64.18/18"), front4, near4, "tcp 80"},
		},
	})
}

func listed(s *snapshot.Snapshot, entries ...string) *snapshot.Snapshot {
	s.PrefixLists = []snapshot.PrefixList{{ID: "pl-1", Entries: entries}}

	return s
}

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
func TestStatementsOfNetworkACLs(t *testing.T) {
	t.Parallel()

	const in, out, answers = "in allow tcp 80 0.0.0.0/0", "out allow -1 0.0.0.0/0", "out allow tcp 1024-65535 0.0.0.0/0"

	runStatements(t, map[string]statement{
		"the lowest number that matches decides": {
			&flow{filtered(in, "in deny -1 0.0.0.0/0", out), front4, open4, "tcp 80"},
			&flow{filtered("in deny -1 0.0.0.0/0", in, out), front4, open4, "tcp 80"},
		},
		"what no entry matches is denied": {
			&flow{filtered(in, out), front4, open4, "tcp 80"},
			&flow{filtered(in, out), front4, open4, "tcp 81"},
		},
		"an answer needs an entry for the client's port": {
			&flow{filtered(in, answers), front4, open4, "tcp 80"},
			&flow{filtered(in, "out allow tcp 80 0.0.0.0/0"), front4, open4, "tcp 80"},
		},
		"an echo request needs an entry for the reply": {
			&flow{filtered("in allow icmp 8/0 0.0.0.0/0", "out allow icmp 0/0 0.0.0.0/0"), front4, open4, "icmp 8/0"},
			&flow{filtered("in allow icmp 8/0 0.0.0.0/0", "out allow icmp 8/0 0.0.0.0/0"), front4, open4, "icmp 8/0"},
		},
		"the source's subnet filters as well": {
			&flow{filtered("out allow tcp 80 0.0.0.0/0", "in allow tcp 1024-65535 0.0.0.0/0"), open4, front4, "tcp 80"},
			&flow{filtered("out allow tcp 80 0.0.0.0/0"), open4, front4, "tcp 80"},
		},
		"nothing is filtered within a subnet": {
			&flow{filtered(), beside4, open4, "tcp 80"},
			&flow{filtered(), front4, open4, "tcp 80"},
		},
		"entries for IPv4 and IPv6 are apart": {
			&flow{filtered("in allow -1 ::/0", "out allow -1 ::/0"), front6, open6, "tcp 80"},
			&flow{filtered("in allow -1 ::/0", "out allow -1 ::/0"), front4, open4, "tcp 80"},
		},
		"a subnet that names no network ACL has the VPC's default": {
			&flow{filtered(), world4, withPublic(front4), "tcp 80"},
			&flow{changed(filtered(), defaultACL), world4, withPublic(front4), "tcp 80"},
		},
	})
}

func defaultACL(s *snapshot.Snapshot) { s.NetworkACLs[0].Default, s.NetworkACLs[0].Subnets = true, nil }

// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
func TestStatementsOfRoutes(t *testing.T) {
	t.Parallel()

	ownRoutes := func(routes ...string) *snapshot.Snapshot {
		s := account(everything())
		s.RouteTables = append(s.RouteTables, table("rtb-own", private, routes...))

		return s
	}
	online := withPublic(open4)

	runStatements(t, map[string]statement{
		"the longest prefix decides": {
			&flow{ownRoutes("0.0.0.0/0 nat-1", "198.51.100.0/24 igw-1"), world4, online, "tcp 80"},
			&flow{ownRoutes("0.0.0.0/0 igw-1", "198.51.100.0/24 nat-1"), world4, online, "tcp 80"},
		},
		"of equal routes that of a prefix list is the second": {
			&flow{listed(ownRoutes("pl-1 nat-1", "198.51.100.0/24 igw-1"), "198.51.100.0/24"), world4, online, "tcp 80"},
			&flow{listed(ownRoutes("pl-1 igw-1", "198.51.100.0/24 nat-1"), "198.51.100.0/24"), world4, online, "tcp 80"},
		},
		"a blackhole drops": {
			&flow{ownRoutes("0.0.0.0/0 igw-1"), online, world4, "tcp 80"},
			&flow{ownRoutes("0.0.0.0/0 igw-1 blackhole"), online, world4, "tcp 80"},
		},
		"every table has the local route": {
			&flow{ownRoutes(), front4, open4, "tcp 80"},
			&flow{ownRoutes(), world4, online, "tcp 80"},
		},
		"a subnet that names no table has the main one": {
			&flow{account(everything()), open4, world4, "tcp 80"},
			&flow{account(everything()), world4, online, "tcp 80"},
		},
		"the internet needs a public IPv4 address": {
			&flow{ownRoutes("0.0.0.0/0 igw-1"), world4, online, "tcp 80"},
			&flow{ownRoutes("0.0.0.0/0 igw-1"), world4, open4, "tcp 80"},
		},
		"an internet gateway that is attached to nothing leads nowhere": {
			&flow{changed(ownRoutes("0.0.0.0/0 igw-1"), gateway(vpc)), world4, online, "tcp 80"},
			&flow{changed(ownRoutes("0.0.0.0/0 igw-1"), gateway("")), world4, online, "tcp 80"},
		},
		"through a NAT gateway packets go out only": {
			&flow{ownRoutes("0.0.0.0/0 nat-1"), open4, world4, "tcp 80"},
			&flow{ownRoutes("0.0.0.0/0 nat-1"), world4, open4, "tcp 80"},
		},
		"through an egress-only internet gateway packets go out only": {
			&flow{ownRoutes("::/0 eigw-1"), open6, world6, "tcp 80"},
			&flow{ownRoutes("::/0 eigw-1"), world6, open6, "tcp 80"},
		},
		"a global IPv6 address needs no association": {
			&flow{ownRoutes("::/0 igw-1"), world6, open6, "tcp 80"},
			&flow{ownRoutes("::/0 igw-1"), world6, eni(private, "fd00:1::4", "sg-open"), "tcp 80"},
		},
	})
}

func gateway(attached string) func(*snapshot.Snapshot) {
	return func(s *snapshot.Snapshot) {
		s.InternetGateways = []snapshot.InternetGateway{{ID: "igw-1", VPC: attached}}
	}
}

// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func TestStatementsOfBlockPublicAccess(t *testing.T) {
	t.Parallel()

	blocked := func(mode string, exclusions ...string) *snapshot.Snapshot {
		setting := snapshot.VPCBlockPublicAccess{Mode: mode}

		for i := 0; i < len(exclusions); i += 2 {
			setting.Exclusions = append(setting.Exclusions,
				snapshot.VPCBlockPublicAccessExclusion{Resource: exclusions[i], Mode: exclusions[i+1]})
		}

		s := account(everything())
		s.VPCBlockPublicAccess = []snapshot.VPCBlockPublicAccess{setting}

		return s
	}
	online := withPublic(front4)

	runStatements(t, map[string]statement{
		"an internet gateway is closed both ways": {
			&flow{blocked("off"), online, world4, "tcp 80"},
			&flow{blocked("block-bidirectional"), online, world4, "tcp 80"},
		},
		"block-ingress leaves NAT gateways open, and closes internet gateways": {
			&flow{blocked("block-ingress"), open4, world4, "tcp 80"},
			&flow{blocked("block-ingress"), world4, online, "tcp 80"},
		},
		"block-bidirectional closes NAT gateways too": {
			&flow{blocked("block-ingress"), open4, world4, "tcp 80"},
			&flow{blocked("block-bidirectional"), open4, world4, "tcp 80"},
		},
		"an exclusion spares a VPC or a subnet": {
			&flow{blocked("block-bidirectional", vpc, "allow-bidirectional"), world4, online, "tcp 80"},
			&flow{blocked("block-bidirectional", private, "allow-bidirectional"), world4, online, "tcp 80"},
		},
		"an exclusion for egress admits nothing": {
			&flow{blocked("block-bidirectional", vpc, "allow-egress"), open4, world4, "tcp 80"},
			&flow{blocked("block-bidirectional", vpc, "allow-egress"), world4, online, "tcp 80"},
		},
	})
}

// connected is the usual account with a second VPC behind a connection, and routes there and back.
func connected(target string, rules ...string) *snapshot.Snapshot {
	s := admits(rules...)
	s.RouteTables = append(s.RouteTables, table("rtb-own", private, "10.2.0.0/16 "+target),
		snapshot.RouteTable{ID: "rtb-2", VPC: "vpc-2", Main: true, Routes: []snapshot.Route{
			{Destination: "10.0.0.0/16", Target: target},
		}})
	s.Peerings = []snapshot.Peering{{
		ID: "pcx-1", Status: "active",
		Requester: snapshot.PeeredVPC{VPC: vpc, Region: "eu-north-1", CIDRs: []string{"10.0.0.0/16"}},
		Accepter:  snapshot.PeeredVPC{VPC: "vpc-2", Region: "eu-north-1", CIDRs: []string{"10.2.0.0/16"}},
	}}
	on := snapshot.Known(true)
	s.TransitGateways = []snapshot.TransitGateway{{ID: "tgw-1", SecurityGroupReferencing: on}}
	s.TransitGatewayAttachments = []snapshot.TransitGatewayAttachment{
		{TransitGateway: "tgw-1", Resource: vpc, State: "available", SecurityGroupReferencing: on},
		{TransitGateway: "tgw-1", Resource: "vpc-2", State: "available", SecurityGroupReferencing: on},
	}

	return s
}

// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
func TestStatementsOfPeering(t *testing.T) {
	t.Parallel()

	far := eni("subnet-2", "10.2.0.4", "sg-open")
	peered := func(change func(*snapshot.Peering), rules ...string) *snapshot.Snapshot {
		return changed(connected("pcx-1", rules...), func(s *snapshot.Snapshot) { change(&s.Peerings[0]) })
	}
	same := func(*snapshot.Peering) {}
	reference := "tcp 80 sg-open"

	runStatements(t, map[string]statement{
		"only an active connection passes packets": {
			&flow{peered(same, "tcp 80 10.2.0.0/16"), far, near4, "tcp 80"},
			&flow{peered(func(p *snapshot.Peering) { p.Status = "deleted" }, "tcp 80 10.2.0.0/16"), far, near4, "tcp 80"},
		},
		"a connection leads to the CIDRs of the other VPC only": {
			&flow{peered(same), bare("10.2.0.9"), open4, "tcp 80"},
			&flow{
				peered(func(p *snapshot.Peering) { p.Accepter.CIDRs = []string{"10.3.0.0/16"} }),
				bare("10.2.0.9"), open4, "tcp 80",
			},
		},
		"a connection leads to the VPC at its end, whoever has the addresses": {
			&flow{peered(same, "tcp 80 0.0.0.0/0"), far, near4, "tcp 80"},
			&flow{peered(func(p *snapshot.Peering) { p.Accepter.VPC = "vpc-3" }, "tcp 80 0.0.0.0/0"), far, near4, "tcp 80"},
		},
		"a rule may name a group of the other VPC in the same Region": {
			&flow{peered(same, reference), far, near4, "tcp 80"},
			&flow{peered(func(p *snapshot.Peering) { p.Accepter.Region = "us-east-1" }, reference), far, near4, "tcp 80"},
		},
	})
}

// A snapshot does not hold the routes of a transit gateway, so what passes there is never sure.
// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
func TestStatementsOfTransitGateways(t *testing.T) {
	t.Parallel()

	far := eni("subnet-2", "10.2.0.4", "sg-open")
	inbound, off := connected("tgw-1", "tcp 80 sg-open"), snapshot.Known(false)

	for name, tt := range map[string]struct {
		flow *flow
		want reach.Verdict
	}{
		"an inbound rule may name a group of another attached VPC": {&flow{inbound, far, near4, "tcp 80"}, reach.Unknown},
		"an outbound rule may not": {
			&flow{connected("tgw-1", "out tcp 80 sg-open"), near4, far, "tcp 80"}, reach.Blocked,
		},
		"the gateway must allow it": {
			&flow{changed(connected("tgw-1", "tcp 80 sg-open"), func(s *snapshot.Snapshot) {
				s.TransitGateways[0].SecurityGroupReferencing = off
			}), far, near4, "tcp 80"}, reach.Blocked,
		},
		"both attachments must allow it": {
			&flow{changed(connected("tgw-1", "tcp 80 sg-open"), func(s *snapshot.Snapshot) {
				s.TransitGatewayAttachments[1].SecurityGroupReferencing = snapshot.Value[bool]{}
			}), far, near4, "tcp 80"}, reach.Blocked,
		},
		"an attachment that was not read may allow it": {
			&flow{changed(connected("tgw-1", "tcp 80 sg-open"), func(s *snapshot.Snapshot) {
				s.TransitGatewayAttachments = nil
			}), far, near4, "tcp 80"}, reach.Unknown,
		},
		"an attachment that goes away carries nothing": {
			&flow{changed(connected("tgw-1", "tcp 80 0.0.0.0/0"), func(s *snapshot.Snapshot) {
				s.TransitGatewayAttachments[1].State = "deleting"
			}), far, near4, "tcp 80"}, reach.Blocked,
		},
		"different ways there and back are never sure": {
			&flow{changed(connected("tgw-1", "tcp 80 0.0.0.0/0"), func(s *snapshot.Snapshot) {
				s.RouteTables[3].Routes[0].Target = "pcx-1"
			}), far, near4, "tcp 80"}, reach.Unknown,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := tt.flow.verdict(t); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// What other tools stumble on, as far as it is a matter of reach.
func TestInputsThatBreakOtherTools(t *testing.T) {
	t.Parallel()

	anyone := withPublic(eni(public, "10.0.0.9 2001:db8:1::9", "sg-a"))
	noRoute := admits("tcp 80 0.0.0.0/0")
	noRoute.RouteTables = noRoute.RouteTables[1:]

	runStatements(t, map[string]statement{
		"an IPv6 entry of a network ACL": {
			&flow{filtered("in allow tcp 80 ::/0", "out allow -1 ::/0"), front6, open6, "tcp 80"},
			&flow{filtered("in allow tcp 80 ::/0", "out allow -1 ::/0"), front6, open6, "tcp 81"},
		},
		"a group that admits ::/0 only": {
			&flow{admits("tcp 80 ::/0"), world6, anyone, "tcp 80"},
			&flow{admits("tcp 80 ::/0"), world4, anyone, "tcp 80"},
		},
		"a group that admits a prefix list only": {
			&flow{listed(admits("tcp 80 pl-1"), "0.0.0.0/0"), world4, anyone, "tcp 80"},
			&flow{listed(admits("tcp 80 pl-1"), "192.0.2.0/24"), world4, anyone, "tcp 80"},
		},
		"rules for GRE and ESP": {
			&flow{admits("47 0.0.0.0/0", "50 0.0.0.0/0"), world4, anyone, "protocol 47; protocol 50"},
			&flow{admits("47 0.0.0.0/0", "50 0.0.0.0/0"), world4, anyone, "protocol 51"},
		},
		"a public address without a route to an internet gateway": {
			&flow{admits("tcp 80 0.0.0.0/0"), world4, anyone, "tcp 80"},
			&flow{noRoute, world4, anyone, "tcp 80"},
		},
		"a public subnet without a public address": {
			&flow{admits("tcp 80 0.0.0.0/0"), world4, anyone, "tcp 80"},
			&flow{admits("tcp 80 0.0.0.0/0"), world4, eni(public, "10.0.0.9", "sg-a"), "tcp 80"},
		},
		"a denying entry before an admitting one": {
			&flow{
				filtered("in allow tcp 80 0.0.0.0/0", "in deny tcp 0.0.0.0/0", "out allow -1 0.0.0.0/0"),
				front4, open4, "tcp 80",
			},
			&flow{
				filtered("in deny tcp 0.0.0.0/0", "in allow tcp 80 0.0.0.0/0", "out allow -1 0.0.0.0/0"),
				front4, open4, "tcp 80",
			},
		},
		"two halves instead of 0.0.0.0/0": {
			&flow{admits("tcp 80 0.0.0.0/1", "tcp 80 128.0.0.0/1"), world4, anyone, "tcp 80"},
			&flow{admits("tcp 80 0.0.0.0/1"), world4, anyone, "tcp 80"},
		},
	})
}
