package question

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
)

// onOne is what passes between tasks on one instance, where neither groups nor network ACLs look: for certain where
// both run on it today. Of several instances that is true of some of the pairs only.
func (m *Model) onOne(from, to *site, asked netset.Services) reach.Bounds {
	var shared []string

	for _, instance := range from.instances {
		if slices.Contains(to.instances, instance) {
			shared = append(shared, instance)
		}
	}

	if len(shared) == 0 {
		return reach.Bounds{}
	}

	b := reach.Bounds{MaySome: asked}
	alone := len(from.instances) == 1 && len(to.instances) == 1

	if alone {
		b.MayAll = asked
	}

	if slices.ContainsFunc(shared, func(on string) bool { return m.together(from.tenant, to.tenant, on) }) {
		b.MustSome, b.MustAll = asked, b.MayAll
	}

	return b
}

// together reports whether tasks of both run on an instance: two, where both are one.
func (m *Model) together(a, b *placement.Tenant, on string) bool {
	if a == b {
		return m.runningOn(a, on) > 1
	}

	return m.runningOn(a, on) > 0 && m.runningOn(b, on) > 0
}

func (m *Model) runningOn(t *placement.Tenant, on string) int {
	n := 0

	for _, task := range m.exposure.Tasks(t) {
		if task.ContainerInstance == on {
			n++
		}
	}

	return n
}

// localPath is the way that does not leave the instance.
func localPath(from, to *site, passed netset.Services) []reach.Step {
	return append([]reach.Step{
		{Kind: "from", Text: "from " + from.place.Name},
		{Kind: "instance", Text: "on one instance, where no group looks"},
		{Kind: "to", Text: "to " + to.place.Name},
	}, mappings(to, passed)...)
}
