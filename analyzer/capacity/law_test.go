package capacity_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/capacity"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What is missing is what trying everything leaves without a place.
func TestPoolsAgreeWithTryingEverything(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			w, s := genWorld(t, true)

			for _, p := range pools(s, false) {
				of := make([]int, 0, len(p.Tenants))

				for _, tenant := range p.Tenants {
					i, _ := strconv.Atoi(tenant.Name())
					of = append(of, i)
				}

				want := w.missing(of)
				if p.Now.Undecided != "" || p.Now.Missing != want || p.Now.Fits() != (want == 0) {
					t.Fatalf("%s: got %+v, want %d missing", told(&p), p.Now, want)
				}
			}
		}
	})
}

// sum is the worst of the pools, and whether all fit.
func sum(all []capacity.Pool) (missing int, fits bool) {
	fits = true

	for i := range all {
		missing = max(missing, all[i].Now.Missing)
		fits = fits && all[i].Now.Fits()
	}

	return missing, fits
}

// More tasks never fit better.
func TestMoreTasks(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		_, s := genWorld(t, true)
		before, fitted := sum(pools(s, false))

		i := rapid.IntRange(0, len(s.Services)-1).Draw(t, "which")
		s.Services[i].DesiredCount = snapshot.Known(s.Services[i].DesiredCount.Or(0) + rapid.IntRange(1, 3).Draw(t, "more"))

		if after, fits := sum(pools(s, false)); after < before || fits && !fitted {
			t.Fatalf("%d were missing, and %d with more tasks", before, after)
		}
	})
}

// More instances are never worse, where no daemon comes with them: one that has no place for its daemon lacks one.
func TestMoreInstances(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		_, s := genWorld(t, false)
		for i := range s.Services {
			if rapid.Bool().Draw(t, "anywhere") {
				s.Services[i].PlacementConstraints = nil
			}
		}

		before, fitted := sum(apart(s))

		instances(1, rapid.SampledFrom([]string{"t3.micro", "t3.large"}).Draw(t, "type"))(s)

		if after, fits := sum(apart(s)); after > before || !fits && fitted {
			t.Fatalf("%d were missing, and %d with one more instance", before, after)
		}
	})
}

// apart are the pools without what must be apart, since one more instance may take one more of those.
func apart(s *snapshot.Snapshot) []capacity.Pool {
	for i := range s.Services {
		s.Services[i].PlacementConstraints = without(s.Services[i].PlacementConstraints)
	}

	return pools(s, false)
}

func without(all []snapshot.PlacementConstraint) []snapshot.PlacementConstraint {
	var kept []snapshot.PlacementConstraint

	for _, c := range all {
		if c.Type != "distinctInstance" {
			kept = append(kept, c)
		}
	}

	return kept
}

// Not knowing of the setting answers what holds either way, and nothing else.
func TestUnknownSetting(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		build := func(options ...option) capacity.Fit {
			return pools(estate(options...), false)[0].Now
		}

		options := []option{
			instances(rapid.IntRange(1, 3).Draw(t, "declared"), "c5.large", declared),
			instances(rapid.IntRange(0, 2).Draw(t, "others"), "t3.small", declared),
			service("a", rapid.IntRange(1, 40).Draw(t, "a"), rolling(100, 200)),
			service("b", rapid.IntRange(1, 10).Draw(t, "b"), on("0")),
		}

		unknown := build(options...)
		off := build(append(options, setting("disabled", "", "infra"))...)
		on := build(append(options, setting("enabled", "", "infra"))...)

		if unknown.Fits() != (on.Fits() && off.Fits()) || unknown.Missing != min(on.Missing, off.Missing) {
			t.Fatalf("got %+v, on %+v, off %+v", unknown, on, off)
		}

		if (unknown.Undecided != "") != (on.Fits() != off.Fits()) {
			t.Fatalf("got %+v, on %+v, off %+v", unknown, on, off)
		}
	})
}
