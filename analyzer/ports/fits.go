package ports

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// fits reports whether each claimant i can have demands[i] instances, no instance serving two claimants. It
// is a maximum flow from claimants to instances, with instances that serve the same claimants taken together,
// so its cost depends on the kinds of instances and not on their number.
func fits(claimants []Claimant, demands []int) bool {
	f := newFlow(claimants)

	for i := range claimants {
		if claimants[i].Tenant.Eligible.Unlimited {
			continue
		}

		for range demands[i] {
			if !f.place(i, map[int]bool{}) {
				return false
			}
		}
	}

	return true
}

// A slot is a kind of instance: those that the same claimants can use.
type slot struct {
	room  int
	users []int       // claimants that can use it
	taken map[int]int // tasks on it, by claimant
}

type flow struct{ slots []*slot }

func newFlow(claimants []Claimant) *flow {
	f := &flow{}
	kinds := map[string]*slot{}

	add := func(users []int, room int) {
		key := fmt.Sprint(users)
		if kinds[key] == nil {
			kinds[key] = &slot{users: users, taken: map[int]int{}}
			f.slots = append(f.slots, kinds[key])
		}

		kinds[key].room += room
	}

	for _, users := range usersByInstance(claimants) {
		add(users, 1)
	}

	for _, g := range growths(claimants) {
		add(g.users, g.instances)
	}

	return f
}

// usersByInstance lists, for each instance any claimant can use, the claimants that can, in a fixed order.
func usersByInstance(claimants []Claimant) [][]int {
	index := map[string]int{}

	var users [][]int

	for i := range claimants {
		for _, instance := range claimants[i].Tenant.Eligible.Instances {
			at, seen := index[instance.ID]
			if !seen {
				at = len(users)
				index[instance.ID] = at

				users = append(users, nil)
			}

			users[at] = append(users[at], i)
		}
	}

	return users
}

type growth struct {
	provider  string
	instances int
	users     []int
}

func growths(claimants []Claimant) []growth {
	var all []growth

	for i := range claimants {
		for _, g := range claimants[i].Tenant.Eligible.Growth {
			all = join(all, g, i)
		}
	}

	return all
}

func join(all []growth, g placement.Growth, user int) []growth {
	for i := range all {
		if all[i].provider == g.Provider {
			all[i].users = append(all[i].users, user)

			return all
		}
	}

	return append(all, growth{g.Provider, g.Instances, []int{user}})
}

// place finds an instance for one more task of the claimant, moving others aside where that makes room.
func (f *flow) place(claimant int, visited map[int]bool) bool {
	for i, s := range f.slots {
		if visited[i] || !contains(s.users, claimant) {
			continue
		}

		visited[i] = true

		if s.room > 0 || f.makeRoom(s, visited) {
			s.room--
			s.taken[claimant]++

			return true
		}
	}

	return false
}

// makeRoom moves one task of any claimant elsewhere.
func (f *flow) makeRoom(s *slot, visited map[int]bool) bool {
	for _, other := range s.users {
		if s.taken[other] > 0 && f.place(other, visited) {
			s.taken[other]--
			s.room++

			return true
		}
	}

	return false
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}

	return false
}

// names joins the names of claimants for a sentence.
func names(claimants []Claimant) string {
	all := make([]string, len(claimants))
	for i, c := range claimants {
		all[i] = c.Tenant.Name()
	}

	return strings.Join(all, ", ")
}
