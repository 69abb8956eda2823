package reach

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A policy is what a set of groups admits in one direction: all their rules as one set, since they only allow.
// Groups that rules name stay symbolic, so that replicas that come and go change nothing.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
type policy struct {
	// may is what is admitted to and from addresses, or may be; must is without what could not be read.
	may, must netset.Set

	// peers are the services by group that a rule names.
	peers map[string]netset.Services

	// unread says what could not be read, one text each.
	unread []string
}

// policyKey identifies the policy of groups, sorted.
type policyKey struct {
	groups    string
	direction Direction
}

// policy compiles the groups of an interface, once.
func (m *Model) policy(groups []string, d Direction) *policy {
	key := policyKey{strings.Join(groups, ","), d}
	if p, ok := m.policies.Load(key); ok {
		return p.(*policy) //nolint:forcetypeassert // the map holds nothing else
	}

	p := m.compilePolicy(groups, d)
	m.policies.Store(key, p)

	return p
}

// compilePolicy takes one group apart into its rules, and joins the policies of several.
func (m *Model) compilePolicy(groups []string, d Direction) *policy {
	if len(groups) == 1 {
		return m.groupPolicy(groups[0], d)
	}

	p := &policy{peers: map[string]netset.Services{}}
	for _, id := range groups {
		p.join(m.policy([]string{id}, d))
	}

	return p
}

func (p *policy) join(o *policy) {
	p.may, p.must = p.may.Union(o.may), p.must.Union(o.must)
	p.unread = append(p.unread, o.unread...)

	for id, services := range o.peers {
		p.peers[id] = p.peers[id].Union(services)
	}
}

func (m *Model) groupPolicy(id string, d Direction) *policy {
	group := m.index.SecurityGroups[id]
	if group == nil {
		return &policy{may: m.all, unread: []string{"security group " + id + " was not read"}}
	}

	p := &policy{peers: map[string]netset.Services{}}

	var entries []netset.Entry

	for i := range group.Rules {
		if rule := &group.Rules[i]; rule.Egress == (d == Outbound) {
			entries = append(entries, m.addRule(p, rule)...)
		}
	}

	p.must = netset.Build(entries)
	p.may = p.may.Union(p.must)

	return p
}

// addRule returns what a rule admits by address. A rule that cannot be read may admit anything that is not known
// of it.
func (m *Model) addRule(p *policy, rule *snapshot.SecurityGroupRule) []netset.Entry {
	services, why := ServicesOf(rule)
	if why != "" {
		services = netset.All()
	}

	entries, missing := m.peerEntries(rule, services)
	if why == "" {
		why = missing
	}

	if why != "" {
		p.may = p.may.Union(m.all.Restrict(services))
		p.unread = append(p.unread, "rule "+rule.ID+": "+why)

		return nil
	}

	if id, ok := rule.ReferencedGroup.Get(); ok && !rule.Stale() {
		p.peers[id] = p.peers[id].Union(services)
	}

	return entries
}

// holdsNothing reports whether a prefix list was read and is empty: its size tells that it was, and no gap that its
// entries were not.
func (m *Model) holdsNothing(list *snapshot.PrefixList) bool {
	return list != nil && !list.AWSManaged() && len(list.Entries) == 0 && list.MaxEntries > 0 &&
		m.unread(list.Meta, snapshot.NounPrefixList) == ""
}

// admittedBy are the services that the rules admit for any of the groups that vouch for the far end.
func (p *policy) admittedBy(groups []string) netset.Services {
	var services netset.Services
	for _, id := range groups {
		services = services.Union(p.peers[id])
	}

	return services
}
