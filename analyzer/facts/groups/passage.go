package groups

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// passage is what of the admitted services gets from instances with a group to what has another one: what the groups
// of both ends, network ACLs and routes let pass between any two of them.
func (s *Shard) passage(
	n *neighbourhood, id string, group *snapshot.SecurityGroup, admitted netset.Services,
) (open netset.Services, assumptions []string) {
	for _, from := range sortedKinds(n.kinds) {
		if !from.has(id) {
			continue
		}

		for _, to := range s.wearing(n, group, from) {
			if !to.Interface {
				return admitted, assumptions // in another VPC, of which nothing was read
			}

			passing := s.Reach.Between(from.place, to, admitted)
			open = open.Union(passing.MaySome)
			assumptions = append(assumptions, s.assumedOf(to.Endpoint, id, admitted)...)
		}
	}

	return open, ground.Sorted(assumptions)
}

// wearing lists the places that have a group, those that are filtered alike as one: its interfaces, the nodes of its
// load balancer, or where none was read, one that may be beside the instance.
func (s *Shard) wearing(n *neighbourhood, group *snapshot.SecurityGroup, beside *hostKind) []reach.Place {
	var places []reach.Place

	at := map[string]int{}

	for _, eni := range s.identity.interfaces[group.ID] {
		if n.own[eni.ID] {
			continue
		}

		place := s.Reach.PlaceOf("network interface "+eni.ID, eni)
		key := fmt.Sprint(filtersOf(place.Endpoint).Key(), place.Somewhere)

		if i, known := at[key]; known {
			places[i].Join(place)

			continue
		}

		at[key] = len(places)
		places = append(places, place)
	}

	if lb := s.Reach.Balancer(group.ID); lb != nil && len(places) == 0 {
		places = s.Reach.BalancerPlaces(lb)
	}

	switch {
	case len(places) > 0:
		return places
	case group.VPC != "" && beside.place.VPC != "" && group.VPC != beside.place.VPC:
		return []reach.Place{{}}
	default:
		e := reach.Endpoint{Groups: []string{group.ID}, Subnet: beside.place.Endpoint.Subnet}

		return []reach.Place{s.Reach.FuturePlace("what has group "+group.Name, e)}
	}
}

// assumedOf are the assumptions on which it rests that a rule for a group lets anything in.
func (s *Shard) assumedOf(e reach.Endpoint, id string, services netset.Services) []string {
	var codes []string

	admissions, _ := s.Reach.Ingress(e, services)
	for _, a := range admissions {
		if a.Rule.ReferencedGroup.Or("") == id {
			codes = append(codes, a.Assumptions...)
		}
	}

	return codes
}

// sortedKinds puts kinds in an order that no source decides on.
func sortedKinds(kinds map[string]*hostKind) []*hostKind {
	all := make([]*hostKind, 0, len(kinds))
	for _, key := range slices.Sorted(maps.Keys(kinds)) {
		all = append(all, kinds[key])
	}

	return all
}
