package placement_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestShare(t *testing.T) {
	t.Parallel()

	ec2, x, y := launch(snapshot.LaunchEC2), memberOf("attribute:stack == x"), memberOf("attribute:stack == y")
	beyond := memberOf("task:group == databases")
	unknown := func(s *snapshot.Service) { s.LaunchType = snapshot.Unknown[snapshot.LaunchType]("var") }
	base := []option{
		instance(having("stack", "x")), instance(having("stack", "y")), instance(having("stack", "z")),
		instance(of("a"), having("stack", "z")), instance(of("b"), having("stack", "z")), instance(external),
		scaled("a", 1), scaled("b", 1), scaled("c", 2), scaled("d", 2), provider("mi", managed), provider("mj", managed),
	}

	for name, c := range map[string]struct {
		a, b            []func(*snapshot.Service)
		shared, decided bool
	}{
		"anywhere on EC2":           {change(ec2), change(ec2), true, true},
		"kept apart by constraints": {change(ec2, x), change(ec2, y), false, true},
		"one in common": {
			change(ec2, x),
			change(ec2, memberOf("attribute:stack in [y, x]")),
			true,
			true,
		},
		"one that takes none": {change(ec2), change(ec2, memberOf("attribute:stack == w")), false, true},
		"Fargate": {
			change(launch(snapshot.LaunchFargate)),
			change(launch(snapshot.LaunchFargate)),
			false,
			true,
		},
		"Fargate and EC2":  {change(launch(snapshot.LaunchFargate)), change(ec2), false, true},
		"EXTERNAL and EC2": {change(launch(snapshot.LaunchExternal)), change(ec2), false, true},
		"EXTERNAL": {
			change(launch(snapshot.LaunchExternal)),
			change(launch(snapshot.LaunchExternal)),
			true,
			true,
		},
		"one provider":                          {change(through("a")), change(through("a")), true, true},
		"two providers":                         {change(through("a")), change(through("b")), false, true},
		"a provider in common":                  {change(through("a", "c")), change(through("b", "a")), true, true},
		"a launch type and a provider":          {change(ec2), change(through("a")), true, true},
		"only instances to come":                {change(through("c")), change(through("c")), true, true},
		"others to come":                        {change(through("c")), change(through("d")), false, true},
		"a launch type and those to come":       {change(ec2), change(through("c")), false, true},
		"a managed provider":                    {change(through("mi")), change(through("mi")), true, true},
		"a managed provider in common":          {change(through("mi")), change(through("mj", "mi")), true, true},
		"two managed providers":                 {change(through("mi")), change(through("mj")), false, true},
		"managed and EC2":                       {change(through("mi")), change(ec2), false, true},
		"managed and a provider":                {change(through("mi")), change(through("a")), false, true},
		"undecided":                             {change(ec2, beyond), change(ec2), false, false},
		"undecided both":                        {change(ec2, beyond), change(ec2, beyond), false, false},
		"undecided, but on Fargate":             {change(ec2, beyond), change(launch(snapshot.LaunchFargate)), false, true},
		"undecided, but of other providers":     {change(through("a"), beyond), change(through("b")), false, true},
		"undecided, but of EXTERNAL":            {change(ec2, beyond), change(launch(snapshot.LaunchExternal)), false, true},
		"undecided, and of a provider":          {change(ec2, beyond), change(through("a")), false, false},
		"an unknown launch type":                {change(unknown), change(ec2), false, false},
		"an unknown launch type beside Fargate": {change(unknown), change(launch(snapshot.LaunchFargate)), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			both := tenants(append(slices.Clip(base), service(c.a...), service(c.b...))...)

			for range 2 {
				shared, decided := placement.Share(both[0], both[1])
				if shared != c.shared || decided != c.decided {
					t.Errorf("got %v, %v; want %v, %v", shared, decided, c.shared, c.decided)
				}

				slices.Reverse(both)
			}
		})
	}
}

// Two tenants share an instance if and only if one takes the tasks of both.
func TestShareMeansAnInstanceInCommon(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		pool := make([]*snapshot.ContainerInstance, 5)
		for i := range pool {
			pool[i] = &snapshot.ContainerInstance{}
		}

		draw := func(label string) *placement.Tenant {
			tenant := &placement.Tenant{Capacity: placement.Capacity{Launch: snapshot.LaunchEC2}}

			for i, in := range rapid.SliceOfN(rapid.Bool(), 8, 8).Draw(t, label) {
				switch {
				case in && i < 5:
					tenant.Eligible.Instances = append(tenant.Eligible.Instances, pool[i])
				case in:
					g := placement.Growth{Provider: string(rune('a' + i)), Instances: 1}
					tenant.Eligible.Growth = append(tenant.Eligible.Growth, g)
				}
			}

			return tenant
		}

		a, b := draw("a"), draw("b")

		want := false
		for _, x := range a.Eligible.Instances {
			want = want || slices.Contains(b.Eligible.Instances, x)
		}

		for _, x := range a.Eligible.Growth {
			want = want || slices.Contains(b.Eligible.Growth, x)
		}

		if got, decided := placement.Share(a, b); got != want || !decided {
			t.Errorf("got %v, %v; want %v", got, decided, want)
		}
	})
}
