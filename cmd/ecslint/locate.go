package main

import (
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/overlay"
)

// locate gives findings about what the account has the place in the files that causes them, where their evidence names
// something that the change alters: the last such, since evidence goes from the far end to what stops or admits it.
func locate(r *finding.Report, j *judged) {
	if len(j.before) == 0 {
		return
	}

	places := overlay.Places(j.now, j.before[0])

	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Location != nil || !f.New() {
			continue
		}

		for _, e := range f.Evidence {
			if o, ok := places[e.ID]; ok && o.File != "" {
				f.Location = &finding.Location{
					File:      o.File,
					StartLine: o.Range.StartLine, StartColumn: o.Range.StartColumn,
					EndLine: o.Range.EndLine, EndColumn: o.Range.EndColumn,
				}
			}
		}
	}
}
