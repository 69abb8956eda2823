package output

import (
	"fmt"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// triaged lists the findings of a status, each with what it was decided by.
func (t *texter) triaged(title, status string, all []finding.Finding) {
	first := true

	for i := range all {
		f := &all[i]
		if f.Status != status {
			continue
		}

		if first {
			t.printf("%s\n\n", t.style(title, color.Bold))
		}

		first = false
		place := name(f.Resource)

		if f.Location != nil {
			place = position(f.Location)
		}

		t.wrap("  ", "    ", fmt.Sprintf("%s  %s  %s: %s", f.Severity, f.Rule, place, f.Message))

		if f.Ignore != nil {
			t.wrap("    ignored  ", "             ", decision(f.Ignore))
		}
	}

	if !first {
		t.printf("\n")
	}
}

// decision says where an ignore stands, how long it holds and why.
func decision(i *finding.Ignore) string {
	text := "by the label of " + i.On
	if i.Location != nil {
		text = "at " + position(i.Location)
	}

	if i.Until != "" {
		text += " until " + i.Until
	}

	if i.Reason != "" {
		text += ": " + i.Reason
	}

	return text
}

// counted adds what is suppressed and known to the counts of the new findings.
func (t *texter) counted(s finding.Summary) []visible.Trusted {
	var parts []visible.Trusted

	for _, p := range []struct {
		n    int
		noun string
	}{{s.Suppressed, "suppressed"}, {s.Known, "known"}} {
		if p.n > 0 {
			parts = append(parts, visible.Trusted(fmt.Sprintf("%d %s", p.n, p.noun)))
		}
	}

	if len(parts) > 0 && !t.opts.Suppressed {
		parts[len(parts)-1] += " (not shown; --show-suppressed)"
	}

	return parts
}
