package capacity

import "strconv"

// A question is who wants which places.
type question struct {
	users  []user
	stocks []stock

	// slots is how many tasks the hosts take, short how many daemons find no place on their own.
	slots, short Bound
}

// A kind is hosts that the same parties can use and that take the same number of tasks. All of one kind are one stock:
// where the tasks of a party that must be apart are no more than the hosts, dealing all tasks out in turn, party after
// party, puts no two of them on one host (McNaughton's rule), and gives each host as many as any other.
type kind struct {
	parties string
	each    Bound
}

// ask gives daemons their places, which nobody else can have, and leaves the others to those who share them. room is
// how many tasks a host takes.
func (b *basin) ask(g *group, room func(*host) Bound) *question {
	q := &question{}
	users := b.users(g, q)
	kinds := map[kind]int{}

	var hosts []int

	for _, l := range g.lodgings {
		each := room(&l.host)
		q.slots = q.slots.plus(each.times(l.hosts))
		each = q.seat(each, b.daemonsOn(l), l)

		key := kind{namesOf(l.parties), each}

		at, known := kinds[key]
		if !known {
			at = len(q.stocks)
			kinds[key] = at
			q.stocks = append(q.stocks, stock{})
			hosts = append(hosts, 0)
			q.open(at, l.parties, users)
		}

		hosts[at] += l.hosts
		q.stocks[at].room = q.stocks[at].room.plus(each.times(l.hosts))
	}

	b.keepApart(g, q, users, hosts)

	return q
}

// users numbers the parties that share places.
func (b *basin) users(g *group, q *question) map[int]int {
	number := map[int]int{}

	for _, at := range g.parties {
		if p := &b.parties[at]; !p.daemon {
			number[at] = len(q.users)
			q.users = append(q.users, user{wants: p.demand.Tasks, first: p.demand.First})
		}
	}

	return number
}

func (b *basin) daemonsOn(l *lodging) Bound {
	n := 0

	for _, at := range l.parties {
		if b.parties[at].daemon {
			n += len(b.parties[at].tenants)
		}
	}

	return Bound{n, n + l.perhaps}
}

// seat takes the places of daemons off, one of each on each host, and notes those that find none. Nobody need add an
// instance that has no place for them.
func (q *question) seat(each, daemons Bound, l *lodging) Bound {
	if !l.grown {
		lack := Bound{max(0, daemons.Low-each.High), max(0, daemons.High-each.Low)}
		q.short = q.short.plus(lack.times(l.hosts))
	}

	return Bound{less(each.Low, daemons.High), less(each.High, daemons.Low)}
}

// open lets the parties use a stock.
func (q *question) open(at int, parties []int, users map[int]int) {
	for _, p := range parties {
		if u, shares := users[p]; shares {
			q.users[u].stocks = append(q.users[u].stocks, at)
			q.users[u].most = append(q.users[u].most, Endless)
		}
	}
}

// keepApart lets parties that must be apart have one place of each host only.
func (b *basin) keepApart(g *group, q *question, users map[int]int, hosts []int) {
	for _, p := range g.parties {
		u, shares := users[p]
		if !shares || !b.parties[p].apart {
			continue
		}

		for i, s := range q.users[u].stocks {
			q.users[u].most[i] = hosts[s]
		}
	}
}

// answer says that tasks have no place only where they have none in any case, and that all fit only where they do.
func (q *question) answer(why string) Fit {
	f := Fit{Slots: q.slots, Missing: plus(missing(q.users, q.stocks, true), q.short.Low)}
	if f.Missing == 0 && plus(missing(q.users, q.stocks, false), q.short.High) > 0 {
		f.Undecided = why
	}

	return f
}

// doubt says that others may want places too, which changes nothing where there are too few already.
func (f *Fit) doubt(why string) {
	if f.Missing == 0 && f.Undecided == "" {
		f.Undecided = why
	}
}

// namesOf is the same for the same parties, which hosts have in the order in which they came.
func namesOf(parties []int) string {
	b := make([]byte, 0, 5*len(parties))
	for _, p := range parties {
		b = append(strconv.AppendInt(b, int64(p), 10), ' ')
	}

	return string(b)
}
