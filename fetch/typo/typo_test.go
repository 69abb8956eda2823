package typo_test

import (
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
