package needs

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// learn finds the groups of all tenants, what names stand for, and then what mentions mean.
func (m *Model) learn() {
	all := make([]*placement.Tenant, 0, len(m.index.Snapshot.Services))
	for i := range m.index.Snapshot.Clusters {
		all = append(all, m.placement.Tenants(m.index.Snapshot.Clusters[i].ID)...)
	}

	fleets := map[fleet][]string{}

	for _, t := range all {
		m.callers[t] = m.caller(t, fleets)
		m.join(t)
		m.register(t)
	}

	for i := range m.index.Snapshot.LoadBalancers {
		m.nameBalancer(&m.index.Snapshot.LoadBalancers[i])
	}

	for _, t := range all {
		calls, _ := m.heard(t)
		for _, call := range calls {
			m.mentioned[call.Server.Service] = append(m.mentioned[call.Server.Service], call)
		}
	}
}

// nameBalancer adds the name of a load balancer, which has another one for clients that speak both address families.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
func (m *Model) nameBalancer(lb *snapshot.LoadBalancer) {
	if lb.DNSName == "" {
		return
	}

	for _, host := range []string{lb.DNSName, "dualstack." + lb.DNSName} {
		m.balancerNames[host] = lb
	}
}

// register adds the names under which Cloud Map and Service Connect tell a service's tasks to others.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
func (m *Model) register(t *placement.Tenant) {
	if t.Service == nil || t.TaskDefinition == nil {
		return
	}

	for i := range t.Service.ServiceRegistries {
		registry := &t.Service.ServiceRegistries[i]
		if cloud := m.index.CloudMapServices[registry.CloudMapService]; cloud != nil {
			host := cloud.Name + "." + cloud.Namespace
			m.addName(t, host, meaning{server: t, ports: registered(t, registry), what: "Cloud Map service " + host})
		}
	}

	if t.Service.ServiceConnect == nil {
		return
	}

	offered, _ := offers(t)
	for i := range offered {
		for _, alias := range offered[i].aliases {
			m.addName(t, alias.DNSName, meaning{
				server: t, connection: &offered[i], alias: alias.Port, what: "Service Connect endpoint of " + t.Name(),
			})
		}
	}
}

func (m *Model) addName(t *placement.Tenant, host string, n meaning) {
	key := nameKey{t.Cluster.Scope(), strings.ToLower(host)}
	m.names[key] = append(m.names[key], n)
}
