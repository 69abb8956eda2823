package triage

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A resource is something that findings can be about, with the file it was read from.
type resource struct {
	finding.Resource

	key string
	at  *finding.Location
}

// looked lists what findings of the rules can be about.
func looked(s *snapshot.Snapshot) []resource {
	var all []resource

	add := func(m snapshot.Meta, id, name, key string) {
		all = append(all, resource{
			finding.Resource{ID: id, Name: name, ARN: m.Origin.ARN, Account: m.Account, Region: m.Region},
			key, location(m.Origin),
		})
	}

	for i := range s.TaskDefinitions {
		d := &s.TaskDefinitions[i]
		add(d.Meta, d.ID, d.Name(), d.Key())
	}

	for i := range s.Clusters {
		c := &s.Clusters[i]
		add(c.Meta, c.ID, c.Name, c.Key())
	}

	for i := range s.Services {
		x := &s.Services[i]
		add(x.Meta, x.ID, x.Name, x.Key())
	}

	for i := range s.SecurityGroups {
		g := &s.SecurityGroups[i]
		add(g.Meta, g.ID, g.Name, g.Key())
	}

	for i := range s.ContainerInstances {
		c := &s.ContainerInstances[i]
		add(c.Meta, c.ID, c.Instance, c.Key())
	}

	return all
}

// seen reports whether a run that finds nothing for an ignore says anything about it: what the ignore speaks of was
// looked at. A comment was read with its file. An ignore of the configuration may speak of what another run reads.
func (j *judgement) seen(i *Ignore) bool {
	switch {
	case j.opts.Narrowed:
		return false
	case i.Kind != finding.IgnoreConfig:
		return true
	case i.Resource == "" && len(j.opts.Roots) == 0:
		return false // of another account, perhaps
	case len(j.opts.Roots) > 0 && (i.Resource == "" || wild(i.Resource)) && !j.wholePath(i):
		return false
	default:
		return slices.ContainsFunc(j.run, func(r resource) bool { return i.covers(r.Resource, r.key, r.at, j.opts.Dir) })
	}
}

// wholePath reports whether all files were read that the path of an ignore can match: the folder that holds them, or
// the one file that it is, was asked for.
func (j *judgement) wholePath(i *Ignore) bool {
	fixed := i.Path
	if at := strings.IndexAny(fixed, "*?["); at >= 0 {
		fixed = fixed[:strings.LastIndexByte(fixed[:at], '/')+1]
	}

	return slices.ContainsFunc(j.opts.Roots, func(root string) bool {
		_, below := relative(root, absolute(i.Dir, fixed))

		return below
	})
}

// decided tells of a rule, or a glob of some, whether it was asked and could say for certain that there is nothing. It
// could not where a gap blinds it, where it has left something undecided, or where a rule it yields to has findings,
// which may tell what it would have told.
func (j *judgement) decided(findings int) func(glob string) bool {
	doubtful, found, asked := map[string]bool{}, map[string]bool{}, map[string]bool{}

	for _, g := range j.report.Gaps {
		for _, id := range g.Blinds {
			doubtful[id] = true
		}
	}

	for i := range j.report.Undecided {
		doubtful[j.report.Undecided[i].Rule] = true
	}

	for i := range j.report.Findings[:findings] {
		found[j.report.Findings[i].Rule] = true
	}

	for _, r := range j.opts.Catalogue {
		if slices.ContainsFunc(r.YieldsTo, func(id string) bool { return found[id] }) {
			doubtful[r.ID] = true
		}
	}

	for _, r := range j.report.Rules {
		asked[r.ID] = r.Evaluated > 0
	}

	return func(glob string) bool {
		one := false

		for id, ran := range asked {
			if ran && wildcard(glob, id) {
				if doubtful[id] {
					return false
				}

				one = true
			}
		}

		return one
	}
}
