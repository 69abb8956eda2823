package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A hostClass is the hosts of dynamically mapped tasks that are reached alike.
type hostClass struct {
	endpoint reach.Endpoint
	host     placement.Host
	services netset.Services // the ephemeral range, for the protocols in use
	tenants  []*placement.Tenant
	count    int
}

// ephemeralRanges judges what the hosts of dynamically mapped tasks admit, one fact for each security group and
// source class. A rule counts once, for the widest class it lets in.
func (s *shard) ephemeralRanges(c *snapshot.Cluster, tenants []*placement.Tenant) []EphemeralRange {
	found := map[string]*opening{}

	var unread []EphemeralRange

	for _, class := range s.hostClasses(c, tenants) {
		admissions, missing := s.reach.Ingress(class.endpoint, class.services)
		for _, a := range admissions {
			widen(found, class, a)
		}

		for _, id := range missing {
			unread = append(unread, s.unreadGroup(class, id))
		}
	}

	return slices.Concat(s.byGroup(found), unread, s.unseen(c, tenants))
}

// unseen lists the tenants with dynamic ports of which it cannot be told what reaches them: where they land is
// not known, or the machines they land on were not read.
func (s *shard) unseen(c *snapshot.Cluster, tenants []*placement.Tenant) []EphemeralRange {
	var all []EphemeralRange

	for _, t := range tenants {
		if !dynamic(t) || t.Capacity.Launch == snapshot.LaunchExternal {
			continue
		}

		why := t.Eligible.Undecided

		for _, instance := range t.Eligible.Instances {
			if len(s.placement.Host(instance).Interfaces) == 0 && !placement.External(instance) {
				why = "instance " + instance.Instance + " was not read"
			}
		}

		if why != "" {
			ref := s.refs.add(tenantRef{t})
			all = append(all, EphemeralRange{Ref: ref, Group: c.Name, Undecided: why, Affected: []Ref{ref}})
		}
	}

	return all
}

// hostClasses joins the instances on which tasks with dynamic host ports can land. Managed instances are left
// out: they take no bridge mode.
func (s *shard) hostClasses(c *snapshot.Cluster, tenants []*placement.Tenant) []*hostClass {
	byKey := map[string]*hostClass{}

	var order []*hostClass

	on := dynamicTenants(tenants)

	for _, instance := range s.index.ContainerInstancesOf[c.ID] {
		here := on[instance]
		if placement.External(instance) || len(here) == 0 {
			continue
		}

		host := s.placement.Host(instance)
		for _, eni := range host.Interfaces {
			class := &hostClass{
				endpoint: reach.EndpointOf(eni), host: host, tenants: here, services: rangeOf(host.Ephemeral, here),
			}

			key := class.key()
			if byKey[key] == nil {
				byKey[key] = class
				order = append(order, class)
			}

			byKey[key].count++
		}
	}

	return order
}

func (h *hostClass) key() string {
	names := make([]string, len(h.tenants))
	for i, t := range h.tenants {
		names[i] = t.Name()
	}

	e := h.endpoint

	return fmt.Sprint(e.Groups, e.Subnet, e.PublicIPv4 != "", e.PublicIPv6 != "", h.host.Ephemeral, h.services, names)
}

// dynamicTenants lists, for each instance, the tenants with dynamic host ports that can land there.
func dynamicTenants(tenants []*placement.Tenant) map[*snapshot.ContainerInstance][]*placement.Tenant {
	on := map[*snapshot.ContainerInstance][]*placement.Tenant{}

	for _, t := range tenants {
		if !dynamic(t) {
			continue
		}

		for _, instance := range t.Eligible.Instances {
			on[instance] = append(on[instance], t)
		}
	}

	return on
}

// dynamic reports whether the tenant wants tasks whose host ports ECS chooses.
func dynamic(t *placement.Tenant) bool {
	return t.TaskDefinition != nil && t.Desired.Or(1) != 0 && t.Capacity.Launch != snapshot.LaunchFargate &&
		len(ports.Dynamic(t.TaskDefinition, t.Mode.Or(""))) > 0
}

func protocolNumber(name string) uint8 {
	if name == "udp" {
		return netset.ProtocolUDP
	}

	return netset.ProtocolTCP
}

// rangeOf is the range for the protocols that the tenants' dynamic ports have.
func rangeOf(r snapshot.PortRange, tenants []*placement.Tenant) netset.Services {
	var services netset.Services

	for _, t := range tenants {
		for _, claim := range ports.Dynamic(t.TaskDefinition, t.Mode.Or("")) {
			protocol := protocolNumber(claim.Protocol)
			services = services.Union(netset.Ports(protocol, uint16(r.From), uint16(r.To))) //nolint:gosec // ports
		}
	}

	return services
}

// An opening is what one rule admits to the range, from the widest class it lets in.
type opening struct {
	admission reach.Admission
	class     *hostClass
	services  netset.Services
	hosts     int
	tenants   []*placement.Tenant
}

func widen(found map[string]*opening, class *hostClass, a reach.Admission) {
	o := found[a.Rule.ID]
	if o == nil || rank(a) < rank(o.admission) {
		found[a.Rule.ID] = &opening{a, class, a.Services, class.count, class.tenants}

		return
	}

	if rank(a) == rank(o.admission) {
		o.services = o.services.Union(a.Services)

		if o.class != class {
			o.hosts += class.count
		}

		for _, t := range class.tenants {
			if !slices.Contains(o.tenants, t) {
				o.tenants = append(o.tenants, t)
			}
		}
	}
}

func rank(a reach.Admission) int {
	if a.Unknown != "" {
		return len(reach.Classes())
	}

	return slices.Index(reach.Classes(), a.Class)
}

// byGroup puts the rules of one group and class together.
func (s *shard) byGroup(found map[string]*opening) []EphemeralRange {
	groups := map[string][]*opening{}

	for _, o := range found {
		key := o.admission.Group.ID + "|" + string(o.admission.Class) + "|" + o.admission.Unknown
		groups[key] = append(groups[key], o)
	}

	all := make([]EphemeralRange, 0, len(groups))
	for _, openings := range groups {
		all = append(all, s.ephemeralRange(openings))
	}

	slices.SortFunc(all, func(a, b EphemeralRange) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Cause, b.Cause))
	})

	return all
}

func (s *shard) ephemeralRange(openings []*opening) EphemeralRange {
	slices.SortFunc(openings, func(a, b *opening) int {
		return cmp.Or(cmp.Compare(open(b.services), open(a.services)),
			cmp.Compare(a.admission.Rule.ID, b.admission.Rule.ID))
	})

	widest := openings[0]
	group := widest.admission.Group
	fact := EphemeralRange{
		Ref: s.refs.add(groupRef{group}), Group: group.Name, Source: string(widest.admission.Class),
		Undecided: widest.admission.Unknown, From: widest.class.host.Ephemeral.From, To: widest.class.host.Ephemeral.To,
		Cause: widest.admission.Rule.ID, Assumptions: assumed(openings),
	}

	var services netset.Services

	for _, o := range openings {
		services = services.Union(o.services)
	}

	fact.Open, fact.Ports = open(services), services.String()
	fact.SourceText = sources(openings)
	fact.Weakened = Weakens(fact.Assumptions)
	s.ephemeralEvidence(&fact, openings)

	return fact
}

// open counts the admitted ports of the protocol that has most of them.
func open(services netset.Services) int {
	return max(services.Count(netset.ProtocolTCP), services.Count(netset.ProtocolUDP))
}

func assumed(openings []*opening) []string {
	var codes []string

	for _, o := range openings {
		codes = append(codes, o.admission.Assumptions...)

		if !o.class.host.EphemeralKnown {
			codes = append(codes, EphemeralRangeDefault)
		}
	}

	return sorted(codes)
}

func sources(openings []*opening) string {
	var texts []string

	for _, o := range openings {
		text := reach.PeerText(o.admission.Rule)
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}

	return strings.Join(texts, ", ")
}

// ephemeralEvidence follows a packet: the way in, the host, the rules, the mappings it ends at.
func (s *shard) ephemeralEvidence(fact *EphemeralRange, openings []*opening) {
	widest := openings[0]
	for _, step := range widest.admission.Path {
		fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{step.Kind, step.ID, step.Text}))
	}

	fact.Evidence = append(fact.Evidence, s.refs.add(hostNote(widest)))

	for _, o := range openings {
		rule := o.admission.Rule
		text := fmt.Sprintf("rule %s of group %s: %s", rule.ID, o.admission.Group.Name, reach.RuleText(rule))
		fact.Evidence = append(fact.Evidence, s.refs.add(noteRef{"securityGroupRule", rule.ID, text}))
	}

	for _, t := range widest.tenants {
		fact.Tasks = append(fact.Tasks, t.Name())
		fact.Affected = append(fact.Affected, s.refs.add(tenantRef{t}))

		for _, claim := range ports.Dynamic(t.TaskDefinition, t.Mode.Or("")) {
			fact.Evidence = append(fact.Evidence, s.refs.add(mappingRef{t.TaskDefinition, claim.Container, claim.Mapping}))
		}
	}
}

func hostNote(o *opening) noteRef {
	instance := o.class.host.Instance
	text := "instance " + instance.ID

	if address := publicAddress(o); address != "" {
		text += " with public address " + address
	}

	if o.hosts > 1 {
		text += fmt.Sprintf(" (and %d more)", o.hosts-1)
	}

	return noteRef{"instance", instance.ID, text}
}

// publicAddress is the address that the admitted sources can send to, of the family they have; empty where they
// come another way.
func publicAddress(o *opening) string {
	v4, v6 := o.admission.Packets.Addresses()

	switch {
	case !o.admission.Public:
		return ""
	case len(v4) > 0:
		return o.class.endpoint.PublicIPv4
	case len(v6) > 0:
		return o.class.endpoint.PublicIPv6
	default:
		return ""
	}
}

func (s *shard) unreadGroup(class *hostClass, id string) EphemeralRange {
	return EphemeralRange{
		Ref: s.refs.add(noteRef{"securityGroup", id, "security group " + id}), Group: id,
		Undecided: "security group " + id + " was not read", Affected: s.tenantRefs(class.tenants),
	}
}

func (s *shard) tenantRefs(tenants []*placement.Tenant) []Ref {
	refs := make([]Ref, 0, len(tenants))
	for _, t := range tenants {
		refs = append(refs, s.refs.add(tenantRef{t}))
	}

	return refs
}
