package finding

import (
	"cmp"
	"fmt"
	"slices"
)

// MergePlaces tells once what a rule says of one line of a file about several resources that are made of it: by each
// stack that calls a module, by each of its calls, by count and for_each. The worst stays, with the others as evidence
// and with their workloads. What one resource has at a place stays apart, as does what is decided otherwise.
//
// It is for those who read a report. A baseline and a comparison know each resource by itself, and so does a SIEM by
// [Finding.Places], which holds all that was merged.
func (r *Report) MergePlaces() {
	slices.SortFunc(r.Findings, Compare)

	var kept []Finding

	at := map[place][]int{}
	made := map[int]map[string]bool{}

	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Location == nil || f.Location.StartLine == 0 {
			kept = append(kept, *f)

			continue
		}

		key := placeOf(f)

		first := slices.IndexFunc(at[key], func(k int) bool { return !made[k][f.Resource.ID] })
		if first < 0 {
			at[key] = append(at[key], len(kept))
			made[len(kept)] = map[string]bool{f.Resource.ID: true}
			kept = append(kept, *f)

			continue
		}

		k := at[key][first]
		made[k][f.Resource.ID] = true
		kept[k].take(f, len(made[k])-1)
	}

	for k, ids := range made {
		if more := len(ids) - 1 - mostAlike; more > 0 {
			text := fmt.Sprintf("and of %d more resources of these lines", more)
			kept[k].Evidence = append(kept[k].Evidence, Evidence{Kind: "note", Text: text})
		}
	}

	r.Findings = kept
	r.Finish()
}

// A place is what findings have in common that are told once.
type place struct {
	rule, status, account, region, file string

	line, column int
}

func placeOf(f *Finding) place {
	return place{
		f.Rule, cmp.Or(f.Status, StatusNew), f.Resource.Account, f.Resource.Region,
		f.Location.File, f.Location.StartLine, f.Location.StartColumn,
	}
}

// mostAlike is how many of the resources that are made of one line are told of one by one, beside the first.
const mostAlike = 10

// take adds what the nth other finding at the same place says.
func (f *Finding) take(other *Finding, nth int) {
	if nth == 1 {
		f.Evidence, f.Affected = slices.Clone(f.Evidence), slices.Clone(f.Affected)
		f.Assumptions, f.Places = slices.Clone(f.Assumptions), slices.Clone(f.Places)
	}

	f.Places = append(append(f.Places, Merged{
		Key: other.Key, Fingerprint: other.Fingerprint, Severity: other.Severity,
		Message: other.Message, Resource: other.Resource,
	}), other.Places...)

	if nth <= mostAlike {
		f.alike(other)
	}

	f.Affected = union(f.Affected, other.Affected)
	f.Assumptions = union(f.Assumptions, other.Assumptions)
}

func (f *Finding) alike(other *Finding) {
	text := other.Message
	if text == f.Message {
		text = "the same holds for " + other.Resource.ID
	} else {
		text = "likewise: " + text
	}

	f.Evidence = append(f.Evidence, Evidence{Kind: "finding", ID: other.Resource.ID, Text: text})
}

// union adds to a list what it has not yet.
func union[T comparable](list, more []T) []T {
	for _, item := range more {
		if !slices.Contains(list, item) {
			list = append(list, item)
		}
	}

	return list
}
