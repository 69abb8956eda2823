package cloudformation

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// A mapper makes the nouns of one stack.
type mapper struct {
	*snapshot.Snapshot

	stack   string
	remarks []string
	kinds   map[string]func(resource)

	// addresses are those of all resources; texts name them so.
	addresses map[string]bool

	// later is what needs all nouns to be there: a rule its group, a route its table. Before that come names.
	early, later []func()

	// The places of nouns in the snapshot by their IDs.
	groups, tables, acls, vpcs, subnets, clusters, services, listeners, gateways map[string]int

	// virtual are the virtual private gateways, exclusions those of VPC Block Public Access.
	virtual    map[string]bool
	exclusions []snapshot.VPCBlockPublicAccessExclusion

	// Those of instances and their interfaces, which others name before they are all there.
	instances, interfaces map[string]int

	// groupNames and templates are the IDs of groups and of launch templates by their names, those by their IDs too.
	groupNames, templates map[string]string

	// namespaces are the names of Cloud Map namespaces by their IDs, usual the one of a cluster, by the cluster's ID.
	namespaces, usual map[string]string
}

func newMapper(stack string) *mapper {
	s := snapshot.New()
	s.Sources = []snapshot.Source{{Kind: snapshot.SourceCloudFormation, Path: stack}}

	return &mapper{
		Snapshot: s, stack: stack, kinds: kinds(), addresses: map[string]bool{},
		virtual: map[string]bool{}, groupNames: map[string]string{}, templates: map[string]string{},
		namespaces: map[string]string{}, usual: map[string]string{},
		instances: map[string]int{}, interfaces: map[string]int{},
	}
}

// A resource is one of the stack, with its evaluated properties.
type resource struct {
	*intrinsic.Resource
	*mapper

	properties *document.Node
}

// name notes the addresses of all resources, before any of them is asked for.
func (m *mapper) name(t *intrinsic.Template) {
	for _, in := range t.Resources() {
		m.addresses[in.Address()] = true

		if nested := in.Nested(); nested != nil {
			m.name(nested)
		}
	}
}

// add makes nouns of the resources of a template, and of those nested in it.
func (m *mapper) add(t *intrinsic.Template) {
	for _, in := range t.Resources() {
		if nested := in.Nested(); nested != nil {
			m.add(nested)
		} else if become := m.kinds[in.Type]; become != nil {
			r := resource{in, m, in.Properties()}
			become(r)

			if !t.Included() {
				r.misspelt(r.properties, r.Type)
			}
		}
	}

	if t.Included() {
		m.gap("what a macro or AWS::Include adds", "it is not in this template", "")
	}
}

func (m *mapper) gap(what, why, id string, nouns ...snapshot.Noun) {
	m.Gaps = append(m.Gaps, snapshot.Gap{What: what, Why: why, Stack: m.stack, Resource: id, Nouns: nouns})
}

// join ties the nouns together.
func (m *mapper) join() {
	m.groups = places(m.SecurityGroups, func(g *snapshot.SecurityGroup) string { return g.ID })
	m.tables = places(m.RouteTables, func(t *snapshot.RouteTable) string { return t.ID })
	m.acls = places(m.NetworkACLs, func(n *snapshot.NetworkACL) string { return n.ID })
	m.vpcs = places(m.VPCs, func(v *snapshot.VPC) string { return v.ID })
	m.subnets = places(m.Subnets, func(s *snapshot.Subnet) string { return s.ID })
	m.clusters = places(m.Clusters, func(c *snapshot.Cluster) string { return c.ID })
	m.services = places(m.Services, func(s *snapshot.Service) string { return s.ID })
	m.listeners = places(m.Listeners, func(l *snapshot.Listener) string { return l.ID })
	m.gateways = places(m.InternetGateways, func(g *snapshot.InternetGateway) string { return g.ID })

	for _, tie := range slices.Concat(m.early, m.later) {
		tie()
	}

	m.sort()
}

// sort brings sets that several resources add to into order.
func (m *mapper) sort() {
	for i := range m.RouteTables {
		m.RouteTables[i].Subnets = set(m.RouteTables[i].Subnets)
	}

	for i := range m.NetworkACLs {
		m.NetworkACLs[i].Subnets = set(m.NetworkACLs[i].Subnets)
		slices.SortStableFunc(m.NetworkACLs[i].Entries, byNumber)
	}

	for i := range m.Listeners {
		m.Listeners[i].TargetGroups = set(m.Listeners[i].TargetGroups)
	}
}

func places[T any](nouns []T, id func(*T) string) map[string]int {
	at := make(map[string]int, len(nouns))
	for i := range nouns {
		at[id(&nouns[i])] = i
	}

	return at
}

// find is the noun with an ID; nil where the stack has none.
func find[T any](nouns []T, at map[string]int, id string) *T {
	i, ok := at[id]
	if !ok {
		return nil
	}

	return &nouns[i]
}

// id is that of the resource.
func (r resource) id() string { return field.Address(r.stack, r.Address()) }

// meta is where the resource is written.
func (r resource) meta() snapshot.Meta {
	return snapshot.Meta{Stack: r.stack, Origin: snapshot.Origin{
		File: r.File(), Pointer: r.Pointer(), Range: r.Node().NameRange(),
	}}
}

// metaWith has the places of the resource's own keys too, under the names that the API has for them.
func (r resource) metaWith(keys ...string) snapshot.Meta {
	m := r.meta()
	m.Origin.Fields = fields(r.properties, keys)

	return m
}
