package ports_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A rollout is a service by itself: what a deployment of it can do first is found by trying.
type rollout struct {
	desired, instances, growth int
	minimum, maximum           int
	fixed, distinct, daemon    bool
}

func (r rollout) String() string {
	type plain rollout // which has no String to call itself

	return fmt.Sprintf("%+v", plain(r))
}

func (r rollout) tenant() *placement.Tenant {
	f := newFleet(r.instances)
	t := tenant("web", f.all, growing("p", r.growth), wanting(r.desired), bySteps(r.minimum, r.maximum))

	if r.fixed {
		claiming(80)(t)
	}

	if r.distinct {
		distinct(t)
	}

	if r.daemon {
		everywhere(t)
	}

	return t
}

// moves reports whether ECS may stop an old task, or start a new one. The old tasks are on the instances in every
// way they can be; more of them than there is room for leave no room.
func (r rollout) moves() bool {
	mayStop := 100*(r.desired-1) >= r.desired*r.minimum // what is left is at least the percentage
	mayStart := 100*(r.desired+1) <= r.desired*r.maximum

	return mayStop || mayStart && r.roomFor(make([]int, r.instances+r.growth), r.desired)
}

// running is how many of the tasks find an instance; one at least, since there is something to replace.
func (r rollout) running() int {
	if !r.fixed && !r.distinct {
		return r.desired
	}

	return max(1, min(r.desired, r.instances+r.growth))
}

// stops reports whether ECS may stop one of the old tasks that run.
func (r rollout) stops() bool { return 100*(r.running()-1) >= r.desired*r.minimum }

// roomFor puts the tasks on the instances one after the other, and then asks whether one takes another.
func (r rollout) roomFor(tasks []int, more int) bool {
	for i := range tasks {
		if (r.fixed || r.distinct) && tasks[i] > 0 {
			continue
		}

		if more == 0 {
			return true
		}

		tasks[i]++
		room := r.roomFor(tasks, more-1)
		tasks[i]--

		if room {
			return true
		}
	}

	return len(tasks) == 0 && !r.fixed && !r.distinct // whether there are instances is not judged here
}

func everyRollout(t *testing.T, check func(t *testing.T, r rollout, d ports.Deployment)) {
	t.Helper()

	yes := []bool{false, true}
	for desired := 1; desired <= 6; desired++ {
		for n := range 7 {
			for minimum := 0; minimum <= 200; minimum += 25 {
				for maximum := 0; maximum <= 200; maximum += 25 {
					for _, fixed := range yes {
						for _, apart := range yes {
							r := rollout{desired, n, 0, minimum, maximum, fixed, apart, false}
							check(t, r, deploy(t, r.tenant()))

							r.instances, r.growth = n/2, n-n/2
							check(t, r, deploy(t, r.tenant()))
						}
					}
				}
			}
		}
	}
}

func TestStuckMeansNoFirstMove(t *testing.T) {
	t.Parallel()

	stuck := 0

	everyRollout(t, func(t *testing.T, r rollout, d ports.Deployment) {
		t.Helper()

		if d.Stuck == r.moves() || d.Undecided != "" {
			t.Errorf("%v: stuck %v, undecided %q", r, d.Stuck, d.Undecided)
		}

		if d.Stuck {
			stuck++
		}
	})

	if stuck == 0 {
		t.Error("nothing was ever stuck")
	}
}

// Each way is enough by itself, is the smallest of its kind, and none is left out that would be enough.
func TestWays(t *testing.T) {
	t.Parallel()

	ways := []struct {
		name   func(value int) string
		values func(r rollout) []int
		take   func(r *rollout, value int)
		enough func(rollout) bool
	}{
		{
			func(v int) string { return fmt.Sprint("minimumHealthyPercent ", v) },
			func(r rollout) []int { return down(r.minimum-1, 0) },
			func(r *rollout, v int) { r.minimum = v }, rollout.stops,
		},
		{
			func(v int) string { return fmt.Sprint("maximumPercent ", v) },
			func(r rollout) []int { return up(r.maximum+1, 200) },
			func(r *rollout, v int) { r.maximum = v }, rollout.moves,
		},
		{
			func(int) string { return "one more instance that can take the task" },
			func(rollout) []int { return []int{1} },
			func(r *rollout, v int) { r.instances += v }, rollout.moves,
		},
	}

	everyRollout(t, func(t *testing.T, r rollout, d ports.Deployment) {
		t.Helper()

		var want []string

		for _, way := range ways {
			enough := func(v int) bool {
				changed := r
				way.take(&changed, v)

				return d.Stuck && way.enough(changed)
			}

			values := way.values(r)
			if at := slices.IndexFunc(values, enough); at >= 0 {
				want = append(want, way.name(values[at]))
			}
		}

		if !slices.Equal(d.Ways, want) {
			t.Errorf("%v: got %q, want %q", r, d.Ways, want)
		}
	})
}

func up(from, to int) []int {
	var all []int
	for v := from; v <= to; v++ {
		all = append(all, v)
	}

	return all
}

func down(from, to int) []int {
	all := up(to, from)
	slices.Reverse(all)

	return all
}

// The numbers that a reader checks by hand: the minimum is rounded up, the maximum down.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func TestArithmetic(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		options []option
		want    [5]int // desired, minimum and maximum percent, must run, may run
	}{
		"a replica's defaults": {[]option{wanting(3)}, [5]int{3, 100, 200, 3, 6}},
		"a daemon's defaults":  {[]option{newFleet(3).all, everywhere}, [5]int{3, 0, 100, 0, 3}},
		"rounded":              {[]option{wanting(3), bySteps(50, 150)}, [5]int{3, 50, 150, 2, 4}},
		"of one":               {[]option{wanting(1), bySteps(1, 199)}, [5]int{1, 1, 199, 1, 1}},
		"exact":                {[]option{wanting(4), bySteps(75, 125)}, [5]int{4, 75, 125, 3, 5}},
		"zero percent":         {[]option{wanting(4), bySteps(0, 100)}, [5]int{4, 0, 100, 0, 4}},
	} {
		d := deploy(t, tenant("web", c.options...))
		if got := [5]int{d.Desired, d.MinimumPercent, d.MaximumPercent, d.MustRun, d.MayRun}; got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestNoDeployment(t *testing.T) {
	t.Parallel()

	open := func(t *tenancy) { t.Service.MinimumHealthyPercent = snapshot.Unknown[int]("var.minimum") }

	for name, c := range map[string]struct {
		tenant *placement.Tenant
		want   bool
	}{
		"a rolling service":          {tenant("a"), true},
		"a daemon":                   {tenant("a", newFleet(1).all, everywhere), true},
		"none wanted":                {tenant("a", wanting(0)), false},
		"none wanted, whatever else": {tenant("a", wanting(0), open), false},
		"less than none":             {tenant("a", wanting(-1)), false},
		"a daemon without instances": {tenant("a", everywhere), false},
		"an unknown number":          {tenant("a", unknownCount), true},
		"a standalone task":          {tenant("a", standalone), false},
		"CODE_DEPLOY":                {tenant("a", by("CODE_DEPLOY")), false},
		"EXTERNAL":                   {tenant("a", by("EXTERNAL")), false},
		"BLUE_GREEN":                 {tenant("a", byStrategy("BLUE_GREEN")), false},
		"LINEAR":                     {tenant("a", byStrategy("LINEAR")), false},
		"CANARY":                     {tenant("a", byStrategy("CANARY")), false},
		"ROLLING":                    {tenant("a", by("ECS"), byStrategy("ROLLING")), true},
	} {
		if _, got := ports.NewBook(list(c.tenant)).Deploy(c.tenant); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
