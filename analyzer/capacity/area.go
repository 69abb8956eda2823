package capacity

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Area is subnets, with all who take addresses there: tasks in awsvpc mode wherever they run, and instances.
type Area struct {
	// Subnets are sorted by ID; there is none where a service's are not known.
	Subnets []*snapshot.Subnet
	Tenants []*placement.Tenant
	Groups  []*snapshot.AutoScalingGroup

	// Free is how many addresses can still be taken, and Live whether it is a live account that says so of some subnet;
	// otherwise nothing that runs is known to have its own.
	Free Bound
	Live bool

	// Now is what the desired counts still take, Maximum what auto scaling may take: services up to their highest
	// capacity, groups up to MaxSize.
	Now, Maximum Need
}

// A Need is how many addresses are still to be taken.
type Need struct {
	// Tasks is for tasks, First for those that a deployment must start first, one deployment at a time.
	Tasks, First Bound

	// Instances is for instances to be started. One with a trunk takes two: its own and the trunk's.
	// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
	Instances Bound

	// Missing is how many are missing for certain, Undecided why it is not known whether any is.
	Missing   int
	Undecided string
}

// Total is how many addresses are needed at the worst of all times.
func (n *Need) Total() Bound { return n.Tasks.plus(n.First).plus(n.Instances) }

// Areas tells whether the subnets of the snapshot have the addresses that tasks and instances need. Each is taken to
// use any of its subnets that has one left, which is the best that can be, so that what is missing is missing for
// certain. What load balancers, endpoints and others may yet take is not counted.
func (m *Model) Areas() []Area {
	c := &catchment{model: m, number: map[string]int{}, at: map[string]int{}}

	for i := range m.index.Snapshot.Clusters {
		for _, t := range m.placement.Tenants(m.index.Snapshot.Clusters[i].ID) {
			c.addTenant(t)
		}
	}

	for i := range m.index.Snapshot.AutoScalingGroups {
		c.addGroup(&m.index.Snapshot.AutoScalingGroups[i])
	}

	return c.areas()
}

// A catchment collects who takes addresses.
type catchment struct {
	model  *Model
	takers []taker
	number map[string]int

	// subnets are those that anybody uses, by ID; nil for one that was not read.
	subnets []*snapshot.Subnet
	ids     []string
	at      map[string]int

	// unclear are the tenants whose subnets are not known.
	unclear []*placement.Tenant
}

// A taker is all who use the same subnets.
type taker struct {
	subnets      []int
	live         bool
	tenants      []*placement.Tenant
	groups       []*snapshot.AutoScalingGroup
	now, maximum Need
	why          string
}

// addTenant adds a service with interfaces of its own. Tasks that run for none have their addresses already.
func (c *catchment) addTenant(t *placement.Tenant) {
	config := placement.NetworkConfiguration(t.Service)
	if config == nil || t.Mode.Or(snapshot.ModeAWSVPC) != snapshot.ModeAWSVPC {
		return
	}

	ids, known := config.Subnets.Get()
	if !known || len(ids) == 0 {
		c.unclear = append(c.unclear, t)

		return
	}

	k := c.taker(ids)
	k.tenants = append(k.tenants, t)
	c.model.tasks(t, k)
}

// tasks adds what the tasks of a tenant still take.
func (m *Model) tasks(t *placement.Tenant, k *taker) {
	now, most := DemandOf(t), DemandOf(m.scaledOut(t))
	running, why := exactly(0), ""

	if k.live {
		running = exactly(m.running[serviceKey{t.Cluster.ID, t.Service.Name}])
		if why = m.blindTasks[t.Service.Scope()]; why != "" {
			running = Bound{0, Endless}
		}
	}

	k.why = cmp.Or(k.why, now.Unclear, most.Unclear, why)
	k.now.add(now, running)
	k.maximum.add(most, running)
}

func (n *Need) add(d Demand, running Bound) {
	left := Bound{max(0, d.Tasks.Low-running.High), less(d.Tasks.High, running.Low)}
	n.Tasks = n.Tasks.plus(left)
	n.First = Bound{max(n.First.Low, d.First.Low), max(n.First.High, d.First.High)}
}

// scaledOut is the tenant with as many tasks as auto scaling may start.
func (m *Model) scaledOut(t *placement.Tenant) *placement.Tenant {
	out := *t
	most := m.maximum[scaled{t.Cluster.Scope(), t.Cluster.Name, t.Service.Name}]

	if t.Daemon {
		most = t.Eligible.Count()
	}

	if desired, ok := t.Desired.Get(); ok {
		out.Desired = snapshot.Known(max(desired, most))
	}

	return &out
}

// addGroup adds the instances that an auto scaling group starts.
func (c *catchment) addGroup(g *snapshot.AutoScalingGroup) {
	if len(g.Subnets) == 0 {
		return
	}

	k := c.taker(g.Subnets)
	k.groups = append(k.groups, g)

	there := c.model.machines[groupKey{g.Scope(), g.Name}]
	if there == nil {
		there = &machines{trunk: c.model.setting(g.Scope())}
	}

	running := 0
	if k.live {
		running = there.count
	}

	desired, most := numberOf(g.Desired).atLeast(numberOf(g.MinSize)), numberOf(g.MaxSize)
	if !desired.Known() { // EC2 Auto Scaling takes no more than the group may have
		desired.High = max(desired.Low, min(desired.High, most.High))
	}

	k.now.Instances = k.now.Instances.plus(there.each().by(desired.less(running)))
	k.maximum.Instances = k.maximum.Instances.plus(there.each().by(most.atLeast(desired).less(running)))

	if !desired.Known() || g.MaxSize.IsUnknown() {
		k.why = cmp.Or(k.why, "how many instances "+g.Name+" has is not known")
	}

	if there.trunk == unknown {
		k.why = cmp.Or(k.why, "whether the instances of "+g.Name+" get a trunk is not known")
	}
}

// taker finds who uses the same subnets. Its result is good until the next call.
func (c *catchment) taker(ids []string) *taker {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	key := strings.Join(ids, "\n")

	n, known := c.number[key]
	if !known {
		n = len(c.takers)
		c.number[key] = n
		c.takers = append(c.takers, taker{subnets: c.stocks(ids)})

		for _, s := range c.takers[n].subnets {
			if c.subnets[s] != nil {
				_, live, _ := Free(c.subnets[s])
				c.takers[n].live = c.takers[n].live || live
			}
		}
	}

	return &c.takers[n]
}

func (c *catchment) stocks(ids []string) []int {
	all := make([]int, 0, len(ids))

	for _, id := range ids {
		at, known := c.at[id]
		if !known {
			at = len(c.subnets)
			c.at[id] = at
			c.subnets = append(c.subnets, c.model.index.Subnets[id])
			c.ids = append(c.ids, id)
		}

		all = append(all, at)
	}

	return all
}
