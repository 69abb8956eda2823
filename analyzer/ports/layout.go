package ports

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// A layout is which instances claimants can use, by their place in a list. Claimants that can use the same are one
// kind, and instances that the same kinds can use are one slot, so that what is asked of a layout costs by kinds and
// not by numbers.
type layout struct {
	slots   []slot
	kinds   []int  // of each claimant
	endless []bool // of each kind: whether there is always one more instance
}

type slot struct {
	room  int
	users []int // by their kinds
}

// newLayout lays out the instances that there are, and where grown those that managed scaling may add.
func newLayout(claimants []Claimant, grown bool) *layout {
	l := &layout{kinds: make([]int, len(claimants))}
	firsts := l.sortByKind(claimants)
	l.endless = make([]bool, len(firsts))

	if len(firsts) == 1 && !firsts[0].Eligible.Unlimited {
		l.slots = []slot{{countOf(firsts[0], grown), []int{0}}}

		return l
	}

	s := sorter{slots: []slot{{}}, at: map[any]int{}}

	for kind, t := range firsts {
		l.endless[kind] = t.Eligible.Unlimited
		if !l.endless[kind] {
			s.admitTo(kind, t.Eligible, grown)
		}
	}

	l.slots = slices.DeleteFunc(s.slots, func(s slot) bool { return s.room == 0 })

	return l
}

// sortByKind returns the first claimant of each kind.
func (l *layout) sortByKind(claimants []Claimant) []*placement.Tenant {
	var firsts []*placement.Tenant

	for i, c := range claimants {
		kind := slices.IndexFunc(firsts, func(t *placement.Tenant) bool { return alike(t.Eligible, c.Tenant.Eligible) })
		if kind < 0 {
			kind = len(firsts)
			firsts = append(firsts, c.Tenant)
		}

		l.kinds[i] = kind
	}

	return firsts
}

// alike reports whether two can use the same. Those of whom placement was asked the same share a list of instances.
func alike(a, b placement.Eligibility) bool {
	same := len(a.Instances) == len(b.Instances) && (len(a.Instances) == 0 || &a.Instances[0] == &b.Instances[0])

	return same && a.Unlimited == b.Unlimited && slices.Equal(a.Growth, b.Growth) && slices.Equal(a.Follows, b.Follows)
}

// A sorter puts instances into slots, the first of which is for those that nobody can use yet.
type sorter struct {
	slots []slot
	at    map[any]int
}

func (s *sorter) admitTo(user int, e placement.Eligibility, grown bool) {
	moved := map[int]int{}
	for _, instance := range e.Instances {
		s.admit(user, instance, 1, moved)
	}

	if !grown {
		return
	}

	for _, g := range slices.Concat(e.Growth, e.Follows) {
		s.admit(user, g.Provider, g.Instances, moved)
	}
}

// countOf counts the instances of a tenant: those that there are, and where grown those to come, of which a daemon
// claims each, whomever they are added for.
func countOf(t *placement.Tenant, grown bool) int {
	n := len(t.Eligible.Instances)
	if !grown {
		return n
	}

	for _, g := range slices.Concat(t.Eligible.Growth, t.Eligible.Follows) {
		n += g.Instances
	}

	return n
}

// admit lets the user have n instances, the same ones for the same what. It moves them to the slot of those
// that have the same users and this one, which moved remembers.
func (s *sorter) admit(user int, what any, n int, moved map[int]int) {
	from := s.at[what]

	to, ok := moved[from]
	if !ok {
		to = len(s.slots)
		moved[from] = to
		s.slots = append(s.slots, slot{users: append(slices.Clip(s.slots[from].users), user)})
	}

	if from != 0 {
		s.slots[from].room -= n
	}

	s.slots[to].room += n
	s.at[what] = to
}

// fits reports whether each claimant i can have demands[i] instances, no instance serving two claimants.
func (l *layout) fits(demands []int) bool { return l.missing(demands) == 0 }

// missing is how many more instances it would take, each of them open to whoever lacks one.
func (l *layout) missing(demands []int) int {
	missing := 0
	f := l.empty()

	for user, n := range demands {
		missing += n - f.place(user, n)
	}

	return missing
}

// takesOneMore reports whether the user can have one instance above its demand while all others keep as many as
// they can have.
func (l *layout) takesOneMore(demands []int, user int) bool {
	f := l.empty()
	for u, n := range demands {
		f.place(u, n)
	}

	return f.place(user, 1) == 1
}
