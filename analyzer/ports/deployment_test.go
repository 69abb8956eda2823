package ports_test

import (
	"testing"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/ports"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// The numbers that a reader checks by hand: the minimum is rounded up, the maximum down.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func TestArithmetic(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		options []option
		want    [5]int // desired, minimum and maximum percent, must run, may run
	}{
		"a replica's defaults": {[]option{wanting(3)}, [5]int{3, 100, 200, 3, 6}},
		"a daemon's defaults":  {[]option{newFleet(3).all, everywhere}, [5]int{3, 0, 100, 0, 3}},
		"rounded":              {[]option{wanting(3), bySteps(50, 150)}, [5]int{3, 50, 150, 2, 4}},
		"of one":               {[]option{wanting(1), bySteps(1, 199)}, [5]int{1, 1, 199, 1, 1}},
		"exact":                {[]option{wanting(4), bySteps(75, 125)}, [5]int{4, 75, 125, 3, 5}},
		"zero percent":         {[]option{wanting(4), bySteps(0, 100)}, [5]int{4, 0, 100, 0, 4}},
	} {
		d := deploy(t, tenant("web", c.options...))
		if got := [5]int{d.Desired, d.MinimumPercent, d.MaximumPercent, d.MustRun, d.MayRun}; got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestNoDeployment(t *testing.T) {
	t.Parallel()

	open := func(t *tenancy) { t.Service.MinimumHealthyPercent = snapshot.Unknown[int]("var.minimum") }

	for name, c := range map[string]struct {
		tenant *placement.Tenant
		want   bool
	}{
		"a rolling service":          {tenant("a"), true},
		"a daemon":                   {tenant("a", newFleet(1).all, everywhere), true},
		"none wanted":                {tenant("a", wanting(0)), false},
		"none wanted, whatever else": {tenant("a", wanting(0), open), false},
		"less than none":             {tenant("a", wanting(-1)), false},
		"a daemon without instances": {tenant("a", everywhere), false},
		"an unknown number":          {tenant("a", unknownCount), true},
		"a standalone task":          {tenant("a", standalone), false},
		"CODE_DEPLOY":                {tenant("a", by("CODE_DEPLOY")), false},
		"EXTERNAL":                   {tenant("a", by("EXTERNAL")), false},
		"BLUE_GREEN":                 {tenant("a", byStrategy("BLUE_GREEN")), false},
		"LINEAR":                     {tenant("a", byStrategy("LINEAR")), false},
		"CANARY":                     {tenant("a", byStrategy("CANARY")), false},
		"ROLLING":                    {tenant("a", by("ECS"), byStrategy("ROLLING")), true},
	} {
		if _, got := ports.NewBook(list(c.tenant)).Deploy(c.tenant); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
