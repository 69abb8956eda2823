package ports_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestConflicts(t *testing.T) {
	t.Parallel()

	f := newFleet(6)
	open := func(t *tenancy) { t.Service.DeploymentController = snapshot.Unknown[string]("var.controller") }
	openStrategy := func(t *tenancy) { t.Service.DeploymentStrategy = snapshot.Unknown[string]("var.strategy") }

	for name, c := range map[string]struct {
		tenants []*placement.Tenant
		want    []string
	}{
		"nobody":               {nil, nil},
		"one, however crowded": {list(claimant("a", wanting(9), f.on(0))), nil},
		"room for both":        {list(claimant("a", f.on(0, 1)), claimant("b", f.on(0, 1))), list("80/tcp a+b fits")},

		"room for one": {list(claimant("a", f.on(0)), claimant("b", f.on(0))), list("80/tcp a+b does not fit")},
		"too many of one": {
			list(claimant("a", wanting(2), f.on(0, 1)), claimant("b", f.on(0, 1))), list("80/tcp a+b does not fit"),
		},
		"room if one moves aside": {list(claimant("a", f.on(0, 1)), claimant("b", f.on(0))), list("80/tcp a+b fits")},
		"room if two move aside": {
			list(claimant("a", f.on(0, 1)), claimant("b", f.on(0, 2)), claimant("c", f.on(0))), list("80/tcp a+b+c fits"),
		},
		"five, each with a place": {
			list(
				claimant("a", f.on(0, 1, 2)),
				claimant("b", f.on(0, 1, 3)),
				claimant("c", f.on(0, 1, 4)),
				claimant("d", f.on(0)),
				claimant("e", f.on(1)),
			),
			list("80/tcp a+b+c+d+e fits"),
		},
		"other ports":     {list(claimant("a", f.all), tenant("b", claiming(81), f.all)), nil},
		"other protocols": {list(claimant("a", f.all), tenant("b", containing(mapping(80, host(80), udp)), f.all)), nil},
		"apart":           {list(claimant("a", f.on(0)), claimant("b", f.on(1))), nil},
		"in two places": {
			list(claimant("a", f.on(0)), claimant("b", f.on(1, 2)), claimant("c", f.on(0)), claimant("d", f.on(2, 3))),
			list("80/tcp a+c does not fit", "80/tcp b+d fits"),
		},
		"through a third": {
			list(claimant("a", f.on(0)), claimant("b", f.on(1)), claimant("c", f.on(0, 1))), list("80/tcp a+b+c does not fit"),
		},
		"by port and protocol": {
			list(
				tenant("a", containing(mapping(53, host(80), udp)), claiming(81, 80), f.all),
				tenant("b", claiming(80, 81, 22), containing(mapping(53, host(80), udp)), f.all),
			),
			list("80/tcp a+b fits", "80/udp a+b fits", "81/tcp a+b fits"),
		},
		"the same port twice in one task": {list(claimant("a", claiming(80), f.all)), nil},
		"nobody wants any":                {list(claimant("a", wanting(0), f.on(0)), claimant("b", f.on(0))), nil},
		"a standalone task": {
			list(claimant("a", f.on(0)), claimant("b", standalone, wanting(2), f.all)), list("80/tcp a+b fits"),
		},
		"a scheduled task": {list(claimant("a", f.on(0)), claimant("b", scheduled, f.all)), list("80/tcp a+b fits")},
		"a scheduled task without room": {
			list(claimant("a", wanting(2), f.on(0, 1)), claimant("b", scheduled, f.on(0, 1))),
			list("80/tcp a+b does not fit"),
		},
		"scheduled tasks by turns": {
			list(claimant("a", scheduled, wanting(2), f.on(0, 1)), claimant("b", scheduled, f.on(0, 1))),
			list("80/tcp a+b fits by turns"),
		},
		"scheduled tasks by turns beside a service": {
			list(claimant("a", scheduled, f.on(0, 1)), claimant("b", scheduled, f.on(0, 1)), claimant("c", f.on(0, 1))),
			list("80/tcp a+b+c fits by turns"),
		},
		"scheduled tasks at once": {
			list(claimant("a", scheduled, f.on(0, 1)), claimant("b", scheduled, f.on(0, 1))), list("80/tcp a+b fits"),
		},
		"too many scheduled tasks of one": {
			list(claimant("a", scheduled, wanting(3), f.on(0, 1)), claimant("b", scheduled, f.on(0, 1))),
			list("80/tcp a+b does not fit"),
		},
		"a scheduled task alone": {list(claimant("a", scheduled, wanting(2), f.on(0))), nil},
		"a scheduled task or a second set": {
			list(claimant("a", byStrategy("CANARY"), f.on(0, 1)), claimant("b", scheduled, f.on(0, 1))),
			list("80/tcp a+b fits"),
		},
		"how many scheduled tasks": {
			list(claimant("a", f.on(0)), claimant("b", scheduled, unknownCount, f.on(0))),
			list("80/tcp a+b undecided: desired count: var.count"),
		},
		"host mode": {
			list(tenant("a", containing(mapping(80)), in("host"), f.on(0)), claimant("b", f.on(0))),
			list("80/tcp a+b does not fit"),
		},
		"dynamic ports": {
			list(tenant("a", containing(mapping(80)), f.on(0)), tenant("b", containing(mapping(80)), f.on(0))), nil,
		},
		"awsvpc":             {list(claimant("a", in("awsvpc"), f.on(0)), claimant("b", f.on(0))), nil},
		"Fargate":            {list(claimant("a", fargate), claimant("b", fargate)), nil},
		"managed instances":  {list(claimant("a", endless, wanting(99)), claimant("b", endless)), list("80/tcp a+b fits")},
		"managed and others": {list(claimant("a", endless), claimant("b", f.on(0))), nil},

		"growth is room": {
			list(claimant("a", f.on(0), growing("p", 1)), claimant("b", f.on(0), growing("p", 1))),
			list("80/tcp a+b fits with 1 more"),
		},
		"growth is shared": {
			list(claimant("a", wanting(2), f.on(0), growing("p", 1)), claimant("b", f.on(0), growing("p", 1))),
			list("80/tcp a+b does not fit"),
		},
		"growth of one only": {
			list(claimant("a", f.on(0), growing("p", 1)), claimant("b", f.on(0))), list("80/tcp a+b fits with 1 more"),
		},
		"meeting on growth only": {
			list(claimant("a", growing("p", 1)), claimant("b", growing("p", 1))), list("80/tcp a+b does not fit"),
		},
		"growth of other groups": {list(claimant("a", growing("p", 1)), claimant("b", growing("q", 1))), nil},

		"a second set after growth": {
			list(claimant("a", byStrategy("BLUE_GREEN"), wanting(2), f.on(0, 1), growing("p", 3))),
			list("80/tcp a fits with 2 more"),
		},
		"growth that nobody needs": {
			list(claimant("a", f.on(0, 1), growing("p", 3)), claimant("b", f.on(0, 1), growing("p", 3))),
			list("80/tcp a+b fits"),
		},
		"growth of the other group": {
			list(
				claimant("a", f.on(0), growing("p", 1), everywhere),
				claimant("b", f.on(0), growing("p", 1), growing("q", 2)),
			),
			list("80/tcp a+b fits with 1 more"),
		},
		"a second set of one with too many": {list(claimant("a", byStrategy("BLUE_GREEN"), wanting(2), f.on(0))), nil},

		"a daemon takes all": {
			list(claimant("a", f.on(0, 1), everywhere), claimant("b", f.on(0, 1))), list("80/tcp a+b does not fit"),
		},
		"a daemon takes its own": {
			list(claimant("a", f.on(0, 1), everywhere), claimant("b", f.on(1, 2))), list("80/tcp a+b fits"),
		},
		"a daemon takes what comes": {
			list(claimant("a", f.on(0), growing("p", 1), everywhere), claimant("b", f.on(0), growing("p", 1))),
			list("80/tcp a+b does not fit"),
		},
		"a daemon takes what comes first": {
			list(claimant("a", growing("p", 1), everywhere), claimant("b", f.on(0), growing("p", 1))), list("80/tcp a+b fits"),
		},
		"a daemon of a launch type takes what comes for others": {
			list(claimant("a", f.on(0), growing("p", 1), launched), claimant("b", f.on(0), growing("p", 1))),
			list("80/tcp a+b does not fit"),
		},
		"a daemon of a launch type that meets nobody today": {
			list(claimant("a", f.on(0), growing("p", 1), launched), claimant("b", growing("p", 1))),
			list("80/tcp a+b does not fit"),
		},
		"a daemon of a launch type leaves what comes elsewhere": {
			list(claimant("a", f.on(0), growing("p", 1), launched), claimant("b", f.on(0), growing("p", 1), growing("q", 1))),
			list("80/tcp a+b fits with 1 more"),
		},
		"a daemon that other instances do not take": {
			list(claimant("a", f.on(0), launched), claimant("b", f.on(0), growing("p", 1))),
			list("80/tcp a+b fits with 1 more"),
		},
		"whether a daemon takes what comes": {
			list(claimant("a", f.on(0), unclearly), claimant("b", f.on(0), growing("p", 1))),
			list("80/tcp a+b undecided: whether it follows"),
		},
		"whether a daemon takes what comes, which it meets nowhere else": {
			list(claimant("a", f.on(0), unclearly), claimant("b", growing("p", 1))),
			list("80/tcp a+b undecided: whether it follows"),
		},
		"whether a daemon takes what comes, where there is room": {
			list(claimant("a", f.on(0), unclearly), claimant("b", f.on(0, 1), growing("p", 1))), list("80/tcp a+b fits"),
		},
		"whether a daemon takes what comes, where nothing comes": {
			list(claimant("a", f.on(0), unclearly), claimant("b", f.on(0))), list("80/tcp a+b does not fit"),
		},
		"whether a daemon takes what comes, where that is not enough": {
			list(claimant("a", f.on(0), unclearly), claimant("b", wanting(2), f.on(0), growing("p", 1))),
			list("80/tcp a+b does not fit"),
		},
		"whether a daemon takes what another one takes": {
			list(claimant("a", f.on(0), unclearly), claimant("b", f.on(1), growing("p", 1), launched)),
			list("80/tcp a+b undecided: whether it follows"),
		},
		"two daemons on what comes": {
			list(claimant("a", f.on(0), growing("p", 1), launched), claimant("b", f.on(1), growing("p", 1), launched)),
			list("80/tcp a+b does not fit"),
		},
		"a daemon with nothing to run on":   {list(claimant("a", everywhere), claimant("b", f.on(0))), nil},
		"a daemon never needs a second set": {list(claimant("a", by("CODE_DEPLOY"), f.on(0, 1), everywhere)), nil},

		// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-types.html
		"CODE_DEPLOY, room":   {list(claimant("a", by("CODE_DEPLOY"), f.on(0, 1))), list("80/tcp a fits")},
		"CODE_DEPLOY without": {list(claimant("a", by("CODE_DEPLOY"), f.on(0))), list("80/tcp a does not fit")},
		"EXTERNAL controller": {list(claimant("a", by("EXTERNAL"), f.on(0))), list("80/tcp a does not fit")},
		"BLUE_GREEN":          {list(claimant("a", byStrategy("BLUE_GREEN"), f.on(0))), list("80/tcp a does not fit")},
		"LINEAR":              {list(claimant("a", byStrategy("LINEAR"), f.on(0))), list("80/tcp a does not fit")},
		"CANARY": {
			list(claimant("a", byStrategy("CANARY"), wanting(2), f.on(0, 1, 2, 3))),
			list("80/tcp a fits"),
		},
		"ROLLING, said":        {list(claimant("a", by("ECS"), byStrategy("ROLLING"), f.on(0))), nil},
		"no fixed ports":       {list(tenant("a", containing(mapping(80)), byStrategy("BLUE_GREEN"), f.on(0))), nil},
		"none wanted":          {list(claimant("a", byStrategy("BLUE_GREEN"), wanting(0), f.on(0))), nil},
		"on managed instances": {list(claimant("a", byStrategy("BLUE_GREEN"), endless)), list("80/tcp a fits")},
		"one at a time": {
			list(claimant("a", by("CODE_DEPLOY"), f.on(0, 1, 2)), claimant("b", by("CODE_DEPLOY"), f.on(0, 1, 2))),
			list("80/tcp a+b fits"),
		},
		"beside one that rolls": {
			list(claimant("a", by("CODE_DEPLOY"), f.on(0, 1)), claimant("b", f.on(0, 1))), list("80/tcp a+b does not fit"),
		},
		"the second set is too large": {
			list(claimant("a", f.on(0, 1, 2)), claimant("b", wanting(2), by("CODE_DEPLOY"), f.on(0, 1, 2, 3))),
			list("80/tcp a+b does not fit"),
		},

		// What is not known is never a pass, and never hides what holds all the same.
		"eligibility undecided": {
			list(claimant("a", undecided), claimant("b", f.on(0))), list("80/tcp a+b undecided: why"),
		},
		"alone, there is no conflict": {list(claimant("a", undecided)), nil},
		"count unknown": {
			list(claimant("a", unknownCount, f.on(0, 1)), claimant("b", f.on(0, 1))),
			list("80/tcp a+b undecided: desired count: var.count"),
		},
		"count unknown, apart": {list(claimant("a", unknownCount, f.on(0)), claimant("b", f.on(1))), nil},
		"two too many beside an undecided one": {
			list(claimant("a", f.on(0)), claimant("x", undecided), claimant("b", f.on(0))),
			list("80/tcp a+b does not fit", "80/tcp a+x+b undecided: why"),
		},
		"two that fit beside an undecided one": {
			list(claimant("a", f.on(0, 1)), claimant("x", undecided), claimant("b", f.on(0, 1))),
			list("80/tcp a+x+b undecided: why"),
		},
		"one with too many is another rule's": {
			list(claimant("a", wanting(2), f.on(0)), claimant("x", undecided)), list("80/tcp a+x undecided: why"),
		},
		"a second set that does not fit beside an undecided one": {
			list(claimant("a", by("CODE_DEPLOY"), f.on(0)), claimant("x", undecided)),
			list("80/tcp a does not fit", "80/tcp a+x undecided: why"),
		},
		"controller unknown": {
			list(claimant("a", open, f.on(0, 1, 2, 3))), list("80/tcp a undecided: deployment controller: var.controller"),
		},
		"strategy unknown": {
			list(claimant("a", openStrategy, f.on(0))), list("80/tcp a undecided: deployment strategy: var.strategy"),
		},
		"strategy unknown, CODE_DEPLOY known": {
			list(claimant("a", openStrategy, by("CODE_DEPLOY"), f.on(0, 1))), list("80/tcp a fits"),
		},
		"controller unknown, of a daemon": {list(claimant("a", open, f.on(0), everywhere)), nil},
		"controller unknown, no room anyway": {
			list(claimant("a", open, f.on(0)), claimant("b", f.on(0))), list("80/tcp a+b does not fit"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := told(c.tenants...); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func list[T any](all ...T) []T { return all }

func TestConflictNamesItsClaims(t *testing.T) {
	t.Parallel()

	f := newFleet(1)
	a, b := tenant("a", claiming(443, 80), f.all), claimant("b", f.all)

	got := ports.NewBook(list(a, b)).Conflicts()[0].Claimants
	if len(got) != 2 || got[0].Tenant != a || got[1].Tenant != b ||
		got[0].Claim.Mapping != &a.TaskDefinition.ContainerDefinitions[0].PortMappings[1] {
		t.Errorf("got %+v", got)
	}
}

func TestConflictsAgreeWithTryingEverything(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		for _, w := range genWorlds().Draw(t, "worlds") {
			if got, want := sorted(told(w.tenants...)), w.conflicts(); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	})
}

// Whoever joins with something unknown, what does not fit without them is told as before.
func TestAnUndecidedClaimantHidesNothing(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		w := genWorld().Draw(t, "world")
		before := sorted(told(w.tenants...))

		at := rapid.IntRange(0, len(w.tenants)).Draw(t, "place")
		joined := slices.Insert(slices.Clone(w.tenants), at, claimant("x", undecided))
		after := sorted(told(joined...))

		for _, c := range before {
			if strings.HasSuffix(c, "does not fit") && !slices.Contains(after, c) {
				t.Errorf("%s is not among %q", c, after)
			}
		}

		for _, c := range after {
			if strings.Contains(c, " fits") {
				t.Errorf("%s, though x may be anywhere", c)
			}
		}

		ofX := func(c string) bool { return strings.HasSuffix(c, "undecided: why") }
		if len(w.parties()) > 0 && !slices.ContainsFunc(after, ofX) {
			t.Errorf("nothing of x in %q", after)
		}
	})
}
