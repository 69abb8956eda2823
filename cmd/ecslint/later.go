package main

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/overlay"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// allReplaced is the account with the change once every instance is replaced; nil where that is what is judged anyway.
func (c *comparison) allReplaced(
	account, change, before *snapshot.Snapshot, replaced []overlay.Replaced,
) (*snapshot.Snapshot, error) {
	if !slices.ContainsFunc(replaced, func(r overlay.Replaced) bool { return r.Mixed }) {
		return nil, nil //nolint:nilnil // there is nothing else to judge
	}

	options, err := c.options(account, change)
	if err != nil {
		return nil, err
	}

	options.Before, options.ReplaceAll = before, true
	later, _, err := overlay.Over(account, change, options)

	return later, err
}

// also adds to a report what is new in a later one, or worse than in the first.
func also(report, later *finding.Report) {
	told := map[string]int{}
	for i := range report.Findings {
		told[report.Findings[i].Fingerprint] = i
	}

	yielded := map[string]bool{}
	for i := range report.Yielded {
		yielded[report.Yielded[i].Fingerprint] = true
	}

	for i := range later.Findings {
		f := &later.Findings[i]
		at, there := told[f.Fingerprint]

		switch {
		case !f.New() || yielded[f.Fingerprint]:
		case !there:
			report.Findings = append(report.Findings, *f)
		case !report.Findings[at].New() || !report.Findings[at].Severity.AtLeast(f.Severity):
			report.Findings[at] = *f
		}
	}

	for i := range later.Undecided {
		u := &later.Undecided[i]
		if !slices.ContainsFunc(report.Undecided, func(o finding.Undecided) bool {
			return o.Rule == u.Rule && o.Resource.ID == u.Resource.ID
		}) {
			report.Undecided = append(report.Undecided, *u)
		}
	}

	slices.SortFunc(report.Findings, finding.Compare)
	report.Count()
}
