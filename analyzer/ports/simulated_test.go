package ports_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
)

// tenants are the service that rolls and its neighbours. Of the instances that it and a neighbour on all of them use,
// the second half is still to come where growing.
func (r rollout) tenants(grown bool) []*placement.Tenant {
	f := newFleet(max(r.instances, r.neighbours[0].to, r.neighbours[1].to))

	on := func(from, to int) option {
		half := (from + to) / 2
		if !grown {
			half = to
		}

		return func(t *tenancy) {
			f.on(up(from, half-1)...)(t)
			growing("p", to-half)(t)
		}
	}

	web := tenant("web", on(0, r.instances), wanting(r.desired), bySteps(r.minimum, r.maximum))
	if r.fixed {
		claiming(80)(web)
	}

	if r.distinct {
		distinct(web)
	}

	if r.daemon {
		everywhere(web)
	}

	all := list(web)

	for i, n := range r.neighbours {
		if n.wants == 0 {
			continue
		}

		other := claimant(fmt.Sprint("other", i), on(n.from, n.to), wanting(n.wants))
		if n.daemon {
			launched(other)
		}

		all = append(all, other)
	}

	return all
}

func up(from, to int) []int {
	var all []int
	for v := from; v <= to; v++ {
		all = append(all, v)
	}

	return all
}

// beside lists who may be beside a service on so many instances: nobody, tasks that hold some of its instances, tasks
// or daemons that can be on all of them or on some and on others, and two of these.
func beside(instances int) [][2]neighbour {
	all := [][2]neighbour{{}}

	for k := 1; k <= instances; k++ {
		held, roaming := neighbour{k, 0, k, false}, neighbour{k, 0, instances, false}
		all = append(all, [2]neighbour{held}, [2]neighbour{{k, 0, k, true}}, [2]neighbour{roaming},
			[2]neighbour{{k, instances / 2, instances + 1, false}},
			[2]neighbour{roaming, {1, instances - 1, instances + 1, false}},
			[2]neighbour{{k, 0, k, true}, {1, 0, instances, false}})
	}

	return all
}

// everyRollout is all small cases: up to most instances and desired tasks, and percents in steps.
func everyRollout(most, step int, check func(r rollout, grown bool)) {
	for instances := range most + 1 {
		for _, others := range beside(instances) {
			for kind := range 8 {
				r := rollout{instances: instances, neighbours: others}
				r.fixed, r.distinct, r.daemon = kind&1 > 0, kind&2 > 0, kind&4 > 0

				if !r.fixed && others != [2]neighbour{} || r.daemon && instances == 0 || !r.alone() && instances == 0 {
					continue // nobody is in the way, nothing is wanted, and whether there are instances is not judged
				}

				r.everyPercent(most, step, check)
			}
		}
	}
}

func (r rollout) everyPercent(most, step int, check func(r rollout, grown bool)) {
	desired := up(1, most)
	if r.daemon {
		desired = []int{r.instances}
	}

	for _, r.desired = range desired {
		for r.minimum = 0; r.minimum <= 100; r.minimum += step {
			for r.maximum = 100; r.maximum <= 200; r.maximum += step {
				check(r, false)

				if r.canGrow() {
					check(r, true)
				}
			}
		}
	}
}

// canGrow reports whether managed scaling can add the same instances for all: nobody keeps to some of them, and a
// daemon claims those that are added for the service, which itself is none.
func (r rollout) canGrow() bool {
	everywhere := func(n neighbour) bool { return n.wants == 0 || n.from == 0 && n.to == r.instances }

	return !r.daemon && everywhere(r.neighbours[0]) && everywhere(r.neighbours[1])
}

// simulate runs all cases that there is time for.
func simulate(check func(r rollout, grown bool)) {
	if raceEnabled || testing.Short() {
		everyRollout(3, 50, check)
	} else {
		everyRollout(6, 25, check)
	}
}

// A deployment is told to be stuck if and only if no moves of the scheduler lead from "all old" to "all new", whichever
// tasks run, and to be contested if and only if it depends on that. Then a conflict tells it.
func TestStuckMeansThatTheEndIsNotReached(t *testing.T) {
	t.Parallel()

	trials, count := newTrials(), map[string]int{}

	simulate(func(r rollout, grown bool) {
		count[r.checkVerdict(t, trials, grown)]++
	})

	if count["moves"] == 0 || count["stuck"] == 0 || count["contested"] == 0 {
		t.Errorf("the cases are too few: %v", count)
	}
}

// The same holds for percents between the steps, where the numbers are rounded.
func TestAnyPercent(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		instances := rapid.IntRange(1, 6).Draw(t, "instances")
		r := rollout{
			desired: rapid.IntRange(1, 6).Draw(t, "desired"), instances: instances,
			minimum: rapid.IntRange(0, 100).Draw(t, "minimum"), maximum: rapid.IntRange(100, 200).Draw(t, "maximum"),
			fixed: rapid.Bool().Draw(t, "fixed"), distinct: rapid.Bool().Draw(t, "distinct"),
			daemon: rapid.Bool().Draw(t, "daemon"),
		}

		if r.daemon {
			r.desired = instances
		}

		if r.fixed {
			r.neighbours = rapid.SampledFrom(beside(instances)).Draw(t, "neighbours")
		}

		trials := newTrials()
		r.checkVerdict(t, trials, false)
		r.checkWays(t, trials, false)
	})
}

// checkVerdict returns what the simulation says.
func (r rollout) checkVerdict(t checker, trials *trials, grown bool) string {
	t.Helper()

	tenants, want := r.tenants(grown), r.verdict(trials)
	d, _ := ports.NewBook(tenants).Deploy(tenants[0])

	if verdict(d) != want {
		t.Errorf("%+v, growing %v: got %s, want %s", r, grown, outcome(d), want)
	}

	if want == "contested" && !strings.Contains(fmt.Sprint(told(tenants...)), "does not fit") {
		t.Errorf("%+v, growing %v: nothing tells that it is contested", r, grown)
	}

	return want
}

// A checker is a test, or a round of one.
type checker interface {
	Helper()
	Errorf(format string, args ...any)
}

func verdict(d ports.Deployment) string {
	word, _, _ := strings.Cut(outcome(d), ":")

	return word
}
