package capacity

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// areas parts the subnets that have nothing to do with each other, and answers for each part.
func (c *catchment) areas() []Area {
	using := make([][]int, len(c.subnets))

	for n := range c.takers {
		for _, s := range c.takers[n].subnets {
			using[s] = append(using[s], n)
		}
	}

	parts := connected(len(c.takers), using)
	areas := make([]Area, 0, len(parts)+len(c.unclear))

	for _, members := range parts {
		areas = append(areas, c.area(members))
	}

	for _, t := range c.unclear {
		why := "the service names no subnets"
		if subnets := placement.NetworkConfiguration(t.Service).Subnets; subnets.IsUnknown() {
			why = "subnets: " + subnets.Reason()
		}

		areas = append(areas, Area{
			Tenants: []*placement.Tenant{t}, Free: Bound{0, Endless},
			Now: Need{Undecided: why}, Maximum: Need{Undecided: why},
		})
	}

	return areas
}

// connected lists the numbers below n by those that meet, directly or through others. Each place lists those that meet
// there.
func connected(n int, places [][]int) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}

	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}

		return i
	}

	for _, meet := range places {
		for _, other := range meet {
			x, y := find(meet[0]), find(other)
			root[max(x, y)] = min(x, y)
		}
	}

	members := make([][]int, n)
	for i := range root {
		members[find(i)] = append(members[find(i)], i)
	}

	return slices.DeleteFunc(members, func(m []int) bool { return len(m) == 0 })
}

func (c *catchment) area(members []int) Area {
	var a Area

	p := &parts{at: map[int]int{}}

	for _, n := range members {
		k := &c.takers[n]
		a.Tenants, a.Groups, a.Live = append(a.Tenants, k.tenants...), append(a.Groups, k.groups...), a.Live || k.live
		a.Now, a.Maximum = a.Now.and(k.now), a.Maximum.and(k.maximum)
		p.why = cmp.Or(p.why, k.why)

		for _, s := range k.subnets {
			c.add(p, s)
		}

		p.now, p.maximum = append(p.now, k.user(k.now, p.at)), append(p.maximum, k.user(k.maximum, p.at))
	}

	slices.SortFunc(p.subnets, func(x, y *snapshot.Subnet) int { return cmp.Compare(x.ID, y.ID) })

	for _, s := range p.stocks {
		a.Free = a.Free.plus(s.room)
	}

	a.Subnets = p.subnets
	a.Now.answer(p.now, p.stocks, p.why)
	a.Maximum.answer(p.maximum, p.stocks, p.why)

	return a
}

// parts are who wants which addresses of an area.
type parts struct {
	now, maximum []user
	stocks       []stock
	subnets      []*snapshot.Subnet

	// at is the stock of a subnet of the catchment.
	at  map[int]int
	why string
}

func (c *catchment) add(p *parts, subnet int) {
	if _, known := p.at[subnet]; known {
		return
	}

	free, why := c.free(subnet)
	p.at[subnet] = len(p.stocks)
	p.stocks, p.why = append(p.stocks, stock{room: free}), cmp.Or(p.why, why)

	if c.subnets[subnet] != nil {
		p.subnets = append(p.subnets, c.subnets[subnet])
	}
}

func (c *catchment) free(s int) (Bound, string) {
	if c.subnets[s] == nil {
		return Bound{0, Endless}, "subnet " + c.ids[s] + " was not read"
	}

	free, _, why := Free(c.subnets[s])

	return free, why
}

// user wants addresses of all subnets of the taker, whose places are given.
func (k *taker) user(n Need, at map[int]int) user {
	u := user{wants: n.Tasks.plus(n.Instances), first: n.First}
	for _, s := range k.subnets {
		u.stocks, u.most = append(u.stocks, at[s]), append(u.most, Endless)
	}

	return u
}

func (n *Need) and(other Need) Need {
	return Need{
		Tasks:     n.Tasks.plus(other.Tasks),
		First:     Bound{max(n.First.Low, other.First.Low), max(n.First.High, other.First.High)},
		Instances: n.Instances.plus(other.Instances),
	}
}

func (n *Need) answer(users []user, stocks []stock, why string) {
	n.Missing = missing(users, stocks, true)
	if n.Missing == 0 && missing(users, stocks, false) > 0 {
		n.Undecided = why
	}
}
