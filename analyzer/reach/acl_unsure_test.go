package reach_test

import (
	"slices"
	"testing"

	"github.com/ecslint/ecslint/analyzer/reach"
)

// An entry of which the direction is not known may let pass or keep out, and does neither for certain. It changes
// nothing where other entries decide whatever it does.
func TestUnsureEntry(t *testing.T) {
	t.Parallel()

	const web, out = "in allow tcp 80 0.0.0.0/0", "out allow -1 0.0.0.0/0"

	deny, other := "in deny tcp 80 0.0.0.0/0", "in deny tcp 81 0.0.0.0/0"

	for name, c := range map[string]struct {
		entries []string
		unsure  int
		want    reach.Verdict
	}{
		"may allow":                       {[]string{web, out}, 0, reach.Unknown},
		"may allow another port":          {[]string{"in allow tcp 81 0.0.0.0/0", out}, 0, reach.Blocked},
		"may allow what is allowed":       {[]string{web, web, out}, 0, reach.Allowed},
		"may allow what is allowed first": {[]string{web, web, out}, 1, reach.Allowed},
		"may allow what is denied later":  {[]string{web, deny, out}, 0, reach.Unknown},
		"may allow what is denied first":  {[]string{deny, web, out}, 1, reach.Blocked},
		"may deny":                        {[]string{deny, web, out}, 0, reach.Unknown},
		"may deny another port":           {[]string{other, web, out}, 0, reach.Allowed},
		"may deny what is allowed first":  {[]string{web, deny, out}, 1, reach.Allowed},
		"may let the answers out":         {[]string{web, out}, 1, reach.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := filtered(c.entries...)
			s.NetworkACLs[0].Entries = slices.Clone(s.NetworkACLs[0].Entries)
			s.NetworkACLs[0].Entries[c.unsure].Unsure = "var.egress"

			f := flow{s, front4, open4, "tcp 80"}
			if got := f.verdict(t); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
