package ports

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/placement"
)

// ways are the smallest changes of each kind that are enough however many of the tasks run: another minimum, another
// maximum where an instance has room, and more instances. Where none is enough alone, the one that is left is of two.
func (d *Deployment) ways(t *placement.Tenant, r running, room bool) []string {
	var ways []string

	if r.fewest > 0 {
		ways = append(ways, fmt.Sprintf("minimumHealthyPercent %d", (r.fewest-1)*100/d.Desired))
	}

	if room && !t.Daemon { // a daemon's maximum must stay 100
		ways = append(ways, fmt.Sprintf("maximumPercent %d", ((d.Desired+1)*100+d.Desired-1)/d.Desired))
	}

	if n := d.moreInstances(t, r); n > 0 && !room && !r.open {
		ways = append(ways, instancesMore(r.others+n, r.daemons))
	}

	if len(ways) == 0 {
		ways = append(ways, "minimumHealthyPercent 0 with "+instancesMore(r.others+1, r.daemons))
	}

	return ways
}

// moreInstances is how many more tasks of the tenant have to run, each on an instance more, before one may stop: above
// the minimum, or above all that are wanted if the maximum allows. A daemon wants more with each instance, so that only
// the first, without which nothing runs, is told. It is 0 where no number is enough.
func (d *Deployment) moreInstances(t *placement.Tenant, r running) int {
	switch {
	case t.Daemon:
		if r.fewest == 0 && d.MinimumPercent <= 0 {
			return 1
		}

		return 0
	case d.MustRun < d.Desired:
		return d.MustRun + 1 - r.fewest
	case d.MayRun > d.Desired:
		return d.Desired + 1 - r.fewest
	default:
		return 0
	}
}

// instancesMore says of which daemons the instances must be free: else these take them too.
func instancesMore(n int, daemons []string) string {
	text := "one more instance that can take the task"
	if n > 1 {
		text = fmt.Sprintf("%d more instances that can take the task", n)
	}

	if len(daemons) > 0 {
		text += ", without " + strings.Join(daemons, " and ")
	}

	return text
}
