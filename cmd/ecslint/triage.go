package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/analyzer/triage"
	"github.com/ecslint/ecslint/cmd/ecslint/internal/config"
	"github.com/ecslint/ecslint/fetch"
	"github.com/ecslint/ecslint/fetch/typo"
)

// triaging is what a team has decided before about findings, and what a run looks at of it.
type triaging struct {
	configFile   string
	baselineFile string

	dir       string
	config    *config.File
	baseline  *triage.Baseline
	catalogue []finding.Rule

	// roots are the paths that are read; narrowed is set where only some clusters of an account are.
	roots    []string
	narrowed bool

	grading
	policying
}

func (t *triaging) flags(f *pflag.FlagSet, baseline bool) {
	f.StringVar(&t.configFile, "config", "", "configuration (default: the nearest "+config.Name+" of the repository)")

	t.grading.flags(f)
	t.policying.flags(f)

	if baseline {
		f.StringVar(&t.baselineFile, "baseline", "", "a `file` that ecslint baseline wrote: what it holds does not fail")
	}
}

// load reads the configuration and the baseline. A rule that does not exist is refused here rather than after a scan.
func (t *triaging) load(ctx context.Context, flags *pflag.FlagSet) error {
	var err error

	if t.dir, err = os.Getwd(); err != nil {
		return err
	}

	for _, name := range []string{"config", "baseline"} {
		if f := flags.Lookup(name); f != nil && f.Changed {
			if err := notEmpty(f); err != nil {
				return err
			}
		}
	}

	if t.configFile == "" {
		t.config, err = config.Find(t.dir)
	} else {
		t.config, err = config.Load(t.dir, t.configFile)
	}

	if err != nil {
		return err
	}

	own, err := t.policying.read(ctx, flags, t.dir, t.config)
	if err != nil {
		return err
	}

	if t.catalogue, err = catalogued(own); err != nil {
		return err
	}

	if err := t.grading.read(flags, t.config, t.catalogue, t.meant); err != nil {
		return err
	}

	if err := triage.Check(t.ignores(), t.catalogue, t.meant); err != nil {
		return err
	}

	return t.readBaseline()
}

func (t *triaging) readBaseline() error {
	if t.baselineFile == "" {
		return nil
	}

	data, err := os.ReadFile(t.baselineFile)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no baseline %s; `ecslint baseline -o %s` with what you scan writes it",
			t.baselineFile, quoted(t.baselineFile))
	}

	if err != nil {
		return fmt.Errorf("read the baseline: %w", err)
	}

	t.baseline, err = triage.DecodeBaseline(t.baselineFile, data)

	return err
}

// meant is what may have been meant by a rule that does not exist: another rule, or all of a category.
func (t *triaging) meant(rule string) string {
	for _, r := range t.catalogue {
		if category, _, _ := strings.Cut(r.ID, "/"); category == strings.TrimSuffix(rule, "/") {
			return typo.DidYouMean([]string{category + "/*"})
		}
	}

	return typo.DidYouMean(alike(t.catalogue, named(t.catalogue, rule), rule)) + "; `ecslint rules` lists them"
}

// named are the rules whose id ends in a name.
func named(all []finding.Rule, name string) []finding.Rule {
	return slices.DeleteFunc(slices.Clone(all), func(r finding.Rule) bool { return path.Base(r.ID) != name })
}

// ignores are those of the configuration.
func (t *triaging) ignores() []triage.Ignore {
	all := make([]triage.Ignore, len(t.config.Ignore))

	for n, i := range t.config.Ignore {
		all[n] = triage.Ignore{Dir: t.config.Dir, Ignore: finding.Ignore{
			Kind: finding.IgnoreConfig, Rule: i.Rule, Resource: i.Resource, Path: i.Path, Reason: i.Reason, Until: i.Until,
			Location: &finding.Location{
				File: t.config.Path, StartLine: i.Line, StartColumn: i.Column, EndLine: i.Line, EndColumn: i.Column,
			},
		}}
	}

	return all
}

// exclusions are those of a flag, below the folders that are read, and those of the configuration, below its own.
func (t *triaging) exclusions(flag []string) []fetch.Exclusion {
	return []fetch.Exclusion{{Globs: flag}, {Dir: t.config.Dir, Globs: t.config.Exclude}}
}

// services are the places that the configuration names, by family, and by file as it is called here.
func (t *triaging) services() map[string]string {
	all := map[string]string{}

	for key, service := range t.config.Services {
		all[key] = service

		at := filepath.Join(t.config.Dir, filepath.FromSlash(key))
		all[at] = service

		if here, err := filepath.Rel(t.dir, at); err == nil {
			all[here] = service
		}
	}

	return all
}

// judge analyses what was read and holds the report against what was decided before. The problems are ignores in files
// that cannot be read.
func (t *triaging) judge(ctx context.Context, s *snapshot.Snapshot) (r *finding.Report, problems []error, err error) {
	report, err := analyzer.Analyze(ctx, s, t.analysis())
	if err != nil {
		return nil, nil, err
	}

	r, problems = t.apply(report, s)

	return r, problems, nil
}

// apply holds a report about a snapshot against what was decided before.
func (t *triaging) apply(report *finding.Report, s *snapshot.Snapshot) (*finding.Report, []error) {
	opts := triage.Options{
		Now: time.Now(), Catalogue: t.catalogue, Suggest: t.meant, Ignores: t.ignores(), Baseline: t.baseline,
		Dir: t.dir, Home: t.config.Dir, Narrowed: t.narrowed,
	}

	for _, root := range t.roots {
		if root != "-" {
			opts.Roots = append(opts.Roots, absolute(t.dir, root))
		}
	}

	report, problems := triage.Apply(report, s, opts)

	for _, failed := range report.Problems { // of rules, which are told where everything is that could not be read
		problems = append(problems, errors.New(failed.Text))
	}

	report.Problems = nil

	return report, problems
}

// analysis is what an analysis depends on that is decided here.
func (t *triaging) analysis() analyzer.Options {
	options := t.options()
	options.Users, options.Parameters = t.users, t.config.Parameters.Facts()

	return options
}

func absolute(dir, name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}

	return filepath.Join(dir, name)
}
