package reach_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An indexed statement is what AWS, Docker or ECS says of networks, with the tests that fail where it is broken: a
// package's test and its row, or a folder of fixtures. One that nothing here depends on says why.
type indexed struct {
	statement string
	tests     []string
	beside    string
}

const (
	ofGroups  = "analyzer/reach.TestStatementsOfSecurityGroups/"
	ofACLs    = "analyzer/reach.TestStatementsOfNetworkACLs/"
	ofRoutes  = "analyzer/reach.TestStatementsOfRoutes/"
	ofPeering = "analyzer/reach.TestStatementsOfPeering/"
	ofTransit = "analyzer/reach.TestStatementsOfTransitGateways/"
	ofNLB     = "analyzer/question.TestNetworkLoadBalancer/"
	ofChains  = "analyzer/question.TestALBBehindNLB/"
	ofNeeds   = "analyzer/needs.TestLoadBalancer/"
	ofClaims  = "analyzer/ports.TestWhatAMappingClaims/"
	rules     = "fixtures/rules/"
)

// Every statement has a test, and every test that the index names is there.
func TestEveryStatementIsTested(t *testing.T) {
	t.Parallel()

	sources := map[string]string{}

	for _, index := range [][]indexed{
		groupStatements(), aclStatements(), internetStatements(), balancerStatements(), portStatements(),
		discoveryStatements(),
	} {
		for _, s := range index {
			if (len(s.tests) == 0) == (s.beside == "") {
				t.Errorf("%s: want tests, or a reason why there is none", s.statement)
			}

			for _, name := range s.tests {
				if !isThere(t, sources, name) {
					t.Errorf("%s: there is no %s", s.statement, name)
				}
			}
		}
	}
}

func isThere(t *testing.T, sources map[string]string, name string) bool {
	t.Helper()

	root := filepath.Join("..", "..")

	if strings.HasPrefix(name, "fixtures/") {
		info, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))

		return err == nil && info.IsDir()
	}

	dir, test, _ := strings.Cut(name, ".")
	test, row, _ := strings.Cut(test, "/")

	if sources[dir] == "" {
		sources[dir] = testsOf(t, filepath.Join(root, filepath.FromSlash(dir)))
	}

	_, body, found := strings.Cut(sources[dir], "\nfunc "+test+"(")
	body, _, _ = strings.Cut(body, "\n}\n")

	return found && (row == "" || strings.Contains(body, `"`+row+`"`))
}

func testsOf(t *testing.T, dir string) string {
	t.Helper()

	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}

	var all strings.Builder

	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		all.Write(source)
	}

	return all.String()
}

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
func groupStatements() []indexed {
	return []indexed{
		{statement: "rules only allow", tests: []string{ofGroups + "there are only rules that allow"}},
		{statement: "all groups of an interface are one set", tests: []string{
			ofGroups + "the rules of all groups of an interface are one set",
		}},
		{statement: "groups are stateful", tests: []string{ofGroups + "a group is stateful: an answer needs no rule"}},
		{statement: "without outbound rules nothing leaves", tests: []string{
			ofGroups + "without outbound rules nothing leaves",
		}},
		{statement: "the default group is that of an awsvpc service without groups", tests: []string{
			"analyzer/placement.TestGroups/omitted: the default group",
		}},
		{statement: "a reference is the members, not their rules or addresses", tests: []string{
			ofGroups + "a reference means the members of the group", ofGroups + "a reference imports no rules of the group",
			ofGroups + "a reference is not the addresses of its members' subnet",
		}},
		{statement: "a group that names itself", tests: []string{
			ofGroups + "two members of one group talk only where it names itself",
		}},
		{statement: "a group may be associated with other VPCs", tests: []string{
			"analyzer/reach.TestMembersInAnAssociatedVPC/associated with the own",
			"analyzer/reach.TestMembersInAnAssociatedVPC/associated with a peer",
		}},
		{statement: "a reference means private ways", tests: []string{
			ofGroups + "a reference means private ways, not a public address", "analyzer/reach.TestEveryStatementMatters",
		}},
		{statement: "the group of a Network Load Balancer admits the clients that it hands on", tests: []string{
			ofNLB + "its group, though clients keep their address", ofChains + "the group of the NLB",
			"analyzer/question.TestChainsEqualOracle",
		}},
		{statement: "references across a transit gateway", tests: []string{
			ofTransit + "an inbound rule may name a group of another attached VPC", ofTransit + "an outbound rule may not",
			ofTransit + "the gateway must allow it", ofTransit + "both attachments must allow it",
			"analyzer/reach.TestReferencesAcrossATransitGatewayThatWasNotRead/not read",
		}},
		{statement: "references across a peering connection, of one Region", tests: []string{
			ofPeering + "a rule may name a group of the other VPC in the same Region",
		}},
		{statement: "a rule for a group behind a deleted connection is stale", tests: []string{
			"analyzer/reach.TestReferencesAcrossPeering/a deleted connection", rules + "exposure/stale-reference/fires",
		}},
		{statement: "protocol -1 and others", tests: []string{
			ofGroups + "protocol -1 is every protocol and port",
			ofGroups + "any other protocol than tcp, udp and icmp has no ports",
		}},
		{statement: "type and code of ICMP, by family", tests: []string{
			ofGroups + "the ports of icmp are type and code, -1 is all", ofGroups + "icmpv6 is IPv6's",
			"analyzer/reach.TestSecurityGroups/ICMP from IPv6 addresses does not exist",
		}},
		{statement: "absent ports are all, port 0 exists", tests: []string{
			ofGroups + "absent ports are all ports, and port 0 exists",
		}},
		{statement: "the families are apart, and CIDRs canonical", tests: []string{
			ofGroups + "0.0.0.0/0 holds no IPv6 and ::/0 no IPv4",
			ofGroups + "a CIDR means addresses, with the bits of the host cut off",
		}},
		{statement: "a prefix list is its entries", tests: []string{ofGroups + "a prefix list means its entries"}},
		{statement: "60 rules in a direction", tests: []string{"analyzer/suggest.TestQuota"}},
		{statement: "flows that are tracked survive a rule", beside: "nothing here changes rules of an account"},
		{statement: "what a VPC provides is not filtered", tests: []string{
			"analyzer/reach.TestWhatAVPCProvidesIsNotFiltered/169.254.169.253",
			"analyzer/reach.TestWhatAVPCProvidesIsNotFiltered/169.254.169.250",
			"analyzer/reach.TestWhatAVPCProvidesIsNotFiltered/10.0.1.1",
		}},
		{statement: "an interface sends from its own addresses", tests: []string{
			ofGroups + "an interface sends from its own addresses",
		}},
	}
}

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
func aclStatements() []indexed {
	return []indexed{
		{statement: "the first entry that matches decides, the last denies", tests: []string{
			ofACLs + "the lowest number that matches decides", ofACLs + "what no entry matches is denied",
		}},
		{statement: "the families have entries of their own", tests: []string{
			ofACLs + "entries for IPv4 and IPv6 are apart",
		}},
		{statement: "nothing is filtered within a subnet", tests: []string{ofACLs + "nothing is filtered within a subnet"}},
		{statement: "a subnet has one, by default the VPC's", tests: []string{
			ofACLs + "a subnet that names no network ACL has the VPC's default",
		}},
		{statement: "answers need entries, in both subnets", tests: []string{
			ofACLs + "an answer needs an entry for the client's port", ofACLs + "an echo request needs an entry for the reply",
			ofACLs + "the source's subnet filters as well",
		}},
		{statement: "no entry stops instance metadata", tests: []string{
			"analyzer/reach.TestWhatAVPCProvidesIsNotFiltered/169.254.169.254",
		}},
		{statement: "type, code and ports of an entry", tests: []string{"fetch/awsmap.TestNetworkACLEntry/type and code"}},
		{statement: "a Classic Load Balancer is filtered in its own subnet too", tests: []string{
			"fetch/awsmap.TestClassicLoadBalancerEntry",
		}},
	}
}

// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
func internetStatements() []indexed {
	const ofBlocks = "analyzer/reach.TestStatementsOfBlockPublicAccess/"

	return []indexed{
		{statement: "IPv4 needs an address, a route, a gateway and leave of both filters", tests: []string{
			ofRoutes + "the internet needs a public IPv4 address",
			ofRoutes + "an internet gateway that is attached to nothing leads nowhere",
			"analyzer/reach.TestInternetNeedsAddressAndRoute/public address, but no route",
			"analyzer/reach.TestInternetNeedsAddressAndRoute/no rule",
			"analyzer/reach.TestInputsThatBreakOtherTools/a public subnet without a public address",
		}},
		{statement: "IPv6 needs no association, and an egress-only gateway lets nothing in", tests: []string{
			ofRoutes + "a global IPv6 address needs no association",
			ofRoutes + "through an egress-only internet gateway packets go out only",
		}},
		{statement: "VPC Block Public Access, its modes and exclusions", tests: []string{
			ofBlocks + "an internet gateway is closed both ways",
			ofBlocks + "block-ingress leaves NAT gateways open, and closes internet gateways",
			ofBlocks + "an exclusion spares a VPC or a subnet", ofBlocks + "an exclusion for egress admits nothing",
			"analyzer/question.TestCertainAnswersNameWhatTheyRestOn/allowed from the internet",
		}},
		{statement: "an appliance before the internet inspects", tests: []string{
			"analyzer/reach.TestAppliancesBeforeTheInternet/an endpoint of a Gateway Load Balancer",
			"analyzer/reach.TestAppliancesBeforeTheInternet/a table of the internet gateway",
		}},
		{statement: "tasks on instances get no public address, those on Fargate where they ask", tests: []string{
			"analyzer/exposure.TestPublicAddressOfTheNextTask/on instances",
			"analyzer/exposure.TestPublicAddressOfTheNextTask/enabled",
			"analyzer/exposure.TestPublicAddressOfTheNextTask/left out",
		}},
		{statement: "peering leads no further, a virtual private gateway wherever routes do", tests: []string{
			ofPeering + "a connection leads to the CIDRs of the other VPC only",
			"analyzer/reach.TestRoutes/peering is not more", "analyzer/reach.TestRoutes/virtual private gateway",
		}},
	}
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func balancerStatements() []indexed {
	const ofKeeping = "analyzer/reach.TestKeepsClients/"

	return []indexed{
		{statement: "an Application Load Balancer sends from its nodes, whose groups must let it out", tests: []string{
			"analyzer/question.TestBlockersOnTheWayThroughALoadBalancer/behind", ofChains + "the ALB lets nothing out",
			rules + "exposure/load-balancer-blocked/fires/load-balancer-sends-nothing",
		}},
		{statement: "health checks have a port of their own", tests: []string{
			ofNeeds + "the health check has a port of its own", rules + "exposure/load-balancer-blocked/fires/health-check-port",
		}},
		{statement: "the port of a target optimizer", beside: "the API's answer is not read"},
		{statement: "listener rules and alternate target groups lead to tasks too", tests: []string{
			"fetch/awsmap.TestListener", "analyzer/needs.TestEveryTargetGroup/alternate",
		}},
		{statement: "an instance is a target by its primary interface, at the registered port", tests: []string{
			"analyzer/question.TestTargetsThatAreInstances/another interface does", ofNeeds + "dynamic host port",
		}},
		{statement: "awsvpc tasks are targets by address", tests: []string{
			rules + "exposure/load-balancer-blocked/silent/instances-as-targets-of-awsvpc",
		}},
		{statement: "a Network Load Balancer without groups filters nothing", tests: []string{
			ofNLB + "without groups its subnet", ofNLB + "without groups, nobody admitted",
			"analyzer/reach.TestLoadBalancers/without groups, a subnet of it",
		}},
		{statement: "its health checks need leave to go out", tests: []string{
			rules + "exposure/load-balancer-blocked/fires/health-checks-of-a-network-load-balancer",
		}},
		{statement: "PrivateLink", beside: "endpoint services are not read"},
		{statement: "client addresses are kept by target type, protocol and attribute", tests: []string{
			ofKeeping + "addresses", ofKeeping + "instances", ofKeeping + "addresses, UDP",
			ofKeeping + "addresses, QUIC, switched off", "fetch/awsmap.TestPreserveClientIPThatWasNotRead",
			"analyzer/question.TestClientAddressesThatMayBeKept/the subnet of the load balancer",
			"analyzer/question.TestClientsOfTheOtherFamily/IPv6 to IPv4, the subnet admitted",
		}},
		{statement: "kept clients must be admitted, others are open to the world", tests: []string{
			ofNLB + "kept addresses and the subnet only", ofNLB + "kept addresses and the internet",
			ofNLB + "without groups its subnet",
		}},
		{statement: "rules cannot name the groups of clients behind one without groups", tests: []string{
			ofNeeds + "UDP without groups comes from the clients themselves",
		}},
		{statement: "a load balancer may be the target of another", tests: []string{
			ofChains + "the ALB admits the clients", ofChains + "the subnet of the NLB",
			ofChains + "two load balancers before each other",
			"analyzer/question.TestPathOverTwoLoadBalancers", "analyzer/question.TestChainsEqualOracle",
		}},
		{statement: "targets that are not healthy count", tests: []string{"fetch/awsmap.TestTargets"}},
		{statement: "zones without cross-zone load balancing", beside: "any node may send to any target: the wider reading"},
		{statement: "an internal one has no public address, over IPv6 by default", tests: []string{
			ofChains + "an internal NLB",
			"analyzer/question.TestCertainAnswersNameWhatTheyRestOn/an internal load balancer with IPv6",
		}},
		{statement: "answers to a load balancer come at 1024 to 65535", tests: []string{
			ofACLs + "an answer needs an entry for the client's port",
			rules + "exposure/load-balancer-blocked/silent/network-acl-for-load-balancers",
		}},
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
func portStatements() []indexed {
	const ofRange = "analyzer/placement.TestEphemeralRange/"

	return []indexed{
		{statement: "in awsvpc mode tasks answer at their own interface, on container ports", tests: []string{
			"analyzer/exposure.TestExpected/a mapping", "analyzer/ports.TestTenantClaims/none in awsvpc",
		}},
		{statement: "ranges of container ports", tests: []string{
			"analyzer/exposure.TestExpected/a range", ofClaims + "a range",
		}},
		{statement: "in host mode a process may listen on more", tests: []string{
			rules + "host/undeclared-ports/fires", "analyzer/question.TestUndeclaredPortsArePossible",
		}},
		{statement: "host ports in bridge mode, fixed or drawn", tests: []string{
			ofClaims + "a host port", ofClaims + "host port 0", ofClaims + "container port alone",
		}},
		{statement: "the default mode", tests: []string{
			"analyzer/placement.TestMode/absent on Linux", "analyzer/placement.TestMode/absent on Windows",
		}},
		{statement: "the ephemeral range by system, image and agent", tests: []string{
			ofRange + "Linux", ofRange + "Windows by its agent", ofRange + "Amazon Linux 2 on arm64",
			ofRange + "the agent knows best", ofRange + "set in its template",
			"analyzer/question.TestCertainAnswersNameWhatTheyRestOn/a port that ECS draws",
		}},
		{statement: "a load balancer needs the whole range of drawn ports", tests: []string{
			ofNeeds + "dynamic host port", rules + "exposure/load-balancer-blocked/fires/one-port-of-the-range",
		}},
		{statement: "the agent's reserved ports", tests: []string{
			"analyzer/placement.TestReserves/by default", "analyzer/placement.TestReserves/by default on Windows",
			"analyzer/placement.TestReserves/none for udp",
		}},
		{statement: "tcp is the default protocol", tests: []string{ofClaims + "container port alone", ofClaims + "udp"}},
		{statement: "a host's port is open at all its interfaces and families", tests: []string{
			"analyzer/placement.TestHostInterfaces", rules + "exposure/instance-admin-port/fires/docker-over-ipv6",
		}},
		{statement: "tasks on one host meet where no group looks", tests: []string{
			"analyzer/question.TestTasksOnOneInstance/both run", "analyzer/question.TestTasksOnOneInstance/both could",
		}},
		{statement: "another network mode changes whom rules of others must admit", tests: []string{
			"analyzer/suggest.TestDownstream/a database, with its port", "analyzer/suggest.TestNotes/target group of instances",
		}},
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
func discoveryStatements() []indexed {
	const ofConnect = "analyzer/needs.TestServiceConnect/"

	return []indexed{
		{statement: "the port of a proxy of Service Connect", tests: []string{
			ofConnect + "awsvpc, ingressPortOverride", ofConnect + "awsvpc", ofConnect + "bridge",
			"analyzer/exposure.TestExpected/a proxy of Service Connect",
		}},
		{statement: "the port of a client is none of a group", tests: []string{ofConnect + "the client's port is no group"}},
		{statement: "clients are those of the namespace", tests: []string{
			"analyzer/needs.TestServiceConnectMembers/of another namespace",
		}},
		{statement: "records of Cloud Map", tests: []string{
			"analyzer/needs.TestCloudMap/a fixed host port", "analyzer/exposure.TestExpected/a record of Cloud Map",
		}},
		{statement: "VPC Lattice", beside: "its configuration is not read"},
		{statement: "credentials and metadata of tasks are not filtered", tests: []string{
			"analyzer/reach.TestWhatAVPCProvidesIsNotFiltered/169.254.170.2",
		}},
		{statement: "who gets to instance metadata", beside: "no rule is about it: it is no matter of groups"},
		{statement: "who gets to the agent's introspection, by version and setting", tests: []string{
			rules + "exposure/instance-admin-port/fires/introspection-of-an-old-agent",
			rules + "exposure/instance-admin-port/fires/introspection-allowed",
			rules + "exposure/instance-admin-port/silent/introspection-blocked",
		}},
		{statement: "loopback services of a host", tests: []string{
			rules + "host/loopback-exposure/fires", rules + "host/loopback-exposure/silent",
		}},
	}
}
