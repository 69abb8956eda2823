package needs

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A nameKey identifies a host name of Cloud Map or Service Connect, which is private to a namespace. Names of load
// balancers are the same everywhere.
type nameKey struct {
	scope snapshot.Scope
	host  string
}

// A meaning is what a host name stands for: a load balancer, a service behind Cloud Map, or an endpoint of Service
// Connect.
type meaning struct {
	balancer *snapshot.LoadBalancer
	server   *placement.Tenant

	// ports are those of the server that the name leads to.
	ports []Port

	// connection is set for an alias of Service Connect, alias the port at which clients call it.
	connection *connection
	alias      int

	// what says it in words.
	what string
}

// registered are the ports that a registry tells: the one it names, or all of the task.
func registered(t *placement.Tenant, registry *snapshot.ServiceRegistry) []Port {
	all := Listening(t)

	port, ok := registry.ContainerPort.Get()
	if !ok {
		return all
	}

	return slices.DeleteFunc(all, func(p Port) bool { return port < p.Container || p.Last < port })
}

// resolve lists what a host name stands for to a tenant. An alias of Service Connect is known in its namespace only.
func (m *Model) resolve(t *placement.Tenant, host string) []meaning {
	host = strings.TrimSuffix(host, ".")
	private := m.names[nameKey{t.Cluster.Scope(), host}]

	var all []meaning

	for _, n := range private {
		if n.connection == nil || sameNamespace(t, n.server) {
			all = append(all, n)
		}
	}

	if lb := m.balancerNames[host]; lb != nil {
		all = append(all, meaning{balancer: lb, what: "load balancer " + lb.Name})
	}

	return all
}

func sameNamespace(a, b *placement.Tenant) bool {
	return a.Service != nil && a.Service.ServiceConnect != nil && namespaceOf(a) == namespaceOf(b)
}

// meant are the ports of the server that a mention with a port leads to: container ports, in which a fixed host port
// stands for the container's, or all that the name leads to where the mention has none, as with SRV records.
func (n meaning) meant(t *placement.Tenant, port int) []Port {
	if n.connection != nil {
		if port != 0 && port != n.alias {
			return nil
		}

		return []Port{{Container: n.connection.from, Last: n.connection.to, Protocol: n.connection.protocol}}
	}

	if port == 0 {
		return n.ports
	}

	for _, p := range n.ports {
		switch {
		case p.Host != 0 && p.Host == port:
			return []Port{{Container: p.Container, Last: p.Last, Protocol: p.Protocol}}
		case p.Container <= port && port <= p.Last:
			return []Port{{Container: port, Last: port, Protocol: p.Protocol}}
		}
	}

	if t.Mode.Or("") == snapshot.ModeAWSVPC {
		return []Port{{Container: port, Last: port, Protocol: "tcp"}} // a process may listen without a mapping
	}

	return nil
}
