package output

import (
	"fmt"
	"strings"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/visible"
)

func (t *texter) summary(r *finding.Report) {
	s := r.Summary
	t.printf("%s\n", scanned(s.Scanned))

	var parts []visible.Trusted

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
			part += visible.Trusted(" (not shown; --min-severity " + p.severity + ")")
		}

		parts = append(parts, part)
	}

	if len(parts) == 0 {
		parts = append(parts, t.none(r))
	}

	parts = append(parts, t.counted(s)...)

	if s.Undecided > 0 {
		parts = append(parts, t.doubted(r))
	}

	t.printf("%s\n", commas(parts))
	t.existing(r)

	if t.opts.Next != "" && len(r.Findings) > s.Suppressed+s.Known {
		t.printf("\n%s\n", t.opts.Next)
	}

	t.partial(r)
}

// none says that there is no finding, in green only where everything was checked.
func (t *texter) none(r *finding.Report) visible.Trusted {
	text := "no findings"

	switch s := r.Summary; {
	case s.Existing > 0:
		text = "the change causes no finding"
	case s.Suppressed+s.Known > 0:
		text = "no new findings"
	}

	if r.Partial() {
		return t.style(text+" in what was read", color.FgYellow)
	}

	return t.style(text, color.FgGreen)
}

// doubted counts what is not decided, and what of it was not told.
func (t *texter) doubted(r *finding.Report) visible.Trusted {
	_, doubts := caused(r)
	line := fmt.Sprintf("%d not decided", r.Summary.Undecided)

	if hidden := len(doubts) - len(t.severeEnough(doubts)); hidden > 0 {
		line += fmt.Sprintf(" (%d not shown; --min-severity info)", hidden)
	}

	return visible.Trusted(line)
}

func commas(parts []visible.Trusted) visible.Trusted {
	var line visible.Trusted

	for i, part := range parts {
		if i > 0 {
			line += ", "
		}

		line += part
	}

	return line
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
