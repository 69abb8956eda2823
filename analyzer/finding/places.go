package finding

import (
	"cmp"
	"slices"
)

// MergePlaces tells once what a rule says of one line of a file about several resources that are made of it: by each
// stack that calls a module, by each of its calls, by count and for_each. The worst stays, with the others as evidence
// and with their workloads. What one resource has at a place stays apart, as does what is decided otherwise.
//
// It is for those who read a report. A baseline and a comparison know each resource by itself.
func (r *Report) MergePlaces() {
	slices.SortFunc(r.Findings, Compare)

	var kept []Finding

	at := map[place][]int{}
	made := map[int][]string{}

	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Location == nil || f.Location.StartLine == 0 {
			kept = append(kept, *f)

			continue
		}

		key := placeOf(f)

		first := slices.IndexFunc(at[key], func(k int) bool { return !slices.Contains(made[k], f.Resource.ID) })
		if first < 0 {
			at[key] = append(at[key], len(kept))
			made[len(kept)] = []string{f.Resource.ID}
			kept = append(kept, *f)

			continue
		}

		k := at[key][first]
		made[k] = append(made[k], f.Resource.ID)
		kept[k].take(f)
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

// take adds what another finding at the same place says.
func (f *Finding) take(other *Finding) {
	text := other.Message
	if text == f.Message {
		text = "the same holds for " + other.Resource.ID
	} else {
		text = "likewise: " + text
	}

	f.Evidence = append(slices.Clip(f.Evidence), Evidence{Kind: "finding", ID: other.Resource.ID, Text: text})

	for _, a := range other.Affected {
		if !slices.Contains(f.Affected, a) {
			f.Affected = append(slices.Clip(f.Affected), a)
		}
	}

	for _, a := range other.Assumptions {
		if !slices.Contains(f.Assumptions, a) {
			f.Assumptions = append(slices.Clip(f.Assumptions), a)
		}
	}
}
