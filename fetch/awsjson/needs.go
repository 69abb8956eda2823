package awsjson

import (
	"maps"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// needs are the resources that some answer refers to, by the action that would describe them, each with the
// reason for the gap it leaves where none does. The empty id stands for any answer of the action.
type needs map[string]map[string]need

// A need is one such resource.
type need struct {
	why string
	met bool

	// must tells what is known to exist, and so was not read, from what there may be.
	must bool
}

// add keeps the first reason: a listing comes before the references that are drawn from answers.
func (n needs) add(action, id, why string) {
	if n[action] == nil {
		n[action] = map[string]need{}
	}

	if _, ok := n[action][id]; !ok {
		n[action][id] = need{why: why, must: id != ""}
	}
}

// refer adds a need of what an answer refers to; an empty id refers to nothing.
func (n needs) refer(action string, ids ...string) {
	for _, id := range ids {
		if id != "" {
			n.add(action, id, "referred to, but not described in this source")
		}
	}
}

// kinds adds a need of any answer of the actions at all, about what there may be.
func (n needs) kinds(actions ...string) {
	for _, action := range actions {
		n.add(action, "", "")
	}
}

// some adds a need of any answer of the actions, about what exists, under whatever id.
func (n needs) some(actions ...string) {
	for _, action := range actions {
		n.add(action, "", "")
		n[action][""] = need{must: true}
	}
}

// must reports whether something that an action describes is known to exist.
func (n needs) must(action string) bool {
	for _, need := range n[action] {
		if need.must && !need.met {
			return true
		}
	}

	return false
}

// providers adds a need of capacity providers, by name, save for those that every account has.
func (n needs) providers(names ...string) {
	for _, name := range names {
		if name != "FARGATE" && name != "FARGATE_SPOT" {
			n.refer(awsmap.DescribeCapacityProviders, name)
		}
	}
}

// met marks ids as described, whether or not they are needed.
func (n needs) met(action string, ids ...string) {
	for _, id := range ids {
		n.add(action, id, "")
		n[action][id] = need{met: true}
	}
}

// snapshot maps the answers, with a gap for everything that is missing from them.
func (f *folder) snapshot() *snapshot.Snapshot {
	f.sortTargets()

	s := snapshot.New()
	f.answers.AddTo(s)

	f.truncated()
	f.needECS(s)
	f.needCloudMap(s)
	f.needEC2(s)
	f.needELB(s)
	f.meet(s)

	for _, a := range awsmap.Actions() {
		f.unmet(a)
	}

	for i := range f.gaps {
		f.gaps[i].Account, f.gaps[i].Region = f.answers.Account, f.answers.Region
	}

	s.Gaps = append(s.Gaps, f.gaps...)

	return s
}

// unmet makes one gap where an action has no answer at all, and otherwise one for each resource. Not to have what is
// known to exist is to have failed, save where a default of AWS stands in.
func (f *folder) unmet(a awsmap.Action) {
	if f.failed[a.Name] {
		return // a gap already
	}

	for _, id := range slices.Sorted(maps.Keys(f.needs[a.Name])) {
		n := f.needs[a.Name][id]

		switch {
		case n.met:
		case !f.seen[a.Name]:
			f.gap(a.Name, "not in this source").Failed = f.needs.must(a.Name) && !a.DefaultStands

			return
		case id != "":
			g := f.gap(a.Name, n.why)
			g.Resource, g.Failed = id, !a.DefaultStands
		}
	}
}
