package overlay_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What an account has besides the rules of the files stays where a deployment leaves it alone, but for what the files
// wrote before.
func TestRulesOfOthers(t *testing.T) {
	t.Parallel()

	group := func(rules ...snapshot.SecurityGroupRule) *snapshot.Snapshot {
		s := snapshot.New()
		s.SecurityGroups = []snapshot.SecurityGroup{{
			Meta: in(), ID: "web.yaml#Shared", Name: "shared", Rules: rules, PartialIngress: true, PartialEgress: true,
		}}

		return s
	}
	begins := snapshot.SecurityGroupRule{
		ID: "web.yaml#Shared/egress/default/0", Egress: true, Protocol: snapshot.Known("-1"),
		CIDRIPv4: snapshot.Known("0.0.0.0/0"),
	}

	for name, c := range map[string]struct {
		before, now *snapshot.Snapshot
		want        string
		noted       bool
	}{
		"nothing written":           {nil, group(), "r1 r2", false},
		"a new one":                 {nil, group(rules("n")...), "r1 r2 n", true},
		"what a new group gets":     {nil, group(begins), "r1 r2", false},
		"all of them":               {nil, group(rules("r1", "r2")...), "r1 r2", false},
		"one that was written":      {group(rules("r1")...), group(rules("n")...), "r2 n", false},
		"one that still is":         {group(rules("r1")...), group(rules("r1", "n")...), "r2 r1 n", false},
		"one that never was there":  {group(rules("x")...), group(rules("n")...), "r1 r2 n", false},
		"a group that was not":      {snapshot.New(), group(rules("n")...), "r1 r2 n", false},
		"the last one of the files": {group(rules("r1")...), group(), "r2", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			before := stacked()
			before.SecurityGroups = append(before.SecurityGroups,
				snapshot.SecurityGroup{Meta: meta(), ID: "sg-6", Name: "shared", VPC: "vpc-1", Rules: rules("r1", "r2")})

			after, _, err := overlay.Over(before, c.now, overlay.Options{Before: c.before})
			if err != nil {
				t.Fatal(err)
			}

			at := slices.IndexFunc(after.SecurityGroups, func(g snapshot.SecurityGroup) bool { return g.ID == "sg-6" })
			ids := make([]string, 0, len(after.SecurityGroups[at].Rules))

			for _, r := range after.SecurityGroups[at].Rules {
				ids = append(ids, r.ID)
			}

			if got := strings.Join(ids, " "); got != c.want || c.noted != (len(after.Gaps) > 0) {
				t.Errorf("rules %q, gaps %v; want %q", got, after.Gaps, c.want)
			}
		})
	}
}
