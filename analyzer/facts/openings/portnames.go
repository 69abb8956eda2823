package openings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/netset"
)

// A knownPort is one that is known for what usually listens there; without a name it is for many things.
type knownPort struct {
	name     string
	services netset.Services
}

// adminPorts are those by which whoever gets in runs a container instance: what its agent reserves for that reason on
// one system or the other.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort)
func adminPorts() []knownPort {
	return []knownPort{
		{"SSH", netset.TCP(22, 22)},
		{"RDP", netset.TCP(3389, 3389)},
		{"Docker", netset.TCP(2375, 2376)},
		{"WinRM", netset.TCP(5985, 5986)},
		{"the agent's introspection", netset.TCP(introspectionPort, introspectionPort)},
	}
}

// teamPorts are those that a team names itself.
func teamPorts(named []facts.NamedPorts) []knownPort {
	all := make([]knownPort, len(named))
	for i, p := range named {
		all[i] = knownPort{p.Name, netset.Transport(p.Protocol, p.From, p.To)}
	}

	return all
}

// adminPortsOf are those that the operating system of a host has, and those that the team says any host has.
func (m *Model) adminPortsOf(windows bool) netset.Services {
	all := servicesNamed(adminPorts())
	if windows {
		return all.Subtract(remoteLogin(false)).Union(m.teamAdmin)
	}

	return all.Subtract(remoteLogin(true)).Subtract(netset.TCP(5985, 5986)).Union(m.teamAdmin)
}

// remoteLogin is SSH or RDP.
func remoteLogin(windows bool) netset.Services {
	if windows {
		return netset.TCP(3389, 3389)
	}

	return netset.TCP(22, 22)
}

// dataPorts are those of databases, caches, brokers and orchestrators, which are nobody's from outside of the VPC: of
// Security Hub's EC2.19 those that hold data, Kubernetes's, and the defaults of what Prowler asks about one by one.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
// https://kubernetes.io/docs/reference/networking/ports-and-protocols/
// https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/aws/services/ec2
func dataPorts() []knownPort {
	return []knownPort{
		{"SQL Server", netset.TCP(1433, 1434).Union(netset.UDP(1434, 1434))},
		{"MySQL", netset.TCP(3306, 3306)},
		{"mSQL", netset.TCP(4333, 4333)},
		{"PostgreSQL", netset.TCP(5432, 5432)},
		{"Kibana", netset.TCP(5601, 5601)},
		{"Elasticsearch", netset.TCP(9200, 9200).Union(netset.TCP(9300, 9300))},
		{"Oracle", netset.TCP(1521, 1521)},
		{"etcd", netset.TCP(2379, 2380)},
		{"Redis", netset.TCP(6379, 6379)},
		{"the Kubernetes API", netset.TCP(6443, 6443)},
		{"Cassandra", netset.TCP(9042, 9042)},
		{"Kafka", netset.TCP(9092, 9092)},
		{"the kubelet", netset.TCP(10250, 10250)},
		{"memcached", netset.TCP(11211, 11211).Union(netset.UDP(11211, 11211))},
		{"MongoDB", netset.TCP(27017, 27017)},
	}
}

// commonPorts are those of EC2.19 at which development servers and consoles listen, but ordinary services too.
func commonPorts() []knownPort {
	ports := make([]knownPort, 0, 5)
	for _, n := range []uint16{3000, 5000, 8080, 8088, 8888} {
		ports = append(ports, knownPort{services: netset.TCP(n, n)})
	}

	return ports
}

func servicesNamed(ports []knownPort) netset.Services {
	var all netset.Services
	for _, p := range ports {
		all = all.Union(p.services)
	}

	return all
}

// knownOf lists the known ports that the services hold, without their names.
func (m *Model) knownOf(services netset.Services) []string {
	var all []string

	for _, p := range slices.Concat(m.admin, m.stores, commonPorts()) {
		if common := p.services.Intersect(services); !common.IsEmpty() {
			all = append(all, common.String())
		}
	}

	return all
}

// namesOf writes the ports out that the services hold.
func namesOf(ports []knownPort, services netset.Services) []string {
	var all []string

	for _, p := range ports {
		switch common := p.services.Intersect(services); {
		case common.IsEmpty():
		case p.name == "":
			all = append(all, common.String())
		default:
			all = append(all, p.name+" ("+common.String()+")")
		}
	}

	return all
}

// sentence joins what is listed, the first in full.
func sentence(list []string, most int) string {
	if more := len(list) - most; more > 0 {
		return strings.Join(list[:most], ", ") + " and " + strconv.Itoa(more) + " more"
	}

	return strings.Join(list, ", ")
}
