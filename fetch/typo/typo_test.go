package typo_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecslint/ecslint/fetch/typo"
)

func TestNearest(t *testing.T) {
	t.Parallel()

	known := []string{"ignore", "fail-on", "exclude", "include", "A", "TD", "web"}

	for name, want := range map[string][]string{
		"ignroe": {"ignore"}, "ingore": {"ignore"}, "ignores": {"ignore"}, "failon": {"fail-on"},
		"xclude": {"exclude"}, "nclude": {"include"}, "clude": {"exclude", "include"}, "reason": nil, "": nil,
		"B": nil, "Tag": nil, "we": nil, "wet": {"web"}, "webs": {"web"}, "stew": nil,
		"wbe": {"web"}, "ewb": {"web"}, "bew": nil,
	} {
		if diff := cmp.Diff(want, typo.Nearest(name, known), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: -want +got\n%s", name, diff)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	t.Parallel()

	if got := typo.DidYouMean([]string{"a", "b"}); got != "; did you mean a, b?" {
		t.Errorf("got %q", got)
	}

	if got := typo.DidYouMean(nil); got != "" {
		t.Errorf("got %q", got)
	}
}

// Whatever is skipped on the way, the nearest names are those that a look at each in full finds.
func TestNearestIsTheLeast(t *testing.T) {
	t.Parallel()

	for name, known := range map[string][]string{
		"web": {"api", "wbe", "we", "webs", "worker"}, "ab": {"ba", "abcd", "a", ""}, "héllo": {"hello", "hllo", "hallo"},
		"hostPt": {"hostPort", "HostPt", "hotPt", "host"},
	} {
		least, want := min(max(2, len(name)/4), (len(name)-1)/2), []string{}

		for _, k := range known {
			switch errors := slow([]rune(name), []rune(k)); {
			case errors < least:
				least, want = errors, append(want[:0], k)
			case errors == least:
				want = append(want, k)
			}
		}

		slices.Sort(want)

		if diff := cmp.Diff(want, typo.Nearest(name, known), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: -want +got\n%s", name, diff)
		}
	}
}

// slow is the distance as it is defined.
func slow(a, b []rune) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a) + len(b)
	case a[0] == b[0]:
		return slow(a[1:], b[1:])
	default:
		least := 1 + min(slow(a[1:], b), slow(a, b[1:]), slow(a[1:], b[1:]))
		if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
			least = min(least, 1+slow(a[2:], b[2:]))
		}

		return least
	}
}
