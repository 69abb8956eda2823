package capacity_test

import (
	"slices"
	"strconv"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A world is few services on few instances, for trying everything.
type world struct {
	// room is how many tasks each instance takes.
	room     []int
	services []want
}

type want struct {
	desired, first int
	on             []int
	distinct       bool
	daemon         bool
	option         func(*snapshot.Service)
}

// genWorld draws worlds, and their snapshot.
func genWorld(t *rapid.T, daemons bool) (world, *snapshot.Snapshot) {
	var w world

	options := make([]option, 0, 11)

	for i := range rapid.IntRange(1, 4).Draw(t, "instances") {
		kind := rapid.SampledFrom([]string{"t3.micro", "t3.small", "t3.xlarge"}).Draw(t, "type")
		strays := rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(t, "strays")
		l, _ := capacity.LimitsOf(kind)
		w.room = append(w.room, max(0, l.Plain-strays))
		options = append(options, instances(1, kind), running(strays, "", strconv.Itoa(i)))
	}

	for i := range rapid.IntRange(1, 3).Draw(t, "services") {
		v := genWant(t, len(w.room), daemons)
		w.services = append(w.services, v)
		options = append(options, service(strconv.Itoa(i), v.desired, v.option))
	}

	return w, estate(options...)
}

func genWant(t *rapid.T, instances int, daemons bool) want {
	v := want{
		desired:  rapid.IntRange(1, 4).Draw(t, "desired"),
		distinct: rapid.SampledFrom([]bool{false, false, true}).Draw(t, "distinct"),
		daemon:   daemons && rapid.SampledFrom([]bool{false, false, true}).Draw(t, "daemon"),
	}

	var numbers []string

	for i := range instances {
		if rapid.Bool().Draw(t, "eligible") {
			v.on = append(v.on, i)
			numbers = append(numbers, strconv.Itoa(i))
		}
	}

	if len(numbers) == 0 {
		v.on, numbers = []int{0}, []string{"0"}
	}

	kind := rapid.IntRange(0, 2).Draw(t, "kind")
	v.first = []int{0, 1, v.desired}[kind]
	v.option = func(s *snapshot.Service) {
		[]func(*snapshot.Service){rolling(0, 200), rolling(100, 200), by("CODE_DEPLOY")}[kind](s)
		on(numbers...)(s)

		if v.distinct {
			distinct(s)
		}

		if v.daemon {
			daemon(s)
			s.DeploymentController = snapshot.Value[string]{}
		}
	}

	return v.settled()
}

// settled leaves out what no number of interfaces would let run.
func (v want) settled() want {
	switch {
	case v.daemon:
		v.desired, v.first, v.distinct = len(v.on), 0, true
	case v.distinct:
		all := min(v.desired+v.first, len(v.on))
		v.desired = min(v.desired, len(v.on))
		v.first = all - v.desired
	}

	return v
}

// most is how many tasks can run at once, found by trying every number of each service on each instance.
func (w world) most(of []int, demands map[int]int, room []int) int {
	if len(of) == 0 {
		return 0
	}

	best := 0
	v := w.services[of[0]]

	var place func(at, left, placed int)

	place = func(at, left, placed int) {
		if at == len(v.on) {
			best = max(best, placed+w.most(of[1:], demands, room))

			return
		}

		upTo := min(left, room[v.on[at]])
		if v.distinct {
			upTo = min(upTo, 1)
		}

		for n := range upTo + 1 {
			room[v.on[at]] -= n
			place(at+1, left-n, placed+n)
			room[v.on[at]] += n
		}
	}

	place(0, demands[of[0]], 0)

	return best
}

// missing is how many tasks of these services have no place at the worst of all times.
func (w world) missing(of []int) int {
	demands, sum := map[int]int{}, 0
	for _, i := range of {
		demands[i] = w.services[i].desired
		sum += demands[i]
	}

	worst := sum - w.most(of, demands, slices.Clone(w.room))

	for _, i := range of {
		first := w.services[i].first
		demands[i] += first
		worst = max(worst, sum+first-w.most(of, demands, slices.Clone(w.room)))
		demands[i] -= first
	}

	return worst
}
