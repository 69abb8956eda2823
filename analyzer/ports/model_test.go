package ports_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// A world is claimants of port 80 on few instances, for trying everything.
type world struct {
	tenants []*placement.Tenant

	// instances is how many there are, growth how many may come.
	instances, growth int

	// uses are the units, instances and each instance to come, with the tenants that can use them.
	uses [][]int
}

// genWorld draws worlds in which there is just enough room, or one place too few.
func genWorld() *rapid.Generator[world] {
	return rapid.Custom(func(t *rapid.T) world {
		f := newFleet(rapid.IntRange(2, 6).Draw(t, "instances"))
		growth := rapid.IntRange(0, 2).Draw(t, "growth")
		w := world{
			tenants:   make([]*placement.Tenant, rapid.IntRange(2, 5).Draw(t, "claimants")),
			instances: len(f), growth: growth,
		}

		for i := range w.tenants {
			w.tenants[i] = claimant(strconv.Itoa(i), wanting(0))
		}

		for n := range len(f) + growth {
			w.uses = append(w.uses, w.users(t, n-len(f)))
			use := w.uses[n]

			for _, i := range use {
				if n < len(f) {
					f.on(n)(w.tenants[i])
				} else if n == len(f) {
					growing("p", growth)(w.tenants[i])
				}
			}
		}

		w.share()
		w.settle(t)

		return w
	})
}

// genWorlds draws many, since it takes a knotty one to need every step of an assignment.
func genWorlds() *rapid.Generator[[]world] { return rapid.SliceOfN(genWorld(), 40, 40) }

// users draws who can use a unit; the instances to come are all alike.
func (w world) users(t *rapid.T, toCome int) []int {
	if toCome > 0 {
		return w.uses[len(w.uses)-1]
	}

	var use []int

	for i := range w.tenants {
		if rapid.Bool().Draw(t, "eligible") {
			use = append(use, i)
		}
	}

	return use
}

// share lets tenants of the same instances have one list, as placement does.
func (w world) share() {
	for i, t := range w.tenants {
		for _, other := range w.tenants[:i] {
			if slices.Equal(t.Eligible.Instances, other.Eligible.Instances) {
				t.Eligible.Instances = other.Eligible.Instances
			}
		}
	}
}

// settle gives each unit to one who can use it, and lets some want another place besides.
func (w world) settle(t *rapid.T) {
	for _, use := range w.uses {
		if len(use) > 0 {
			who := w.tenants[rapid.SampledFrom(use).Draw(t, "taken by")]
			wanting(who.Desired.Or(0) + 1)(who)
		}
	}

	for _, who := range w.tenants {
		wanting(max(0, who.Desired.Or(0)+rapid.SampledFrom([]int{0, 0, 0, 1, -1}).Draw(t, "more")))(who)
		rapid.SampledFrom([]option{
			func(*tenancy) {}, func(*tenancy) {}, func(*tenancy) {}, func(*tenancy) {}, everywhere, launched, by("CODE_DEPLOY"),
			byStrategy("BLUE_GREEN"), standalone,
		}).Draw(t, "kind")(who)
	}
}

func (w world) demand(i int) int {
	if w.tenants[i].Daemon {
		return len(slices.DeleteFunc(slices.Clone(w.uses), func(u []int) bool { return !slices.Contains(u, i) }))
	}

	return w.tenants[i].Desired.Or(0)
}

func (w world) demands(of []int) map[int]int {
	demands := map[int]int{}
	for _, i := range of {
		demands[i] = w.demand(i)
	}

	return demands
}

// most is how many tasks can run at once, found by trying every way of giving each unit to one task or none.
func (w world) most(demands map[int]int, unit int) int {
	if unit == len(w.uses) {
		return 0
	}

	best := 0

	for _, i := range w.uses[unit] {
		if demands[i] > 0 {
			demands[i]--
			best = max(best, 1+w.most(demands, unit+1))
			demands[i]++
		}
	}

	return max(best, w.most(demands, unit+1))
}

func (w world) fits(demands map[int]int) bool {
	sum := 0
	for _, n := range demands {
		sum += n
	}

	return w.most(demands, 0) == sum
}

func needsSecondSet(t *placement.Tenant) bool {
	return t.Service != nil && !t.Daemon &&
		(t.Service.DeploymentController.IsKnown() || t.Service.DeploymentStrategy.IsKnown())
}

// parties are the tenants that want any task, by whom they can meet.
func (w world) parties() [][]int {
	var parties [][]int

	for i := range w.tenants {
		if w.demand(i) == 0 {
			continue
		}

		together := []int{i}
		parties = slices.DeleteFunc(parties, func(p []int) bool {
			meets := slices.ContainsFunc(w.uses, func(use []int) bool {
				return slices.Contains(use, i) && slices.ContainsFunc(p, func(j int) bool { return slices.Contains(use, j) })
			})
			if meets {
				together = append(together, p...)
			}

			return meets
		})

		slices.Sort(together)
		parties = append(parties, together)
	}

	return parties
}

func (w world) conflicts() []string {
	var all []string

	for _, p := range w.parties() {
		if len(p) == 1 && (!needsSecondSet(w.tenants[p[0]]) || !w.fits(w.demands(p))) {
			continue // one alone with too many is no conflict
		}

		names := make([]string, len(p))
		for at, i := range p {
			names[at] = w.tenants[i].Name()
		}

		all = append(all, "80/tcp "+strings.Join(names, "+")+" "+w.verdict(p))
	}

	slices.Sort(all)

	return all
}

// verdict lets instances come one by one until there is room for all that the party wants. It wants everything that
// may come to have come, and then looks for the fewest.
func (w world) verdict(party []int) string {
	if !w.after(w.growth).holds(party) {
		return "does not fit"
	}

	for n := 0; ; n++ {
		switch {
		case !w.after(n).holds(party):
		case n == 0:
			return "fits"
		default:
			return fmt.Sprintf("fits with %d more", n)
		}
	}
}

// after is the world after so many instances have come.
func (w world) after(n int) world {
	w.uses = w.uses[:w.instances+n]

	return w
}

// holds reports whether there is room for all, and for a second set of each that needs one.
func (w world) holds(party []int) bool {
	fits := w.fits(w.demands(party))

	for _, i := range party {
		if needsSecondSet(w.tenants[i]) {
			demands := w.demands(party)
			demands[i] *= 2
			fits = fits && w.fits(demands)
		}
	}

	return fits
}

// The names are sorted, since a party's order is that in which its members came together.
func sorted(conflicts []string) []string {
	all := make([]string, 0, len(conflicts))

	for _, c := range conflicts {
		words := strings.SplitN(c, " ", 3)
		names := strings.Split(words[1], "+")
		slices.Sort(names)
		all = append(all, words[0]+" "+strings.Join(names, "+")+" "+words[2])
	}

	slices.Sort(all)

	return all
}
