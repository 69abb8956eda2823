package output

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// text writes a report for people: findings by cluster and service, or by file, with the evidence below each.
func text(w io.Writer, r *finding.Report, opts Options) error {
	t := &texter{sticky: sticky{w: w}, opts: opts, told: map[string]bool{}}

	shown, doubts := r.Findings, r.Undecided
	if !opts.All {
		shown, doubts = caused(r)
	}

	for _, s := range sections(shown, opts.MinSeverity) {
		t.section(s)
	}

	if opts.Suppressed {
		t.triaged("Suppressed", finding.StatusSuppressed, r.Findings)
		t.triaged("Known", finding.StatusKnown, r.Findings)
	}

	t.undecided(doubts)
	t.gaps(r.Gaps)
	t.summary(r)

	return t.err
}

type texter struct {
	sticky

	opts Options

	// told are the rules whose remediation was printed: it is the same each time.
	told map[string]bool
}

func (t *texter) section(s section) {
	t.printf("%s\n\n", t.style(s.title, color.Bold))

	for i := range s.findings {
		t.finding(&s.findings[i])
	}
}

func (t *texter) finding(f *finding.Finding) {
	place := ""
	if f.Location != nil {
		place = "  " + position(f.Location)
	}

	before := ""
	if f.Status == finding.StatusExisting {
		before = "  (already there)"
	}

	severity := t.style(strings.ToUpper(string(f.Severity)), severityColor(f.Severity)...)
	t.printf("  %s  %s%s%s\n", severity, t.style(f.Rule, color.Bold), place, before)
	t.wrap("    ", "    ", f.Message)

	for i, e := range f.Evidence {
		branch := "├─ "
		if i == len(f.Evidence)-1 {
			branch = "└─ "
		}

		t.wrap("    "+branch, "       ", e.Text)
	}

	for _, a := range f.Assumptions {
		t.wrap("    assumes  ", "             ", a.Text+" ["+a.Code+"]")
	}

	if !t.told[f.Rule] {
		t.told[f.Rule] = true
		t.wrap("    fix      ", "             ", f.Remediation.Text)
	}

	t.printf("\n")
}

func position(l *finding.Location) string {
	if l.StartLine == 0 {
		return l.File
	}

	return fmt.Sprintf("%s:%d:%d", l.File, l.StartLine, l.StartColumn)
}

func name(r finding.Resource) string {
	if r.Name != "" {
		return r.Name
	}

	return r.ID
}
