package suggest_test

import (
	"net/netip"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/needs"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/suggest"
)

// The toy plan. Every address is that of one kind of source; all rules and routes are made of the prefixes.
var (
	toyPeers = []string{
		"0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.0.1.0/24", "10.9.0.0/16", "203.0.113.0/24", "192.168.0.0/16",
		"pl-own", "pl-mixed", "sg-hosts", "sg-more", "sg-lb", "sg-lb2", "sg-db", "sg-gone",
	}
	toyServices = []string{
		"-1", "tcp 8080", "tcp 8080-9090", "tcp 0-65535", "tcp 32768-60999", "tcp 40000", "udp 53", "udp",
		"icmp -1/-1", "tcp 22",
	}
	toyMappings  = []string{"80", "8080:80", "9090:81", "53:53/udp", "8000-8010", "90/udp"}
	toyNames     = []string{"web", "web-a", "web_a", "WEB", "sg-x"}
	toyAddresses = []string{
		"10.0.1.5", "10.0.2.5", "10.0.200.1", "10.9.1.1", "10.200.0.1", "192.168.1.1", "203.0.113.9", "8.8.8.8",
	}
	toyGroups = []string{"sg-hosts", "sg-more", "sg-lb", "sg-lb2", "sg-db", "sg-gone"}
)

func drawAccount(t *rapid.T) *snapshot.Snapshot {
	s := fleet()
	if rapid.Bool().Draw(t, "public") {
		published(s)
	}

	s.PrefixLists = []snapshot.PrefixList{
		{ID: "pl-own", Entries: []string{"10.0.1.0/24"}},
		{ID: "pl-mixed", Entries: []string{"10.0.0.0/16", "203.0.113.0/24"}},
	}

	for _, name := range []string{"hosts", "more", "lb", "lb2", "db"} {
		group(s, name, drawRules(t, name)...)
	}

	if rapid.Bool().Draw(t, "more") {
		s.NetworkInterfaces[0].SecurityGroups = []string{"sg-hosts", "sg-more"}
	}

	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(toyNames), 1, 3, rapid.ID[string]).Draw(t, "services") {
		mode := rapid.SampledFrom([]snapshot.NetworkMode{bridge, bridge, host, awsvpc}).Draw(t, "mode")
		v := service(s, name, mode, drawMappings(t, mode)...)

		if rapid.Bool().Draw(t, "balanced") {
			balanced(s, v, rapid.SampledFrom([][]string{{"sg-lb"}, {"sg-lb2", "sg-lb"}, nil}).Draw(t, "balancer")...)
		}
	}

	return s
}

func drawRules(t *rapid.T, label string) []string {
	rules := make([]string, rapid.IntRange(2, 6).Draw(t, label))
	for i := range rules {
		rules[i] = rapid.SampledFrom([]string{"", "", "", "out "}).Draw(t, "direction") +
			rapid.SampledFrom(toyServices).Draw(t, "service") + " " + rapid.SampledFrom(toyPeers).Draw(t, "peer")
	}

	return rules
}

// drawMappings leaves host ports and ranges out where ECS refuses them.
func drawMappings(t *rapid.T, mode snapshot.NetworkMode) []string {
	texts := rapid.SliceOfNDistinct(rapid.SampledFrom(toyMappings), 0, 3, rapid.ID[string]).Draw(t, "mappings")

	for i, text := range texts {
		if _, after, ok := strings.Cut(text, ":"); ok && mode != bridge {
			texts[i] = after
		}
	}

	return slices.DeleteFunc(texts, func(text string) bool { return mode == host && strings.Contains(text, "-") })
}

// A source is an address, or whoever is in a group.
type source struct {
	addr  netip.Addr
	group string
}

func sources() []source {
	all := make([]source, 0, len(toyAddresses)+len(toyGroups))
	for _, text := range toyAddresses {
		all = append(all, source{addr: netip.MustParseAddr(text)})
	}

	for _, id := range toyGroups {
		all = append(all, source{group: id})
	}

	return all
}

// An account answers what is possible today, rule by rule, without a set.
type account struct{ *snapshot.Snapshot }

// possible reports whether the source reaches the service's container port through some interface of some host, other
// than from the internet.
func (s account) possible(from source, v snapshot.Service, port int, protocol string) bool {
	for _, m := range s.mappings(v) {
		first, last := portsOf(m)
		if m.Proto() != protocol || port < first || last < port {
			continue
		}

		low, high := s.hostPorts(v, m)

		for _, r := range s.hostRules() {
			if !r.Egress && meets(r, protocol, low, high) && s.peerIs(r, from) && s.inside(from) {
				return true
			}
		}
	}

	return false
}

func (s account) mappings(v snapshot.Service) []snapshot.PortMapping {
	for i := range s.TaskDefinitions {
		if d := &s.TaskDefinitions[i]; d.ID == v.TaskDefinition {
			return d.ContainerDefinitions[0].PortMappings
		}
	}

	return nil
}

func portsOf(m snapshot.PortMapping) (first, last int) {
	if text, ok := m.ContainerPortRange.Get(); ok {
		return span(text)
	}

	port, _ := m.ContainerPort.Get()

	return port, port
}

func (s account) hostPorts(v snapshot.Service, m snapshot.PortMapping) (low, high int) {
	if port, ok := m.HostPort.Get(); ok {
		return port, port
	}

	if s.mode(v) == host {
		return portsOf(m)
	}

	return 32768, 60999
}

func (s account) mode(v snapshot.Service) snapshot.NetworkMode {
	for i := range s.TaskDefinitions {
		if d := &s.TaskDefinitions[i]; d.ID == v.TaskDefinition {
			return d.NetworkMode.Or("")
		}
	}

	return ""
}

func (s account) worn() []string {
	var groups []string
	for _, eni := range s.NetworkInterfaces {
		groups = append(groups, eni.SecurityGroups...)
	}

	return groups
}

func (s account) hostRules() []snapshot.SecurityGroupRule {
	var rules []snapshot.SecurityGroupRule

	for _, g := range s.SecurityGroups {
		if slices.Contains(s.worn(), g.ID) {
			rules = append(rules, g.Rules...)
		}
	}

	return rules
}

// meets reports whether a rule speaks of any port between low and high.
func meets(r snapshot.SecurityGroupRule, protocol string, low, high int) bool {
	text, _ := r.Protocol.Get()

	return text == "-1" || text == protocol && (r.FromPort.IsZero() || r.FromPort.Or(0) <= high && low <= r.ToPort.Or(0))
}

func (s account) peerIs(r snapshot.SecurityGroupRule, from source) bool {
	if from.group != "" {
		return r.ReferencedGroup.Or("") == from.group
	}

	return s.contains(r.CIDRIPv4.Or(""), r.PrefixList.Or(""), from.addr)
}

func (s account) contains(cidr, list string, addr netip.Addr) bool {
	texts := []string{cidr}
	for _, l := range s.PrefixLists {
		if l.ID == list {
			texts = append(texts, l.Entries...)
		}
	}

	return slices.ContainsFunc(texts, func(text string) bool {
		p, err := netip.ParsePrefix(text)

		return err == nil && p.Contains(addr)
	})
}

// inside reports whether there is a way in that is not the internet: the VPC and the peer.
func (s account) inside(from source) bool {
	return from.group != "" || s.contains("10.0.0.0/16", "", from.addr) || s.contains("10.9.0.0/16", "", from.addr)
}

// admitted reports whether rules of a plan admit the source to a port.
func (s account) admitted(rules []suggest.Rule, from source, port int, protocol string) bool {
	return slices.ContainsFunc(rules, func(r suggest.Rule) bool {
		return r.Protocol == protocol && *r.FromPort <= port && port <= *r.ToPort &&
			(from.group != "" && r.PeerGroup == from.group || from.group == "" && s.contains(r.CIDR, r.PrefixList, from.addr))
	})
}

// declared are the needs of the services, as another package has them.
func (s account) declared() map[string][]needs.Need {
	index := snapshot.NewIndex(s.Snapshot)
	p := placement.New(index)
	m := needs.New(index, p, reach.New(index))
	all := map[string][]needs.Need{}

	for _, t := range p.Tenants("prod") {
		all[t.Name()], _ = m.Declared(t)
	}

	return all
}

// service finds a service of the account by its name.
func (s account) service(name string) snapshot.Service {
	return s.Services[slices.IndexFunc(s.Services, func(v snapshot.Service) bool { return v.Name == name })]
}
