package openings

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/exposure"
	"github.com/ecslint/ecslint/analyzer/facts/ground"
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// admitted is what groups let in to the tasks of a service, from which several facts are made.
type admitted struct {
	points  []*exposure.Point
	entries []entry

	// unread are the groups that were not read, why is set where not all points are known, crowded where it is not
	// known which of the ports of shared instances are the neighbours'.
	unread  []string
	why     string
	crowded string
}

// An entry is what a rule admits to a point.
type entry struct {
	point     *exposure.Point
	admission reach.Admission
}

// admitted asks once for each kind of interface. ECS Anywhere has none that a group filters.
func (s *Shard) admitted(t *placement.Tenant) *admitted {
	if t.Capacity.Launch == snapshot.LaunchExternal {
		return &admitted{}
	}

	points, why := s.Exposure.Kinds(t)
	crowded := s.leaveToNeighbours(t, points)
	in := &admitted{points: alikePoints(points), why: cmp.Or(why, s.unseenTasks(t)), crowded: crowded}

	for _, p := range in.points {
		admissions, unread := s.Reach.Ingress(p.Place.Endpoint, p.Listening())
		for _, a := range admissions {
			in.entries = append(in.entries, entry{p, a})
		}

		in.unread = append(in.unread, unread...)
	}

	in.unread = ground.Sorted(in.unread)

	return in
}

// unseenTasks is why it cannot be told which instances' interfaces the tasks answer at.
func (s *Shard) unseenTasks(t *placement.Tenant) string {
	mode := t.Mode.Or(snapshot.ModeNone)
	idle := t.Desired.Or(1) == 0 && len(s.Exposure.Tasks(t)) == 0

	if idle || mode == snapshot.ModeAWSVPC || mode == snapshot.ModeNone {
		return ""
	}

	return ground.UnseenHost(s.Placement, t)
}

// doubt is why what is admitted may be more than the entries say; empty where it is all.
func (in *admitted) doubt() string {
	if in.why != "" {
		return in.why
	}

	for _, id := range in.unread {
		return "security group " + id + " was not read"
	}

	var unknown []string

	for _, e := range in.entries {
		if e.admission.Unknown != "" {
			unknown = append(unknown, "rule "+e.admission.Rule.ID+": "+e.admission.Unknown)
		}
	}

	return first(unknown)
}

// first is the first of some texts in their own order; empty where there is none.
func first(texts []string) string {
	if len(texts) == 0 {
		return ""
	}

	return slices.Min(texts)
}

// narrowed is what an admission lets in of some services.
func narrowed(a reach.Admission, services netset.Services) reach.Admission {
	a.Services = a.Services.Intersect(services)
	a.Packets = a.Packets.Restrict(services)
	a.Assumptions = slices.Clone(a.Assumptions)

	return a
}

// widest keeps what each rule admits from the widest class it lets in: the others have the same cause.
func widest(entries []entry) []entry {
	classes := reach.Classes()
	of := map[*snapshot.SecurityGroupRule]int{}

	for _, e := range entries {
		class := slices.Index(classes, e.admission.Class)
		if known, seen := of[e.admission.Rule]; !seen || class < known {
			of[e.admission.Rule] = class
		}
	}

	return slices.DeleteFunc(entries, func(e entry) bool {
		return slices.Index(classes, e.admission.Class) > of[e.admission.Rule]
	})
}
