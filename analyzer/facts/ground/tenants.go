package ground

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Wants reports whether the tenant may have any task. A daemon has none while there is no instance, and one as
// soon as managed scaling adds the first.
func Wants(t *placement.Tenant) bool {
	if t.Daemon {
		return t.Eligible.Undecided != "" || t.Eligible.Unlimited || t.Eligible.Count() > 0
	}

	return t.Desired.Or(1) != 0
}

// Hosted lists the host-mode tenants that may have any task, by name. Standalone tasks count.
func Hosted(tenants []*placement.Tenant) []*placement.Tenant {
	all := slices.DeleteFunc(slices.Clone(tenants), func(t *placement.Tenant) bool {
		return t.Mode.Or("") != snapshot.ModeHost || !Wants(t) || t.Capacity.Launch == snapshot.LaunchFargate
	})
	slices.SortStableFunc(all, func(a, b *placement.Tenant) int { return cmp.Compare(a.Name(), b.Name()) })

	return all
}

// Names lists what the tenants are called, each once: standalone tasks of one family are no neighbours.
func Names(tenants []*placement.Tenant) []string {
	all := make([]string, len(tenants))
	for i, t := range tenants {
		all[i] = t.Name()
	}

	return Sorted(all)
}

// TenantRefs refers to each of the tenants.
func TenantRefs(refs *facts.Index, tenants []*placement.Tenant) []facts.Ref {
	all := make([]facts.Ref, 0, len(tenants))
	for _, t := range tenants {
		all = append(all, refs.Add(TenantRef{t}))
	}

	return all
}

// UnseenHost is why it cannot be told at which instances' interfaces the tasks of a tenant answer.
func UnseenHost(p *placement.Model, t *placement.Tenant) string {
	if t.Eligible.Undecided != "" || t.Eligible.Unlimited {
		return t.Eligible.Undecided
	}

	if len(t.Eligible.Instances) == 0 {
		return "no instance takes its tasks today, so nothing says which groups they would get"
	}

	for _, instance := range t.Eligible.Instances {
		if len(p.Host(instance).Interfaces) == 0 && !placement.External(instance) {
			return "instance " + instance.Instance + " was not read"
		}
	}

	return ""
}
