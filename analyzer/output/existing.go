package output

import (
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// caused is what was not there before the change.
func caused(r *finding.Report) (findings []finding.Finding, undecided []finding.Undecided) {
	for i := range r.Findings {
		if r.Findings[i].Status != finding.StatusExisting {
			findings = append(findings, r.Findings[i])
		}
	}

	for i := range r.Undecided {
		if r.Undecided[i].Status != finding.StatusExisting {
			undecided = append(undecided, r.Undecided[i])
		}
	}

	return findings, undecided
}

// existing counts what was there before the change, so that nobody takes the account for clean.
func (t *texter) existing(r *finding.Report) {
	if n := r.Summary.Gone; n == 1 {
		t.printf("1 finding goes with the change\n")
	} else if n > 1 {
		t.printf("%d findings go with the change\n", n)
	}

	if r.Summary.Existing == 0 {
		return
	}

	counts := map[finding.Severity]int{}

	for i := range r.Findings {
		if r.Findings[i].Status == finding.StatusExisting {
			counts[r.Findings[i].Severity]++
		}
	}

	var parts []string

	for _, s := range finding.Severities() {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}

	line := "1 finding was already there"
	if r.Summary.Existing > 1 {
		line = fmt.Sprintf("%d findings were already there", r.Summary.Existing)
	}

	line += " (" + strings.Join(parts, ", ") + ")"
	if !t.opts.All {
		line += "; --all shows them"
	}

	t.printf("%s\n", line)
}
