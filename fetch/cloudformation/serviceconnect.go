package cloudformation

import (
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// serviceConnect is nil where it is off. A configuration without a namespace is in that of the cluster.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html
func (r resource) serviceConnect(cluster string) *snapshot.ServiceConnect {
	n := r.get("ServiceConnectConfiguration")
	on := field.Flag(n.Get("Enabled"))

	if n.Kind() != document.Object || !on.Or(on.IsUnknown()) {
		return nil
	}

	namespace := r.namespaceOf(n.Get("Namespace"))
	if namespace == "" {
		namespace = r.usual[cluster]
	}

	sc := &snapshot.ServiceConnect{Namespace: namespace}

	for _, item := range r.items(n.Get("Services")) {
		sc.Services = append(sc.Services, r.serviceConnectService(item))
	}

	return sc
}

func (r resource) serviceConnectService(n *document.Node) snapshot.ServiceConnectService {
	s := snapshot.ServiceConnectService{
		PortName: r.written(n.Get("PortName")), DiscoveryName: r.written(n.Get("DiscoveryName")),
		IngressPort: field.Int(n.Get("IngressPortOverride")),
	}

	for _, alias := range r.items(n.Get("ClientAliases")) {
		s.Aliases = append(s.Aliases, snapshot.ServiceConnectAlias{
			DNSName: r.written(alias.Get("DnsName")), Port: field.Int(alias.Get("Port")).Or(0),
		})
	}

	return s
}

// namespaceOf is the name of the namespace that a value names, as far as the stack says it.
func (m *mapper) namespaceOf(n *document.Node) string {
	id := m.refOf(n)
	if name := m.namespaces[id]; name != "" {
		return name
	}

	return id
}
