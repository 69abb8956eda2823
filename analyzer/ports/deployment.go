package ports

import (
	"fmt"
	"slices"

	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A Deployment is the arithmetic of a rolling deployment: what ECS must keep, what it may run, and whether
// anything can move.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
type Deployment struct {
	Desired        int
	MinimumPercent int
	MaximumPercent int

	// MustRun is ⌈desired · minimum⌉, MayRun is ⌊desired · maximum⌋.
	MustRun int
	MayRun  int

	// Full is why no eligible instance can take one more task, by ports and distinctInstance; empty if one can.
	Full string

	// Stuck reports whether ECS can neither stop an old task nor start a new one.
	Stuck bool

	// Undecided is why that cannot be told; empty otherwise.
	Undecided string

	// Ways are the smallest changes that would let the deployment move, each enough by itself.
	Ways []string
}

// Deploy works out a rolling deployment of a service of the cluster whose book is b. The second result is
// false where there is none: no service, another kind of deployment, or no task wanted.
func (b *Book) Deploy(t *placement.Tenant) (Deployment, bool) {
	if t.Service == nil || !Rolling(t.Service) {
		return Deployment{}, false
	}

	d := Deployment{MinimumPercent: percent(t.Service.MinimumHealthyPercent, t.Daemon, 100, 0)}
	d.MaximumPercent = percent(t.Service.MaximumPercent, t.Daemon, 200, 100)

	if why := unknownDeployment(t); why != "" {
		d.Undecided = why

		return d, true
	}

	d.Desired = t.Desired.Or(0)
	d.MustRun = (d.Desired*d.MinimumPercent + 99) / 100
	d.MayRun = d.Desired * d.MaximumPercent / 100
	d.judge(b, t)

	return d, d.Desired > 0
}

func percent(v snapshot.Value[int], daemon bool, replica, daemonDefault int) int {
	if daemon {
		return v.Or(daemonDefault)
	}

	return v.Or(replica)
}

func unknownDeployment(t *placement.Tenant) string {
	switch s := t.Service; {
	case t.Daemon && t.Eligible.Undecided != "":
		return t.Eligible.Undecided
	case t.Desired.IsUnknown():
		return "desired count: " + t.Desired.Reason()
	case s.MinimumHealthyPercent.IsUnknown():
		return "minimumHealthyPercent: " + s.MinimumHealthyPercent.Reason()
	case s.MaximumPercent.IsUnknown():
		return "maximumPercent: " + s.MaximumPercent.Reason()
	default:
		return ""
	}
}

func (d *Deployment) judge(b *Book, t *placement.Tenant) {
	if d.MustRun < d.Desired {
		return // an old task may stop first
	}

	if d.MayRun > d.Desired {
		d.Full, d.Undecided = b.full(t)
	}

	d.Stuck = d.Undecided == "" && (d.MayRun <= d.Desired || d.Full != "")
	if d.Stuck {
		d.Ways = d.ways(t.Daemon)
	}
}

func (d *Deployment) ways(daemon bool) []string {
	ways := []string{fmt.Sprintf("minimumHealthyPercent %d", (d.Desired-1)*100/d.Desired)}

	switch {
	case daemon:
		// maximumPercent of a daemon must stay 100.
	case d.Full != "":
		ways = append(ways, "one more instance that can take the task")
	default:
		ways = append(ways, fmt.Sprintf("maximumPercent %d", ((d.Desired+1)*100+d.Desired-1)/d.Desired))
	}

	return ways
}

// full tells why no eligible instance can take one more task of the tenant; both results are empty if one can.
func (b *Book) full(t *placement.Tenant) (why, unclear string) {
	if t.Capacity.Launch == snapshot.LaunchFargate || t.Eligible.Unlimited {
		return "", ""
	}

	claims := TenantClaims(t)
	if len(claims) == 0 && !t.DistinctInstance() {
		return "", ""
	}

	if t.Eligible.Undecided != "" {
		return "", t.Eligible.Undecided
	}

	for _, claim := range claims {
		if why, unclear := b.fullFor(t, claim); why != "" || unclear != "" {
			return why, unclear
		}
	}

	if t.DistinctInstance() && t.Desired.Or(0) >= t.Eligible.Count() {
		return fmt.Sprintf("distinctInstance: %s", instances(t)), ""
	}

	return "", ""
}

// fullFor asks whether all claimants of a port can be placed together with one more task of the tenant.
func (b *Book) fullFor(t *placement.Tenant, claim Claim) (why, unclear string) {
	claimants := b.claims[portKey{claim.Port, claim.Protocol}]
	demands := make([]int, len(claimants))

	for i, c := range claimants {
		if u := unknownDemand(c.Tenant); u != "" {
			return "", u
		}

		demands[i] = demand(c.Tenant)
		if c.Tenant == t {
			demands[i]++
		}
	}

	if fits(claimants, demands) {
		return "", ""
	}

	why = fmt.Sprintf("host port %d/%s: %s", claim.Port, claim.Protocol, instances(t))

	others := slices.DeleteFunc(slices.Clone(claimants), func(c Claimant) bool { return c.Tenant == t })
	if len(others) > 0 {
		why += ", which " + names(others) + " may hold too"
	}

	return why, ""
}

func instances(t *placement.Tenant) string {
	n := t.Eligible.Count()

	return fmt.Sprintf("%d eligible %s", n, plural(n, "instance"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}

	return noun + "s"
}
