package ports_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func outcome(d ports.Deployment) string {
	switch {
	case d.Undecided != "":
		return "undecided: " + d.Undecided
	case d.Contested:
		return "contested"
	case !d.Stuck:
		return "moves"
	case d.Full != "":
		return "stuck: " + d.Full
	default:
		return "stuck"
	}
}

func TestDeploymentBesideOthers(t *testing.T) {
	t.Parallel()

	f := newFleet(6)
	web := func(options ...option) *placement.Tenant {
		return tenant("web", append([]option{claiming(80)}, options...)...)
	}
	external := func(t *tenancy) { t.Capacity.Launch = snapshot.LaunchExternal }

	for name, c := range map[string]struct {
		tenants []*placement.Tenant
		want    string
	}{
		"room for one more": {list(web(f.on(0, 1))), "moves"},
		"no room":           {list(web(f.on(0))), "stuck: host port 80/tcp: 1 eligible instance"},
		"no instance":       {list(web()), "stuck: host port 80/tcp: 0 eligible instances"},
		"one to come":       {list(web(f.on(0), growing("p", 1))), "moves"},
		"no fixed port":     {list(tenant("web", containing(mapping(80)), f.on(0))), "moves"},
		"distinctInstance": {
			list(tenant("web", distinct, wanting(2), f.on(0, 1))), "stuck: distinctInstance: 2 eligible instances",
		},
		"distinctInstance, a spare": {list(tenant("web", distinct, f.on(0, 1))), "moves"},
		"a port and distinctInstance": {
			list(web(distinct, wanting(2), f.on(0, 1))), "stuck: host port 80/tcp: 2 eligible instances",
		},
		"on Fargate":           {list(web(fargate)), "moves"},
		"on managed instances": {list(web(endless, wanting(9))), "moves"},
		"distinct on managed":  {list(tenant("web", distinct, endless, wanting(9))), "moves"},
		"on EXTERNAL":          {list(web(external, f.on(0))), "stuck: host port 80/tcp: 1 eligible instance"},
		"host mode": {
			list(tenant("web", containing(mapping(80)), in("host"), f.on(0))), "stuck: host port 80/tcp: 1 eligible instance",
		},
		"host mode without ports": {list(tenant("web", in("host"), f.on(0))), "moves"},
		"awsvpc":                  {list(web(in("awsvpc"), f.on(0))), "moves"},
		"percents alone":          {list(tenant("web", fargate, bySteps(100, 100))), "stuck"},
		"percents of one":         {list(tenant("web", fargate, bySteps(50, 150))), "stuck"},
		"percents of two":         {list(tenant("web", fargate, wanting(2), bySteps(50, 150))), "moves"},
		"percents and no room":    {list(web(f.on(0), bySteps(100, 100))), "stuck: host port 80/tcp: 1 eligible instance"},
		"an old one stops first":  {list(web(f.on(0), bySteps(0, 100))), "moves"},
		"the second of two ports": {
			list(tenant("web", claiming(80, 443), f.on(0, 1)), tenant("tls", claiming(443), f.on(0, 1))),
			"stuck: host port 443/tcp: 2 eligible instances, which tls may hold too",
		},

		"a neighbour in the way": {
			list(web(f.on(0, 1)), claimant("shop", f.on(0, 1))),
			"stuck: host port 80/tcp: 2 eligible instances, which shop may hold too",
		},
		"a neighbour that moves aside": {list(web(f.on(0, 1)), claimant("shop", f.on(1, 2))), "moves"},
		"two neighbours": {
			list(web(f.on(0, 1, 2)), claimant("shop", f.on(1)), claimant("blog", f.on(2))),
			"stuck: host port 80/tcp: 3 eligible instances, which blog, shop may hold too",
		},
		"a neighbour's neighbour": {
			list(web(f.on(0, 1)), claimant("shop", f.on(1, 2)), claimant("blog", f.on(2))),
			"stuck: host port 80/tcp: 2 eligible instances, which shop may hold too",
		},
		"a neighbour of another port": {list(web(f.on(0, 1)), tenant("shop", claiming(81), f.on(0, 1))), "moves"},
		"a neighbour that wants none": {list(web(f.on(0, 1)), claimant("shop", wanting(0), f.on(0, 1))), "moves"},
		"a daemon on every instance": {
			list(web(f.on(0, 1)), claimant("agent", f.on(1), everywhere)),
			"stuck: host port 80/tcp: 2 eligible instances, which agent may hold too",
		},
		"someone else's trouble": {list(web(f.on(0, 1)), claimant("shop", wanting(9), f.on(2, 3))), "moves"},
		"a crowd next door":      {list(web(f.on(0, 1, 2)), claimant("shop", wanting(9), f.on(2, 3))), "moves"},
		"a crowd everywhere": {
			list(web(f.on(0, 1)), claimant("shop", wanting(9), f.on(0, 1, 2))),
			"stuck: host port 80/tcp: 2 eligible instances, which shop may hold too",
		},

		// A daemon's maximum is 100; it stops first, unless its minimum is 100 too.
		"a daemon's defaults": {list(tenant("web", f.on(0, 1), everywhere)), "moves"},
		"a daemon at 100":     {list(tenant("web", f.on(0, 1), everywhere, bySteps(100, 100))), "stuck"},
		"a daemon at 50":      {list(tenant("web", f.on(0, 1), everywhere, bySteps(50, 100))), "moves"},
		"a daemon at 100 of 200": {
			list(tenant("web", f.on(0, 1), everywhere, bySteps(100, 200))), "stuck: DAEMON: one task on each instance",
		},
		"a daemon at 50 of 200": {list(tenant("web", f.on(0, 1), everywhere, bySteps(50, 200))), "moves"},
		"as many run as must": {
			list(web(f.on(0, 1), wanting(3), bySteps(66, 200))), "stuck: host port 80/tcp: 2 eligible instances",
		},
		"more run than must": {list(web(f.on(0, 1), wanting(3), bySteps(33, 200))), "moves"},
		"as many run as must, by distinctInstance": {
			list(tenant("web", distinct, f.on(0, 1), wanting(3), bySteps(66, 200))),
			"stuck: distinctInstance: 2 eligible instances",
		},
		"as many run as must, on managed instances": {list(web(endless, wanting(3), bySteps(66, 100))), "moves"},
		"a daemon of one at 50":                     {list(tenant("web", f.on(0), everywhere, bySteps(50, 100))), "stuck"},
		"a daemon on managed": {
			list(tenant("web", endless, f.on(0), everywhere, bySteps(100, 100))), "stuck",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			if got := outcome(deploy(t, c.tenants...)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// What is not known leaves a deployment open only where it matters.
func TestDeploymentNotDecided(t *testing.T) {
	t.Parallel()

	f := newFleet(3)
	open := snapshot.Unknown[string]
	openMinimum := func(t *tenancy) { t.Service.MinimumHealthyPercent = snapshot.Unknown[int]("var.minimum") }
	openMaximum := func(t *tenancy) { t.Service.MaximumPercent = snapshot.Unknown[int]("var.maximum") }
	openController := func(t *tenancy) { t.Service.DeploymentController = open("var.controller") }
	openStrategy := func(t *tenancy) { t.Service.DeploymentStrategy = open("var.strategy") }
	openMode := func(t *tenancy) { t.Mode = snapshot.Unknown[snapshot.NetworkMode]("a bare list") }
	crowd := claimant("crowd", undecided)

	for name, c := range map[string]struct {
		tenants []*placement.Tenant
		want    string
	}{
		"the number of tasks": {list(tenant("web", unknownCount)), "undecided: desired count: var.count"},
		"the minimum":         {list(tenant("web", openMinimum)), "undecided: minimumHealthyPercent: var.minimum"},
		"the maximum":         {list(tenant("web", openMaximum)), "undecided: maximumPercent: var.maximum"},
		"a daemon's instances": {
			list(
				tenant("web", undecided, func(t *tenancy) { t.Daemon, t.Desired = true, snapshot.Unknown[int]("why") }),
			),
			"undecided: why",
		},
		"the instances":             {list(claimant("web", undecided)), "undecided: why"},
		"instances, by constraint":  {list(tenant("web", distinct, undecided)), "undecided: why"},
		"instances, without ports":  {list(tenant("web", undecided)), "moves"},
		"instances, stopping first": {list(claimant("web", undecided, bySteps(0, 100))), "moves"},
		"instances, at 100/100":     {list(claimant("web", undecided, bySteps(100, 100))), "stuck"},
		"host ports": {
			list(tenant("web", containing(mapping(80, openHost)), f.all)),
			"undecided: host port: var.host",
		},
		"host ports, on Fargate": {list(tenant("web", containing(mapping(80, openHost)), fargate)), "moves"},
		"host ports, in awsvpc":  {list(tenant("web", containing(mapping(80, openHost)), in("awsvpc"))), "moves"},
		"host ports, no room anyway": {
			list(claimant("web", containing(mapping(81, openHost)), f.on(0))), "stuck: host port 80/tcp: 1 eligible instance",
		},
		"the network mode": {list(claimant("web", openMode, f.on(0))), "undecided: network mode: a bare list"},
		"mode, on Fargate": {list(claimant("web", openMode, fargate)), "moves"},
		"the definition": {list(tenant("web", f.on(0), func(t *tenancy) {
			t.TaskDefinition, t.Mode = nil, placement.Mode(nil)
		})), "undecided: network mode: the task definition was not read"},
		"controller, where it moves": {list(claimant("web", f.on(0, 1), openController)), "moves"},
		"the controller, where it would not": {
			list(claimant("web", f.on(0), openController)), "undecided: deployment controller: var.controller",
		},
		"the strategy, where it would not": {
			list(claimant("web", f.on(0), openStrategy)), "undecided: deployment strategy: var.strategy",
		},

		"a neighbour": {list(claimant("web", f.on(0, 1)), crowd), "undecided: why"},
		"who runs of those that do not all fit": {
			list(claimant("web", f.on(0, 1, 2), wanting(3), bySteps(66, 100)), claimant("shop", f.on(0))),
			"contested",
		},
		"who runs, where it moves anyway": {
			list(claimant("web", f.on(0, 1, 2), wanting(3), bySteps(33, 100)), claimant("shop", f.on(0))), "moves",
		},
		"whether a daemon takes what comes": {
			list(claimant("web", f.on(0), growing("p", 2)), claimant("agent", f.on(0), unclearly)),
			"undecided: whether it follows",
		},
		"whether a daemon takes what comes, where there is room": {
			list(claimant("web", f.on(0, 1, 2), growing("p", 1)), claimant("agent", f.on(0), unclearly)), "moves",
		},
		"whether a daemon takes what comes, where nothing comes": {
			list(claimant("web", f.on(0)), claimant("agent", f.on(0), unclearly)),
			"stuck: host port 80/tcp: 1 eligible instance, which agent may hold too",
		},
		"a neighbour, no room anyway": {
			list(claimant("web", f.on(0)), crowd), "stuck: host port 80/tcp: 1 eligible instance",
		},
		"a neighbour's number": {
			list(claimant("web", f.on(0, 1)), claimant("shop", unknownCount, f.on(1))), "undecided: desired count: var.count",
		},
		"a stranger's number":         {list(claimant("web", f.on(0, 1)), claimant("shop", unknownCount, f.on(2))), "moves"},
		"a neighbour of another port": {list(tenant("web", claiming(81), f.on(0, 1)), crowd), "moves"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := deploy(t, c.tenants...)
			if outcome(got) != c.want {
				t.Errorf("got %s, want %s", outcome(got), c.want)
			}

			if got.Stuck != (got.Ways != nil) || got.Stuck && got.Undecided != "" {
				t.Errorf("stuck %v with ways %q, undecided %q", got.Stuck, got.Ways, got.Undecided)
			}
		})
	}
}

func TestWaysBesideOthers(t *testing.T) {
	t.Parallel()

	f := newFleet(6)
	shop := func(options ...option) *placement.Tenant {
		return tenant("shop", append([]option{claiming(80)}, options...)...)
	}

	for name, c := range map[string]struct {
		tenants []*placement.Tenant
		want    []string
	}{
		"an instance": {
			list(claimant("web", f.on(0, 1)), shop(f.on(0, 1))),
			list("minimumHealthyPercent 0", "one more instance that can take the task"),
		},
		"one is not enough": {list(claimant("web", f.on(0)), shop(f.on(0))), list("2 more instances that can take the task")},
		"who takes it?":     {list(claimant("web", f.on(0)), shop(undecided)), list("minimumHealthyPercent 0")},
		"none where a daemon runs": {
			list(claimant("web", f.on(0, 1)), shop(f.on(0, 1), everywhere), claimant("agent", f.on(0, 1), everywhere)),
			list("2 more instances that can take the task, without agent and shop"),
		},
		"none where a daemon follows": {
			list(claimant("web", f.on(0), growing("p", 1)), shop(f.on(0), growing("p", 1), launched)),
			list("2 more instances that can take the task, without shop"),
		},
		"a daemon of another port": {
			list(claimant("web", f.on(0)), tenant("shop", claiming(81), f.on(0), everywhere)),
			list("minimumHealthyPercent 0", "one more instance that can take the task"),
		},
		"one task per instance": {
			list(tenant("web", distinct, wanting(3), f.on(0, 1))),
			list("minimumHealthyPercent 33", "2 more instances that can take the task"),
		},
		"two of three run": {
			list(claimant("web", wanting(3), f.on(0, 1))),
			list("minimumHealthyPercent 33", "2 more instances that can take the task"),
		},
		"two of three run, and two must": {
			list(claimant("web", wanting(3), f.on(0, 1), bySteps(66, 100))),
			list("minimumHealthyPercent 33", "one more instance that can take the task"),
		},
		"none runs": {
			list(claimant("web", bySteps(100, 100))),
			list("minimumHealthyPercent 0 with one more instance that can take the task"),
		},
		"none runs, and none must": {
			list(claimant("web", bySteps(0, 100))), list("one more instance that can take the task"),
		},
		"two of three run beside another": {
			list(claimant("web", wanting(3), f.on(0, 1, 2)), shop(f.on(0))),
			list("minimumHealthyPercent 33", "2 more instances that can take the task"),
		},
		"all three run beside another": {
			list(claimant("web", wanting(3), f.on(0, 1, 2)), shop(f.on(3))),
			list("minimumHealthyPercent 66", "one more instance that can take the task"),
		},
		"of three": {
			list(tenant("web", fargate, wanting(3), bySteps(100, 100))),
			list("minimumHealthyPercent 66", "maximumPercent 134"),
		},
		"a daemon's is 100": {
			list(tenant("web", f.on(0, 1, 2), everywhere, bySteps(100, 100))), list("minimumHealthyPercent 66"),
		},
		"no room for percents": {list(claimant("web", f.on(0), bySteps(100, 100))), list("minimumHealthyPercent 0")},
		"it may have room":     {list(claimant("web", undecided, bySteps(100, 100))), list("minimumHealthyPercent 0")},
	} {
		if got := deploy(t, c.tenants...).Ways; !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// A tenant that is not in the book is judged as if it were alone there.
func TestDeployOfAStranger(t *testing.T) {
	t.Parallel()

	f := newFleet(2)
	book := ports.NewBook(list(claimant("shop", f.on(0, 1))))

	for n, want := range map[int]string{1: "moves", 2: "stuck: host port 80/tcp: 2 eligible instances"} {
		if d, _ := book.Deploy(claimant("web", wanting(n), f.on(0, 1))); outcome(d) != want {
			t.Errorf("%d tasks: got %s, want %s", n, outcome(d), want)
		}
	}
}

// Beside others, one more task has room if as many tasks as before run besides it, in some way of placing all.
func TestRoomAgreesWithTryingEverything(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		for _, w := range genWorlds().Draw(t, "worlds") {
			book := ports.NewBook(w.tenants)

			for i, tenant := range w.tenants {
				d, rolls := book.Deploy(tenant)
				if !rolls || tenant.Daemon {
					continue
				}

				demands := w.demands(up(0, len(w.tenants)-1))
				before := w.most(demands, 0)
				demands[i]++

				if stuck := w.most(demands, 0) == before; d.Stuck != stuck {
					t.Errorf("%s is stuck: %v, want %v", tenant.Name(), d.Stuck, stuck)
				}
			}
		}
	})
}

// What it costs does not grow with the numbers: these would take for ever one by one.
func TestHugeNumbers(t *testing.T) {
	t.Parallel()

	const huge = 1 << 40

	f := newFleet(1)

	for name, c := range map[string]struct {
		tenants   []*placement.Tenant
		conflicts []string
		want      string
	}{
		"desired": {
			list(claimant("a", wanting(huge), f.all), claimant("b", f.all)),
			list("80/tcp a+b does not fit"),
			"stuck: host port 80/tcp: 1 eligible instance, which b may hold too",
		},
		"growth": {
			list(claimant("a", wanting(huge-1), growing("p", huge)), claimant("b", growing("p", huge))),
			list("80/tcp a+b fits with 1099511627776 more"),
			"stuck: host port 80/tcp: 1099511627776 eligible instances, 1099511627776 of them after scaling out, " +
				"which b may hold too",
		},
		"both": {
			list(claimant("a", wanting(huge), growing("p", 2*huge)), claimant("b", by("EXTERNAL"), growing("p", 2*huge))),
			list("80/tcp a+b fits with 1099511627778 more"),
			"moves",
		},
		"percents": {list(claimant("a", bySteps(huge, huge), f.all)), nil, "stuck: host port 80/tcp: 1 eligible instance"},
		"negative": {list(claimant("a", bySteps(-huge, -huge), f.all)), nil, "moves"},
	} {
		if got := told(c.tenants...); !slices.Equal(got, c.conflicts) {
			t.Errorf("%s: got %q, want %q", name, got, c.conflicts)
		}

		if got := outcome(deploy(t, c.tenants...)); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

// What is remembered of one claimant holds for those that it is told of: a book of its own says the same of each.
func TestDeploymentsOfOneBook(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		for _, w := range genWorlds().Draw(t, "worlds") {
			book := ports.NewBook(w.tenants)

			for _, tenant := range w.tenants {
				bySteps(rapid.SampledFrom(list(0, 50, 100)).Draw(t, "minimum"), 200)(serviceOf(tenant))

				got, _ := book.Deploy(tenant)
				if want, _ := ports.NewBook(w.tenants).Deploy(tenant); fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s: got %+v, want %+v", tenant.Name(), got, want)
				}
			}
		}
	})
}

// serviceOf gives what is standalone a service that is in no book.
func serviceOf(t *placement.Tenant) *placement.Tenant {
	if t.Service == nil {
		return &placement.Tenant{Service: &snapshot.Service{}}
	}

	return t
}
