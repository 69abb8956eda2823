package groups

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
)

// A served is a server with what is known of its clients.
type served struct {
	*placement.Tenant

	home  *fleet
	calls map[*placement.Tenant][]needs.Call
	named []needs.Need
}

func (l *lateral) served(t *placement.Tenant) *served {
	server := &served{
		Tenant: t, home: l.homes[t], calls: map[*placement.Tenant][]needs.Call{}, named: l.Needs.References(t),
	}

	for _, c := range l.Needs.Callers(t) {
		server.calls[c.Client] = append(server.calls[c.Client], c)
	}

	return server
}

// unneeded lists the tenants of a fleet that have no need of a port: they do not call it, and no rule names a group of
// their instances for that very port.
func (s *served) unneeded(f *fleet, port needs.Port) []*placement.Tenant {
	within := func(protocol string, from, to int) bool {
		return protocol == port.Protocol && from <= port.Last && port.Container <= to
	}

	for _, n := range s.named {
		has := func(k *hostKind) bool { return k.has(n.Group) }
		if within(n.Protocol, n.From, n.To) && slices.ContainsFunc(f.kinds, has) {
			return nil
		}
	}

	var all []*placement.Tenant

	for _, client := range f.tenants {
		calls := func(c needs.Call) bool { return within(c.Protocol, c.From, c.To) }
		if client.Name() != s.Name() && !slices.ContainsFunc(s.calls[client], calls) {
			all = append(all, client)
		}
	}

	return all
}
