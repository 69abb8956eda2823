package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
	"github.com/ecslint/ecslint/fetch"
)

// reporting is the flags that say how findings are told and what fails.
type reporting struct {
	formats     []string
	output      string
	color       string
	minSeverity string
	suppressed  bool
	all         bool
	gate        gate
	triaging
}

func (r *reporting) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVarP(&r.formats, "format", "f", []string{"text"},
		"format, or format=file; repeatable: "+strings.Join(output.Names(), ", "))
	f.StringVarP(&r.output, "output", "o", "-", "file for the format that names none")
	f.StringVar(&r.color, "color", "auto", "colour text: auto, always or never")
	f.StringVar(&r.minSeverity, "min-severity", "low", "mildest finding that text shows")
	f.StringVar(&r.gate.failOn, "fail-on", "high", "mildest finding with exit status 1: critical … info, or none")
	f.BoolVar(&r.suppressed, "show-suppressed", false, "list in text what is suppressed or known, and why")
	r.triaging.flags(f, true)
	f.BoolVar(&r.gate.allowPartial, "allow-partial", false, "do not fail where a call failed and blinds a rule")
	f.BoolVar(&r.gate.strict, "strict", false, "fail where anything is undecided or could not be read")
}

// check refuses flags, and reads the configuration and the baseline, before anything is looked at.
func (r *reporting) check(ctx context.Context, flags *pflag.FlagSet) error {
	r.minSeverity, r.gate.failOn = strings.ToLower(r.minSeverity), strings.ToLower(r.gate.failOn)

	if _, err := finding.ParseSeverity(r.minSeverity); err != nil {
		return fmt.Errorf("%s: %w", spelled(flags.Lookup("min-severity")), err)
	}

	if _, err := finding.ParseSeverity(r.gate.failOn); err != nil && r.gate.failOn != "none" {
		return fmt.Errorf("%s: %w, or none", spelled(flags.Lookup("fail-on")), err)
	}

	if r.color != "auto" && r.color != "always" && r.color != "never" {
		return fmt.Errorf("%s %q; use auto, always or never", spelled(flags.Lookup("color")), r.color)
	}

	if r.gate.strict && r.gate.allowPartial {
		return fmt.Errorf("%s and %s exclude each other: one takes no gap, the other takes them all",
			spelled(flags.Lookup("strict")), spelled(flags.Lookup("allow-partial")))
	}

	if err := checkOutput(flags); err != nil {
		return err
	}

	if err := r.checkFormats(spelled(flags.Lookup("format"))); err != nil {
		return err
	}

	if err := r.load(ctx, flags); err != nil {
		return err
	}

	if r.config.FailOn != "" && !flags.Changed("fail-on") {
		r.gate.failOn = r.config.FailOn
	}

	return nil
}

// checkOutput refuses a file without a name.
func checkOutput(flags *pflag.FlagSet) error {
	if f := flags.Lookup("output"); f.Value.String() == "" {
		return fmt.Errorf("%s is empty; name a file, or - for standard output", spelled(f))
	}

	return nil
}

// checkFormats refuses formats that do not exist, and two that would write over each other.
func (r *reporting) checkFormats(flag string) error {
	taken := map[string]string{}

	for _, f := range r.formats {
		name, path := r.destination(f)
		if _, err := output.New(name, output.Options{}); err != nil {
			return fmt.Errorf("%s: %w", flag, err)
		}

		if path == "" {
			return fmt.Errorf("%s %s names no file behind the =", flag, f)
		}

		if other, twice := taken[path]; twice {
			return fmt.Errorf("%s %s and %s both go to %s; name a file, as in -f json=report.json", flag, other, name, path)
		}

		taken[path] = name
	}

	return nil
}

// destination is the format and the file it goes to, "-" for standard output.
func (r *reporting) destination(format string) (name, path string) {
	name, path, named := strings.Cut(format, "=")
	if !named {
		path = r.output
	}

	return name, path
}

// report analyses what was read, writes it in every format, and gives the verdict. interrupted is the error of a
// reading that was cut off; what is known is printed all the same.
func (a *app) report(ctx context.Context, r *reporting, res *fetch.Result, next string, interrupted error) error {
	if interrupted != nil {
		ctx = context.WithoutCancel(ctx)
		r.narrowed = true // an ignore may speak of what was not reached
	}

	report, problems, err := r.judge(ctx, res.Snapshot)
	if err != nil {
		return err
	}

	if problems = append(res.Problems, problems...); interrupted != nil {
		problems = append(problems, errInterrupted)
	}

	if err := a.tell(r, report, next, problems); err != nil {
		return err
	}

	if interrupted != nil {
		return interrupted
	}

	return r.gate.verdict(report, problems)
}

// tell writes a report in every format, what is at one place once. The report holds the problems, which standard error
// has too: whoever keeps the report alone must not take it for that of all there is.
func (a *app) tell(r *reporting, report *finding.Report, next string, problems []error) error {
	report.MergePlaces()

	for _, problem := range problems {
		report.Problems = append(report.Problems, finding.Problem{Text: problem.Error()})
	}

	for _, format := range r.formats {
		if err := a.write(r, format, report, next); err != nil {
			return err
		}
	}

	return nil
}

func (a *app) write(r *reporting, format string, report *finding.Report, next string) error {
	name, path := r.destination(format)

	f, err := output.New(name, output.Options{
		Color: path == "-" && a.colored(r.color), MinSeverity: finding.Severity(r.minSeverity), All: r.all,
		Suppressed: r.suppressed, Next: next,
	})
	if err != nil {
		return err
	}

	return a.toFile(path, func(w io.Writer) error { return f(w, report) })
}

// toFile writes to a file, or to standard output for "-". What ecslint writes is a map of a network, so a new file is
// for its owner's eyes; one that exists keeps its permissions.
func (a *app) toFile(path string, write func(io.Writer) error) error {
	const owner = 0o600

	if path == "-" {
		return write(a.stdout)
	}

	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, owner) //nolint:gosec // the user names it
	if err != nil {
		return err
	}

	return errors.Join(write(file), file.Close())
}

// colored decides about colours, once: the flag, then NO_COLOR and FORCE_COLOR, then whether a person reads. Node and
// much that is written for it take 0 and false for the opposite of what FORCE_COLOR otherwise says.
// https://no-color.org, https://force-color.org, https://github.com/chalk/supports-color#info
func (a *app) colored(mode string) bool {
	switch force := a.env["FORCE_COLOR"]; {
	case mode != "auto":
		return mode == "always"
	case a.env["NO_COLOR"] != "":
		return false
	case force != "":
		return force != "0" && force != "false"
	case a.env["TERM"] == "dumb":
		return false
	default:
		return terminal(a.stdout)
	}
}

func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)

	return ok && term.IsTerminal(int(file.Fd()))
}
