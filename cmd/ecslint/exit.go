package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What the exit status says. Scripts depend on it; `ecslint help exit-codes` explains it.
const (
	exitClean       = 0   // no finding at or above --fail-on
	exitFindings    = 1   // findings at or above --fail-on
	exitUnreadable  = 2   // wrong usage, or input that cannot be read
	exitIncomplete  = 3   // a failed call blinds a rule that ran
	exitInterrupted = 130 // Ctrl-C
)

// errIncomplete and errFindings carry a status only: what there is to say is in the report.
var (
	errIncomplete = errors.New("the scan is incomplete")
	errFindings   = errors.New("findings at or above --fail-on")
)

// errInterrupted says in a report that it ends early.
var errInterrupted = errors.New("interrupted; what was read until then is incomplete")

// finish prints an error, once, and turns it into the exit status.
func (a *app) finish(err error) int {
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, context.Canceled):
		a.say(errInterrupted.Error())

		return exitInterrupted
	}

	for _, line := range lines(err) {
		a.say(line)
	}

	if errors.Is(err, errIncomplete) {
		return exitIncomplete
	}

	return exitUnreadable
}

// complete is an error where a call failed that no documented default stands in for.
func complete(s *snapshot.Snapshot) error {
	for _, g := range s.Gaps {
		if g.Failed && !g.DefaultStands {
			return fmt.Errorf("%w: %s: %s", errIncomplete, g.What, g.Why)
		}
	}

	return nil
}

// lines is an error for each line, so that each line says who speaks.
func lines(err error) []string { return strings.Split(err.Error(), "\n") }

// gate is what a report is held against.
type gate struct {
	failOn       string
	allowPartial bool
	strict       bool
}

// verdict turns a report into an error. Unreadable input precedes an incomplete scan, which precedes findings.
func (g gate) verdict(r *finding.Report, problems []error) error {
	if len(problems) > 0 {
		return errors.Join(problems...)
	}

	if err := g.incomplete(r); err != nil {
		return err
	}

	if g.failOn == "none" {
		return nil
	}

	severity, err := finding.ParseSeverity(g.failOn)
	if err != nil {
		return fmt.Errorf("--fail-on: %w, or none", err)
	}

	if r.AtLeast(severity) > 0 {
		return errFindings
	}

	return nil
}

func (g gate) incomplete(r *finding.Report) error {
	switch {
	case r.Incomplete() && !g.allowPartial:
		return fmt.Errorf("%w: a call failed and blinds a rule (see \"Not read\"); "+
			"grant it, or take the gap with --allow-partial", errIncomplete)
	case g.strict && r.Summary.Undecided+len(r.Gaps) > 0:
		return fmt.Errorf("%w: --strict takes no gap and nothing undecided", errIncomplete)
	default:
		return nil
	}
}
