package fleet

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/placement"
)

// moded are the tenants of which it is not known whether a question of one network mode is asked of them at all. There
// is nothing to decide of one that lands on no instance of which the question would say anything.
func (s *Shard) moded(all []*placement.Tenant, q question) []*placement.Tenant {
	kept := slices.DeleteFunc(slices.Clone(all), func(t *placement.Tenant) bool {
		return !t.Mode.IsUnknown() || !onEC2(t) || !ground.Wants(t) ||
			t.Eligible.Undecided == "" && len(s.ask([]*placement.Tenant{t}, q)) == 0
	})
	slices.SortStableFunc(kept, byName)

	return kept
}

func modeReason(t *placement.Tenant) string { return "network mode: " + t.Mode.Reason() }

func (s *Shard) unknownAccess(all []*placement.Tenant, q question) []facts.HostAccess {
	tenants := s.moded(all, q)
	unknown := make([]facts.HostAccess, 0, len(tenants))

	for _, t := range tenants {
		unknown = append(unknown, facts.HostAccess{Ref: s.refs.Add(ground.Tenant(t)), Undecided: modeReason(t)})
	}

	return unknown
}

func (s *Shard) unknownCredentials(all []*placement.Tenant) []facts.InstanceCredentials {
	tenants := s.moded(all, askHostMetadata())
	unknown := make([]facts.InstanceCredentials, 0, len(tenants))

	for _, t := range tenants {
		unknown = append(unknown, facts.InstanceCredentials{Ref: s.refs.Add(ground.Tenant(t)), Undecided: modeReason(t)})
	}

	return unknown
}
