package output

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// text writes a report for people: findings by cluster and service, or by file, with the evidence below each.
func text(w io.Writer, r *finding.Report, opts Options) error {
	t := &texter{sticky: sticky{w: w}, opts: opts, told: map[string]bool{}}

	for _, s := range sections(r.Findings, opts.MinSeverity) {
		t.section(s)
	}

	t.undecided(r.Undecided)
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

	severity := t.style(strings.ToUpper(string(f.Severity)), severityColor(f.Severity)...)
	t.printf("  %s  %s%s\n", severity, t.style(f.Rule, color.Bold), place)
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

func (t *texter) undecided(all []finding.Undecided) {
	if len(all) == 0 {
		return
	}

	t.printf("%s\n\n", t.style("Not decided", color.Bold))

	for _, g := range byReason(all) {
		t.wrap("  ", "    ", fmt.Sprintf("%s: %s; not judged: %s", g.place, g.reason, strings.Join(g.rules, ", ")))
	}

	t.printf("\n")
}

// doubt is what several rules cannot tell about one place for one reason.
type doubt struct {
	place, reason string
	rules         []string
}

func byReason(all []finding.Undecided) []doubt {
	index := map[[2]string]int{}

	var doubts []doubt

	for _, u := range all {
		place := name(u.Resource)
		if u.Location != nil {
			place = position(u.Location)
		}

		key := [2]string{place, u.Reason}

		at, seen := index[key]
		if !seen {
			at = len(doubts)
			index[key] = at

			doubts = append(doubts, doubt{place: place, reason: u.Reason})
		}

		if !slices.Contains(doubts[at].rules, u.Rule) {
			doubts[at].rules = append(doubts[at].rules, u.Rule)
		}
	}

	return doubts
}

func name(r finding.Resource) string {
	if r.Name != "" {
		return r.Name
	}

	return r.ID
}

func (t *texter) gaps(all []finding.Gap) {
	if len(all) == 0 {
		return
	}

	t.printf("%s\n\n", t.style("Not read", color.Bold))

	for _, g := range all {
		line := fmt.Sprintf("%s: %s", g.What, g.Why)
		if g.Region != "" {
			line += " (" + g.Region + ")"
		}

		if len(g.Blinds) > 0 {
			line += "; cannot see: " + strings.Join(g.Blinds, ", ")
		}

		t.wrap("  ", "    ", line)
	}

	t.printf("\n")
}

func (t *texter) summary(r *finding.Report) {
	s := r.Summary
	t.printf("%s\n", scanned(s.Scanned))

	var parts []string

	for _, p := range []struct {
		n        int
		severity finding.Severity
	}{
		{s.Critical, finding.Critical},
		{s.High, finding.High},
		{s.Medium, finding.Medium},
		{s.Low, finding.Low},
		{s.Info, finding.Info},
	} {
		if p.n == 0 {
			continue
		}

		part := t.style(fmt.Sprintf("%d %s", p.n, p.severity), severityColor(p.severity)...)
		if !p.severity.AtLeast(t.opts.MinSeverity) {
			part += fmt.Sprintf(" (not shown; --min-severity %s)", p.severity)
		}

		parts = append(parts, part)
	}

	if len(parts) == 0 {
		parts = []string{t.style("no findings", color.FgGreen)}
	}

	if s.Undecided > 0 {
		parts = append(parts, fmt.Sprintf("%d not decided", s.Undecided))
	}

	t.printf("%s\n", strings.Join(parts, ", "))

	if t.opts.Next != "" && len(r.Findings) > 0 {
		t.printf("\n%s\n", t.opts.Next)
	}
}

func scanned(s finding.Scanned) string {
	var parts []string

	for _, p := range []struct {
		n    int
		noun string
	}{
		{s.TaskDefinitions, "task definition"},
		{s.Services, "service"},
		{s.SecurityGroups, "security group"},
		{s.NetworkInterfaces, "network interface"},
	} {
		if p.n == 1 {
			parts = append(parts, "1 "+p.noun)
		} else if p.n > 1 {
			parts = append(parts, fmt.Sprintf("%d %ss", p.n, p.noun))
		}
	}

	if len(parts) == 0 {
		return "nothing to scan"
	}

	return strings.Join(parts, ", ") + " scanned"
}
