package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
	"github.com/ecslint/ecslint/fetch"
	"github.com/ecslint/ecslint/policies"
)

// reporting is the flags that say how findings are told and what fails.
type reporting struct {
	formats     []string
	output      string
	color       string
	minSeverity string
	gate        gate
}

func (r *reporting) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVarP(&r.formats, "format", "f", []string{"text"},
		"format, or format=file; repeatable: "+strings.Join(output.Names(), ", "))
	f.StringVarP(&r.output, "output", "o", "-", "file for the format that names none")
	f.StringVar(&r.color, "color", "auto", "colour text: auto, always or never")
	f.StringVar(&r.minSeverity, "min-severity", "low", "mildest finding that text shows")
	f.StringVar(&r.gate.failOn, "fail-on", "high", "mildest finding with exit status 1: critical … info, or none")
	f.BoolVar(&r.gate.allowPartial, "allow-partial", false, "do not fail where a call failed and blinds a rule")
	f.BoolVar(&r.gate.strict, "strict", false, "fail where anything is undecided or could not be read")
}

// check refuses flags before anything is read.
func (r *reporting) check() error {
	if _, err := finding.ParseSeverity(r.minSeverity); err != nil {
		return fmt.Errorf("--min-severity: %w", err)
	}

	if _, err := finding.ParseSeverity(r.gate.failOn); err != nil && r.gate.failOn != "none" {
		return fmt.Errorf("--fail-on: %w, or none", err)
	}

	if r.color != "auto" && r.color != "always" && r.color != "never" {
		return fmt.Errorf("--color %q; use auto, always or never", r.color)
	}

	return r.checkFormats()
}

// checkFormats refuses formats that do not exist, and two that would write over each other.
func (r *reporting) checkFormats() error {
	taken := map[string]string{}

	for _, f := range r.formats {
		name, path := r.destination(f)
		if _, err := output.New(name, output.Options{}); err != nil {
			return fmt.Errorf("--format: %w", err)
		}

		if other, twice := taken[path]; twice {
			return fmt.Errorf("--format %s and %s both go to %s; name a file, as in -f json=report.json", other, name, path)
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
	}

	report, err := analyzer.Analyze(ctx, res.Snapshot, analyzer.Options{Rules: policies.FS, Version: version()})
	if err != nil {
		return err
	}

	for _, format := range r.formats {
		if err := a.write(r, format, report, next); err != nil {
			return err
		}
	}

	if interrupted != nil {
		return interrupted
	}

	return r.gate.verdict(report, res.Problems)
}

func (a *app) write(r *reporting, format string, report *finding.Report, next string) error {
	name, path := r.destination(format)

	f, err := output.New(name, output.Options{
		Color: path == "-" && a.colored(r.color), MinSeverity: finding.Severity(r.minSeverity), Next: next,
	})
	if err != nil {
		return err
	}

	return a.toFile(path, 0o644, func(w io.Writer) error { return f(w, report) })
}

// toFile writes to a file with the given permissions, or to standard output for "-".
func (a *app) toFile(path string, mode os.FileMode, write func(io.Writer) error) error {
	if path == "-" {
		return write(a.stdout)
	}

	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode) //nolint:gosec // the user names it
	if err != nil {
		return err
	}

	return errors.Join(write(file), file.Close())
}

// colored decides about colours, once: the flag, then NO_COLOR and FORCE_COLOR, then whether a person reads.
// https://no-color.org, https://force-color.org
func (a *app) colored(mode string) bool {
	switch {
	case mode != "auto":
		return mode == "always"
	case a.getenv("NO_COLOR") != "":
		return false
	case a.getenv("FORCE_COLOR") != "":
		return true
	case a.getenv("TERM") == "dumb":
		return false
	default:
		return terminal(a.stdout)
	}
}

func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)

	return ok && term.IsTerminal(int(file.Fd()))
}
