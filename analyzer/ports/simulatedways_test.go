package ports_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/ports"
)

// A way is a kind of change that a deployment can be told to need.
type way struct {
	// format is its text with its number.
	format string

	// take makes the change, and less is the number of the next smaller change.
	take func(r rollout, n int) rollout
	less func(n int) int

	// largest is the number of the largest change of the kind.
	largest int

	// both reports whether these are two changes, of which neither is enough alone.
	both bool
}

// everyWay is the kinds of changes. Those texts that begin like others come first.
func everyWay() []way {
	minimum := func(r rollout, n int) rollout {
		r.minimum = n

		return r
	}
	maximum := func(r rollout, n int) rollout {
		r.maximum = n

		return r
	}
	instances := func(r rollout, n int) rollout {
		r.extra = n

		return r
	}
	more := func(n int) int { return n + 1 }
	fewer := func(n int) int { return n - 1 }

	return []way{
		{"minimumHealthyPercent 0 with %d more instances that can take the task", func(r rollout, n int) rollout {
			return instances(minimum(r, 0), n)
		}, fewer, mostInstances / 2, true},
		{"minimumHealthyPercent %d", minimum, more, 0, false},
		{"maximumPercent %d", maximum, fewer, 1000, false},
		{"%d more instances that can take the task", instances, fewer, mostInstances / 2, false},
	}
}

// Each way lets the end be reached by itself, the next smaller one of its kind does not, and a kind of which none is
// told has none that does.
func TestWaysReachTheEnd(t *testing.T) {
	t.Parallel()

	trials := newTrials()
	taken := map[string]int{}

	simulate(func(r rollout, grown bool) {
		for _, format := range r.checkWays(t, trials, grown) {
			taken[format]++
		}
	})

	for _, w := range everyWay() {
		if taken[w.format] == 0 {
			t.Errorf("%s was never told", w.format)
		}
	}
}

// checkWays returns the kinds of the ways that are told.
func (r rollout) checkWays(t checker, trials *trials, grown bool) []string {
	t.Helper()

	tenants := r.tenants(grown)
	d, _ := ports.NewBook(tenants).Deploy(tenants[0])

	if d.Stuck != (len(d.Ways) > 0) {
		t.Errorf("%+v: stuck %v, with %q", r, d.Stuck, d.Ways)
	}

	if !d.Stuck {
		return nil
	}

	var formats []string

	r.checkDaemons(t, d.Ways)
	left := ways(d.Ways)

	for _, w := range everyWay() {
		if text, n := left.take(w); text != "" {
			formats = append(formats, w.format)
			r.try(t, trials, w, n, text)
		} else if !w.both && !r.tooFar(w) && w.take(r, w.largest).verdict(trials) == "moves" {
			t.Errorf("%+v: not told that %s would do", r, w.format)
		}
	}

	if len(left) > 0 {
		t.Errorf("%+v: %q of %q is no way", r, left, d.Ways)
	}

	return formats
}

// checkDaemons wants instances to be without the daemons that are in the way, which extra ones are.
func (r rollout) checkDaemons(t checker, texts ways) {
	t.Helper()

	for _, text := range texts {
		for i, n := range r.neighbours {
			told := strings.Contains(text, fmt.Sprint("other", i))
			met := n.daemon && n.from < min(n.to, r.instances) && strings.Contains(text, "instance")

			if told != met {
				t.Errorf("%+v: %q names neighbour %d: %v", r, text, i, told)
			}
		}
	}
}

// tooFar is what is not told though it would do: a daemon has a task on each new instance too, so that it takes many.
func (r rollout) tooFar(w way) bool {
	return r.daemon && strings.HasPrefix(w.format, "%d more")
}

func (r rollout) try(t checker, trials *trials, w way, n int, text string) {
	t.Helper()

	if got := w.take(r, n).verdict(trials); got != "moves" {
		t.Errorf("%+v: %s is not enough: %s", r, text, got)
	}

	if got := w.take(r, w.less(n)).verdict(trials); got == "moves" {
		t.Errorf("%+v: less than %s is enough", r, text)
	}
}

// ways are texts that have not been taken yet.
type ways []string

// take finds the way among the texts.
func (all *ways) take(w way) (string, int) {
	for i, text := range *all {
		var n int

		plain, _, _ := strings.Cut(text, ", without other")
		plain = strings.Replace(plain, "one more instance ", "1 more instances ", 1)

		if _, err := fmt.Sscanf(plain, w.format, &n); err == nil && fmt.Sprintf(w.format, n) == plain {
			*all = append((*all)[:i:i], (*all)[i+1:]...)

			return text, n
		}
	}

	return "", 0
}
