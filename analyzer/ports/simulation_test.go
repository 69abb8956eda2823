package ports_test

// A rollout is a rolling deployment that is tried out: every move that ECS may make from "all old", until "all new" is
// reached or no move is left. It shares no code with what it proves.
type rollout struct {
	desired, instances int
	minimum, maximum   int

	// extra instances take everyone's tasks, those of daemons left out.
	extra int

	fixed, distinct, daemon bool

	// neighbours claim the same port; they mean nothing to tasks without one.
	neighbours [2]neighbour
}

// A neighbour wants a number of tasks on the instances from, up to to. Those from rollout.instances on are its own.
type neighbour struct {
	wants, from, to int
	daemon          bool
}

// wants is what a daemon wants too: one task on each of its instances.
func (r rollout) wants() int {
	if r.daemon {
		return r.instances + r.extra
	}

	return r.desired
}

// alone reports whether an instance takes one task of the service only: what claims a host port, distinctInstance, and
// what a DAEMON is, "exactly one task on each active container instance".
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
func (r rollout) alone() bool { return r.fixed || r.distinct || r.daemon }

// mayStop reports whether what is left when one of so many tasks stops is at least the minimum, and mayStart whether
// one task more is at most the maximum: limits on the running tasks, as a percentage of the desired count.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func (r rollout) mayStop(tasks int) bool { return 100*(tasks-1) >= r.wants()*r.minimum }

func (r rollout) mayStart(tasks int) bool { return 100*(tasks+1) <= r.wants()*r.maximum }

// An outset is how many tasks of the service run before the deployment, and how many instances could take one.
type outset struct{ old, free int }

// A filling is how far instances have been filled.
type filling struct {
	outset
	taken [2]int // by the neighbours
}

func (f filling) total() int { return f.old + f.taken[0] + f.taken[1] }

// outsets fills the instances in every way, and keeps those in which as many tasks run as can.
func (r rollout) outsets() map[outset]bool {
	fillings := map[filling]bool{{}: true}

	for i := range max(r.instances, r.neighbours[0].to, r.neighbours[1].to) + r.extra {
		next := map[filling]bool{}
		for f := range fillings {
			r.fill(i, f, next)
		}

		fillings = next
	}

	most := 0
	for f := range fillings {
		most = max(most, f.total())
	}

	outsets := map[outset]bool{}

	for f := range fillings {
		if f.total() == most {
			outsets[f.outset] = true
		}
	}

	return outsets
}

// fill leaves an instance free, or gives it to one of those who can use it and lack one.
func (r rollout) fill(i int, f filling, next map[filling]bool) {
	shared := max(r.instances, r.neighbours[0].to, r.neighbours[1].to)
	left, ours := f, i < r.instances || i >= shared

	if ours {
		left.free++
	}

	next[left] = true

	if ours && f.old < r.wants() {
		old := f
		old.old++
		next[old] = true
	}

	for n, other := range r.neighbours {
		if f.taken[n] < other.wants && (i >= other.from && i < other.to || i >= shared && !other.daemon) {
			took := f
			took.taken[n]++
			next[took] = true
		}
	}
}

// verdict tries every outset. Where it is not the same however many of the service's tasks run, it is contested.
func (r rollout) verdict(t *trials) string {
	if !r.alone() {
		return map[bool]string{true: "moves", false: "stuck"}[t.reaches(r, r.desired, 0)]
	}

	if !r.fixed {
		r.neighbours = [2]neighbour{}
	}

	reached := map[int]bool{} // by how many run
	for o := range t.outsets(r) {
		reached[o.old] = reached[o.old] || t.reaches(r, o.old, o.free)
	}

	yes := 0

	for _, is := range reached {
		if is {
			yes++
		}
	}

	switch yes {
	case 0:
		return "stuck"
	case len(reached):
		return "moves"
	default:
		return "contested"
	}
}

// Trials remember what has been tried.
type trials struct {
	filled map[rollout]map[outset]bool
	ended  map[trial]bool
}

type trial struct {
	outset
	wants, minimum, maximum int
	alone                   bool
}

func newTrials() *trials {
	return &trials{filled: map[rollout]map[outset]bool{}, ended: map[trial]bool{}}
}

func (t *trials) outsets(r rollout) map[outset]bool {
	r.minimum, r.maximum, r.distinct = 0, 0, false
	if t.filled[r] == nil {
		t.filled[r] = r.outsets()
	}

	return t.filled[r]
}

func (t *trials) reaches(r rollout, old, free int) bool {
	key := trial{outset{old, free}, r.wants(), r.minimum, r.maximum, r.alone()}

	reached, ok := t.ended[key]
	if !ok {
		reached = newSearch(r, old, free).from(place(r, old, free))
		t.ended[key] = reached
	}

	return reached
}

const mostInstances = 20

// A cell is the tasks of the service on an instance.
type cell struct{ old, fresh int8 }

// A state is the tasks on each instance, in an order that makes states that differ by the instances' names only equal.
type state [mostInstances]cell

// place puts one old task on each instance, or where they share instances one on each by turns.
func place(r rollout, old, _ int) state {
	var s state

	for i := range old {
		if r.alone() {
			s[i].old++
		} else {
			s[i%r.instances].old++
		}
	}

	return s.sorted()
}

func (s state) sorted() state {
	for i := range s {
		for j := i; j > 0 && s[j].rank() > s[j-1].rank(); j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}

	return s
}

func (c cell) rank() int { return int(c.old)<<8 | int(c.fresh) }

func (s state) count() (old, fresh int) {
	for _, c := range s {
		old += int(c.old)
		fresh += int(c.fresh)
	}

	return old, fresh
}

// A search goes through the states that can be reached.
type search struct {
	rollout
	instances, target int
	seen              map[state]bool
}

// newSearch looks for as many new tasks as old ones ran, one at least, or nothing is deployed.
func newSearch(r rollout, old, free int) *search {
	s := &search{rollout: r, instances: old + free, target: max(1, old), seen: map[state]bool{}}
	if !r.alone() {
		s.instances = r.instances
	}

	return s
}

func (s *search) from(at state) bool {
	old, fresh := at.count()

	switch {
	case old == 0 && fresh >= s.target:
		return true
	case s.seen[at]:
		return false
	}

	s.seen[at] = true

	return s.start(at, old+fresh) || s.stop(at, old+fresh)
}

// start puts a new task on each instance that is free for it.
func (s *search) start(at state, tasks int) bool {
	if !s.mayStart(tasks) {
		return false
	}

	for i := range s.instances {
		if s.alone() && at[i] != (cell{}) {
			continue
		}

		next := at
		next[i].fresh++

		if s.from(next.sorted()) {
			return true
		}
	}

	return false
}

// stop stops an old task on each instance that has one.
func (s *search) stop(at state, tasks int) bool {
	if !s.mayStop(tasks) {
		return false
	}

	for i := range s.instances {
		if at[i].old == 0 {
			continue
		}

		next := at
		next[i].old--

		if s.from(next.sorted()) {
			return true
		}
	}

	return false
}
