package triage

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// standAlone takes what is told as evidence of a finding that no longer counts out of its shadow: a decision about the
// one was none about the other. What an ignore or the baseline covers by itself stays evidence, and so does what was
// there before the change.
func (j *judgement) standAlone(known ledger) {
	settled := map[string]bool{}

	for i := range j.report.Findings {
		f := &j.report.Findings[i]
		if f.Status == finding.StatusSuppressed || f.Status == finding.StatusKnown {
			settled[f.Fingerprint] = true
		}
	}

	var told, kept []finding.Finding

	for i := range j.report.Yielded {
		if f := j.report.Yielded[i]; settled[f.ToldBy] && f.New() {
			told = append(told, f)
		} else {
			kept = append(kept, f)
		}
	}

	slices.SortFunc(told, finding.Compare)
	known.know(told)

	for i := range told {
		f := &told[i]
		if !f.New() {
			kept = append(kept, *f)

			continue
		}

		j.expire(f)

		f.ToldBy = ""
		j.report.Findings = append(j.report.Findings, *f)
	}

	slices.SortFunc(kept, finding.Compare)
	j.report.Yielded = kept
}
