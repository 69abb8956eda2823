// Package analyzer is the front door of the analysis: a snapshot goes in, a report comes out.
//
// Nothing below this package looks at a clock, a network, an environment or a file.
package analyzer

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
)

// Options are what an analysis depends on besides the snapshot.
type Options struct {
	// Rules holds the Rego rules and their catalogue.
	Rules fs.FS

	// Version is that of the tool, for the report.
	Version string

	// Batch is how many roots are evaluated together; 0 lets the engine choose. Findings never depend on it.
	Batch int

	// Disabled are the ids of rules that are not asked. Severities are those that a standard or a team gives to the
	// findings of a rule, by its id, in place of its own.
	Disabled   []string
	Severities map[string]finding.Severity

	// Parameters are what a team knows of its ports.
	Parameters build.Parameters

	// Users are rules that users wrote; nil for none.
	Users *engine.UserRules
}

func (o *Options) engine() engine.Options {
	return engine.Options{Batch: o.Batch, Disabled: o.Disabled, Users: o.Users}
}

// Analyze asks every rule about the snapshot. The error is that of a built-in rule, never of the snapshot: what could
// not be read is in the report, as a gap, and so is a users' rule that failed, as a problem.
func Analyze(ctx context.Context, s *snapshot.Snapshot, opts Options) (*finding.Report, error) {
	e, err := engine.New(ctx, opts.Rules, opts.engine())
	if err != nil {
		return nil, fmt.Errorf("prepare rules: %w", err)
	}

	return analyze(ctx, e, s, opts)
}

// AnalyzeChange asks every rule about a snapshot, and about what was there before the change that made it so. The
// report is that of the snapshot; what was in any of those before has [finding.StatusExisting].
func AnalyzeChange(
	ctx context.Context, s *snapshot.Snapshot, before []*snapshot.Snapshot, opts Options,
) (*finding.Report, error) {
	e, err := engine.New(ctx, opts.Rules, opts.engine())
	if err != nil {
		return nil, fmt.Errorf("prepare rules: %w", err)
	}

	known := make([]*finding.Report, len(before))

	for i := range before {
		if known[i], err = analyze(ctx, e, before[i], opts); err != nil {
			return nil, fmt.Errorf("analyse what is there without the change: %w", err)
		}
	}

	report, err := analyze(ctx, e, s, opts)
	if err != nil {
		return nil, err
	}

	triage.Caused(report, known...)

	for i := range known { // of a rule that failed there, nobody knows what the change causes
		for _, problem := range known[i].Problems {
			if !slices.Contains(report.Problems, problem) {
				report.Problems = append(report.Problems, problem)
			}
		}
	}

	return report, nil
}

func analyze(ctx context.Context, e *engine.Engine, s *snapshot.Snapshot, opts Options) (*finding.Report, error) {
	result, err := e.Evaluate(ctx, build.With(s, opts.Parameters))
	if err != nil {
		return nil, err
	}

	report := &finding.Report{
		Schema:      finding.Schema,
		Tool:        finding.Tool{Name: "ecslint", Version: opts.Version},
		CollectedAt: s.CollectedAt,
		Rules:       result.Runs,
		Findings:    result.Findings,
		Undecided:   result.Undecided,
		Yielded:     result.Yielded,
		Gaps:        gaps(s.Gaps, e.Rules(), told(&result)),
		Summary: finding.Summary{Scanned: finding.Scanned{
			TaskDefinitions:   len(s.TaskDefinitions),
			Services:          len(s.Services),
			SecurityGroups:    len(s.SecurityGroups),
			NetworkInterfaces: len(s.NetworkInterfaces),
		}},
	}

	for _, source := range s.Sources {
		report.Sources = append(report.Sources, finding.Source{
			Kind: string(source.Kind), Account: source.Account, Region: source.Region, Path: source.Path,
		})
	}

	for _, failure := range result.Failures {
		report.Problems = append(report.Problems, finding.Problem{Text: failure.String()})
	}

	for _, findings := range [][]finding.Finding{report.Findings, report.Yielded} {
		for i := range findings {
			findings[i].CollectedAt = s.CollectedAt

			if severity, given := opts.Severities[findings[i].Rule]; given {
				findings[i].Own, findings[i].Severity = findings[i].Severity, severity
			}
		}
	}

	report.Finish()

	return report, nil
}
