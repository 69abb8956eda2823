package capacity

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A basin collects the tenants of a cluster, and the hosts that they can use.
type basin struct {
	model   *Model
	cluster *snapshot.Cluster

	// unclear are the tenants of which it is not known which hosts they use.
	unclear []*placement.Tenant

	parties []party
	number  map[choice]int
	zoned   map[choice][]*snapshot.ContainerInstance

	// lodgings are the hosts in order, and at finds them: instances, and what providers may add by their name.
	lodgings []*lodging
	at       map[any]*lodging
}

// A party is tenants that ask for the same hosts.
type party struct {
	tenants []*placement.Tenant
	demand  Demand
	daemon  bool

	// apart reports whether no two of their tasks may share a host.
	apart bool
}

// A lodging is an instance, or all that one provider may add.
type lodging struct {
	host    host
	hosts   int
	grown   bool
	parties []int

	// perhaps counts the daemons of which it is not known whether they come here.
	perhaps int
}

// A choice is what decides which hosts a tenant can use, and how. Tenants that ask placement for the same share its
// list, so that its first place identifies it.
type choice struct {
	list          **snapshot.ContainerInstance
	growth, zones string
	daemon        bool
	apart         *placement.Tenant
}

func newBasin(m *Model, cluster *snapshot.Cluster) *basin {
	return &basin{
		model: m, cluster: cluster, number: map[choice]int{},
		zoned: map[choice][]*snapshot.ContainerInstance{}, at: map[any]*lodging{},
	}
}

func choiceOf(t *placement.Tenant, zones string) choice {
	c := choice{zones: zones, daemon: t.Daemon}
	if len(t.Eligible.Instances) > 0 {
		c.list = &t.Eligible.Instances[0]
	}

	for _, g := range t.Eligible.Growth {
		c.growth += g.Provider + "\n"
	}

	if t.DistinctInstance() && !t.Daemon {
		c.apart = t
	}

	return c
}

// add puts the tenant to those that can use the same.
func (b *basin) add(t *placement.Tenant) {
	key := choiceOf(t, b.model.zonesOf(t))
	instances := b.inZones(t, key)

	hosts := t.Eligible.Count() - len(t.Eligible.Instances) + len(instances)
	if hosts == 0 {
		return
	}

	at, known := b.number[key]
	if !known {
		at = len(b.parties)
		b.number[key] = at
		b.parties = append(b.parties, party{daemon: t.Daemon, apart: key.apart != nil})
		b.lodge(at, instances, t)
	}

	b.parties[at].take(t, hosts)
}

func (p *party) take(t *placement.Tenant, hosts int) {
	d := DemandOf(t)

	switch {
	case p.daemon:
		d = Demand{Tasks: exactly(hosts)}
	case p.apart:
		d = d.only(hosts)
	}

	p.tenants = append(p.tenants, t)
	p.demand = p.demand.and(d)
}

// lodge notes where the party can go.
func (b *basin) lodge(at int, instances []*snapshot.ContainerInstance, t *placement.Tenant) {
	for _, c := range instances {
		b.admit(at, c, func() *lodging { return &lodging{host: b.model.hostOf(c), hosts: 1} })
	}

	for _, g := range t.Eligible.Growth {
		b.admit(at, g.Provider, func() *lodging {
			windows := t.TaskDefinition != nil && placement.Windows(t.TaskDefinition)

			return &lodging{host: b.model.newcomer(b.cluster, g, windows), hosts: g.Instances, grown: true}
		})
	}
}

func (b *basin) admit(party int, what any, describe func() *lodging) {
	l := b.at[what]
	if l == nil {
		l = describe()
		b.at[what] = l
		b.lodgings = append(b.lodgings, l)
	}

	l.parties = append(l.parties, party)
}

// inZones leaves out the instances in whose zone the service has no subnet: an interface is attached where it is.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
func (b *basin) inZones(t *placement.Tenant, key choice) []*snapshot.ContainerInstance {
	if key.zones == "" {
		return t.Eligible.Instances
	}

	key.apart, key.daemon, key.growth = nil, false, ""

	instances, known := b.zoned[key]
	if !known {
		instances = slices.DeleteFunc(slices.Clone(t.Eligible.Instances), func(c *snapshot.ContainerInstance) bool {
			zone := b.model.zoneOf(c)

			return zone != "" && !strings.Contains(key.zones, zone+"\n")
		})
		b.zoned[key] = instances
	}

	return instances
}

// zonesOf lists the zones in which the tenant's tasks can have their interfaces, each with a line end; empty where that
// is not known of all of its subnets.
func (m *Model) zonesOf(t *placement.Tenant) string {
	config := placement.NetworkConfiguration(t.Service)
	if config == nil || t.Mode.Or("") != snapshot.ModeAWSVPC {
		return ""
	}

	var zones []string

	for _, id := range config.Subnets.Or(nil) {
		subnet := m.index.Subnets[id]
		if subnet == nil || subnet.AvailabilityZone == "" {
			return ""
		}

		zones = append(zones, subnet.AvailabilityZone+"\n")
	}

	slices.Sort(zones)

	return strings.Join(slices.Compact(zones), "")
}

func (m *Model) zoneOf(c *snapshot.ContainerInstance) string {
	if machine := m.index.Instances[c.Instance]; machine != nil && machine.AvailabilityZone != "" {
		return machine.AvailabilityZone
	}

	zone, _ := attribute(c, "ecs.availability-zone")

	return zone
}
