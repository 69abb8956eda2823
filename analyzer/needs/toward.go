package needs

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Toward finds an outbound need of a tenant that explains why a group should let it in to the given services: a call
// to what is known to have the group, or else a host name that may be that of what has it. Then the port has to tell,
// or where the name comes without one, the name itself.
func (m *Model) Toward(
	t *placement.Tenant, group *snapshot.SecurityGroup, admitted netset.Services,
) (need Need, found bool) {
	var calls []Call

	servers := m.wearers[group.ID]
	if len(servers) > 0 {
		calls = m.Calls(t)
	}

	for _, call := range calls {
		if servers[call.Server] && meets(admitted, call.From, call.To) {
			return Need{
				Outbound: true, Group: group.ID, Protocol: call.Protocol, From: call.From, To: call.To,
				Reason: call.Reason, Trust: call.Trust, Evidence: call.Evidence,
			}, true
		}
	}

	for _, n := range m.Outbound(t) {
		if n.Host != "" && m.leads(n, group, admitted) {
			return n, true
		}
	}

	return Need{}, false
}

// leads reports whether a host name leads to what has the group.
func (m *Model) leads(n Need, group *snapshot.SecurityGroup, admitted netset.Services) bool {
	if lb := m.balancerNames[strings.TrimSuffix(n.Host, ".")]; lb != nil {
		return slices.Contains(lb.SecurityGroups, group.ID) && (n.From == 0 || meets(admitted, n.From, n.To))
	}

	if service := m.endpointServices[group.ID]; service != nil {
		return slices.ContainsFunc(service, func(host string) bool {
			return n.Host == host || strings.HasSuffix(n.Host, "."+host)
		})
	}

	switch {
	case n.From == 0 && sameName(n.Host, group.Name):
		return true
	case n.From == 0:
		return slices.ContainsFunc(managedPorts(n.Host), func(port int) bool { return tells(admitted, port) })
	default:
		return tells(admitted, n.From)
	}
}

// few is how many ports a group may admit for one of them to tell what it is.
const few = 100

// tells reports whether a port tells that a name is meant for a group: not where the group admits many, and not where
// it is that of the web, which names of the whole internet have.
func tells(admitted netset.Services, port int) bool {
	web := port == 80 || port == 443

	return !web && meets(admitted, port, port) &&
		max(admitted.Count(netset.ProtocolTCP), admitted.Count(netset.ProtocolUDP)) <= few
}

// meets ignores the protocol, which a name does not say.
func meets(admitted netset.Services, from, to int) bool {
	return !admitted.Intersect(services("tcp", from, to).Union(services("udp", from, to))).IsEmpty()
}

// sameName reports whether a host is called as a group is, whatever domain it is in.
func sameName(host, group string) bool {
	label, _, _ := strings.Cut(host, ".")
	name := strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(group), "sg-"), "-sg")

	return label == name
}

// managedPorts are the default ports of AWS's databases, caches, brokers and file systems, which the domain of an
// endpoint tells.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.Scenarios.html
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html
// https://docs.aws.amazon.com/documentdb/latest/developerguide/connect-from-outside-a-vpc.html
// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-to-cluster.html
// https://docs.aws.amazon.com/efs/latest/ug/network-access.html
func managedPorts(host string) []int {
	for _, known := range []struct {
		domain string
		ports  []int
	}{
		{".rds.amazonaws.com", []int{1433, 1521, 3306, 5432}},
		{".docdb.amazonaws.com", []int{27017}},
		{".cache.amazonaws.com", []int{6379, 11211}},
		{".redshift.amazonaws.com", []int{5439}},
		{".efs.", []int{2049}},
	} {
		if strings.HasSuffix(host, known.domain) ||
			strings.HasSuffix(known.domain, ".") && strings.Contains(host, known.domain) {
			return known.ports
		}
	}

	return nil
}

// addEndpoints notes the host names of the services behind VPC endpoints, by security group.
func (m *Model) addEndpoints(s *snapshot.Snapshot) {
	for i := range s.VPCEndpoints {
		e := &s.VPCEndpoints[i]
		for _, group := range e.SecurityGroups {
			m.endpointServices[group] = append(m.endpointServices[group], endpointHost(e.ServiceName))
		}
	}
}

// endpointHost turns the name of an AWS service around: com.amazonaws.REGION.ecr.api answers at
// api.ecr.REGION.amazonaws.com.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
func endpointHost(service string) string {
	labels := strings.Split(service, ".")
	if len(labels) < 4 || labels[1] != "amazonaws" {
		return service
	}

	region, names := labels[2], labels[3:]
	slices.Reverse(names)

	return strings.Join(append(names, region, "amazonaws", labels[0]), ".")
}
