package needs

import (
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A namespaceKey identifies a namespace of Service Connect.
type namespaceKey struct {
	scope snapshot.Scope
	name  string
}

// A namespace is what Service Connect ties together: every member may call each endpoint.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html
type namespace struct {
	endpoints []connection

	// all are the members, groups theirs in their order, and members whose they are.
	all     []*placement.Tenant
	groups  []string
	members map[string][]*placement.Tenant

	// unread are the members whose groups are not known.
	unread []*placement.Tenant
}

// A connection is an endpoint: the port at which the proxy of a server listens.
type connection struct {
	server   *placement.Tenant
	protocol string
	from, to int
	drawn    bool
	aliases  []snapshot.ServiceConnectAlias
	text     string
}

func namespaceOf(t *placement.Tenant) namespaceKey {
	return namespaceKey{t.Cluster.Scope(), t.Service.ServiceConnect.Namespace}
}

// join makes a service with Service Connect a member of its namespace, be it a client or a server.
func (m *Model) join(t *placement.Tenant) {
	if t.Service == nil || t.Service.ServiceConnect == nil {
		return
	}

	key := namespaceOf(t)
	if m.namespaces[key] == nil {
		m.namespaces[key] = &namespace{members: map[string][]*placement.Tenant{}}
	}

	n, own := m.namespaces[key], m.callers[t]
	n.all = append(n.all, t)
	offered, _ := offers(t)
	n.endpoints = append(n.endpoints, offered...)

	if own.why != "" {
		n.unread = append(n.unread, t)
	}

	for _, id := range own.groups {
		if len(n.members[id]) == 0 {
			n.groups = append(n.groups, id)
		}

		n.members[id] = append(n.members[id], t)
	}
}

// connected lists what Service Connect lets in: from the groups of all other members, to each endpoint.
func (m *Model) connected(t *placement.Tenant) (needs []Need, unread []string) {
	if t.Service.ServiceConnect == nil || len(t.Service.ServiceConnect.Services) == 0 {
		return nil, nil
	}

	offered, unread := offers(t)
	n := m.namespaces[namespaceOf(t)]

	for _, c := range offered {
		for _, id := range n.groups {
			if client := otherThan(t, n.members[id]); client != nil {
				needs = append(needs, c.need(id, client, len(n.members[id])))
			}
		}
	}

	for _, other := range n.unread {
		if other != t {
			unread = append(unread, "the groups of "+other.Name()+", a client by Service Connect")
		}
	}

	return needs, unread
}

func (c *connection) need(group string, client *placement.Tenant, members int) Need {
	who := client.Name()
	if members > 1 {
		who += " and others"
	}

	return Need{
		Group: group, Protocol: c.protocol, From: c.from, To: c.to, Drawn: c.drawn,
		Reason: c.reason(who), Trust: Declared, Evidence: c.server.Service.ID,
	}
}

func (c *connection) call(client *placement.Tenant) Call {
	return Call{
		Client: client, Server: c.server, Protocol: c.protocol, From: c.from, To: c.to, Drawn: c.drawn,
		Reason: c.reason(client.Name()), Trust: Declared, Evidence: c.server.Service.ID,
	}
}

func (c *connection) reason(who string) string {
	return "Service Connect lets " + who + " call " + c.text
}

// otherThan is the first of the members that is another service.
func otherThan(t *placement.Tenant, members []*placement.Tenant) *placement.Tenant {
	for _, other := range members {
		if other != t {
			return other
		}
	}

	return nil
}

// connections are the endpoints of other services that a member of a namespace may call.
func (m *Model) connections(t *placement.Tenant) []connection {
	if t.Service == nil || t.Service.ServiceConnect == nil {
		return nil
	}

	var others []connection

	for _, c := range m.namespaces[namespaceOf(t)].endpoints {
		if c.server != t {
			others = append(others, c)
		}
	}

	return others
}

// offers are the endpoints of a service. unread names ports that are not known.
func offers(t *placement.Tenant) (all []connection, unread []string) {
	config := t.Service.ServiceConnect

	for i := range config.Services {
		offer := &config.Services[i]
		if c, ok := offered(t, offer); ok {
			c.aliases = aliases(config.Namespace, offer, c.from)
			all = append(all, c)
		} else {
			unread = append(unread, "port "+offer.PortName+" of Service Connect")
		}
	}

	return all, unread
}

// offered is where the proxy of an endpoint listens: at ingressPortOverride, else at the container port in awsvpc
// mode, and at one of the ephemeral range in bridge mode. The ports of aliases are inside the client's task.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
func offered(t *placement.Tenant, offer *snapshot.ServiceConnectService) (connection, bool) {
	c := connection{server: t, protocol: "tcp", text: t.Name() + " at port " + offer.PortName}

	mode, known := t.Mode.Get()
	if t.TaskDefinition == nil || !known || offer.IngressPort.IsUnknown() {
		return c, false
	}

	if port, ok := offer.IngressPort.Get(); ok {
		c.from, c.to = port, port

		return c, 1 <= port && port <= 65535
	}

	for mapping := range mappings(t) {
		if first, last, ok := mapping.ContainerPorts(); ok && mapping.Name == offer.PortName {
			c.from, c.to, c.drawn = first, last, mode != snapshot.ModeAWSVPC

			return c, true
		}
	}

	return c, false
}

// aliases are what clients call, by default the name of the endpoint in its namespace at the port of its container.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html
func aliases(namespace string, offer *snapshot.ServiceConnectService, port int) []snapshot.ServiceConnectAlias {
	discovery := offer.DiscoveryName
	if discovery == "" {
		discovery = offer.PortName
	}

	all := make([]snapshot.ServiceConnectAlias, 0, max(1, len(offer.Aliases)))

	for _, alias := range offer.Aliases {
		if alias.DNSName == "" {
			alias.DNSName = discovery + "." + namespace
		}

		all = append(all, alias)
	}

	if len(all) == 0 {
		all = append(all, snapshot.ServiceConnectAlias{DNSName: discovery + "." + namespace, Port: port})
	}

	return all
}
