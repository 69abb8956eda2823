// Package triage holds a report against what a team has decided before, ignores, wherever they stand, and a baseline,
// and against what was there before a change. It says of each finding whether it is new, known, suppressed or was there
// before, and of each ignore that no longer does what it was written for that this is so. No finding is taken away.
package triage

import (
	"slices"
	"time"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// Options are what the triage of a report depends on besides the report and the snapshot.
type Options struct {
	// Now says which ignores have expired, by its day in UTC.
	Now time.Time

	// Catalogue is the rules there are.
	Catalogue []finding.Rule

	// Suggest ends the error for a rule that does not exist, with what may have been meant; nil for no suggestion.
	Suggest func(rule string) string

	// Ignores are those of the configuration. Those in the source are in the snapshot.
	Ignores []Ignore

	// Baseline is the findings that are known; nil without one.
	Baseline *Baseline

	// Dir is the folder that the names of files are relative to; Roots are the files and folders that were read, none
	// for an account; Home is the folder of the configuration. All are absolute.
	Dir   string
	Roots []string
	Home  string

	// Narrowed is set where only a part of an account was looked at, by which no ignore can be called unused.
	Narrowed bool
}

// Apply returns the report with the status of each finding, and with findings about the ignores themselves. The errors
// are ignores in files that cannot be taken for what was meant, each with its place.
func Apply(report *finding.Report, s *snapshot.Snapshot, opts Options) (*finding.Report, []error) {
	triaged := *report
	triaged.Findings = slices.Clone(report.Findings)
	triaged.Yielded = slices.Clone(report.Yielded)
	triaged.Rules = slices.Clone(report.Rules)

	j := &judgement{report: &triaged, opts: opts, run: looked(s)}
	errs := j.sort(append(carried(s), opts.Ignores...))

	slices.SortFunc(triaged.Findings, finding.Compare)
	j.suppress()

	known := opts.Baseline.open(&triaged, opts.Narrowed)
	known.know(triaged.Findings)
	j.standAlone(known)

	ofRules := len(triaged.Findings)

	j.speakOfIgnores()
	known.know(triaged.Findings[ofRules:])

	triaged.Finish()

	return &triaged, errs
}

// A judgement is one triage.
type judgement struct {
	report *finding.Report
	opts   Options
	run    []resource

	// standing are the ignores that hold, expired those that no longer do, broken those of an account, which its
	// scan must survive, that cannot be read. used counts what the others match.
	standing, expired, broken []Ignore
	used                      map[int]bool
	again                     map[int]int
}

// sort parts the ignores, in an order of their own, so that theirs never matters.
func (j *judgement) sort(all []Ignore) []error {
	var errs []error

	slices.SortStableFunc(all, compare)

	today := j.opts.Now.UTC().Format(time.DateOnly)

	for i := range all {
		ignore := &all[i]

		switch err := ignore.check(j.opts.Catalogue, j.opts.Suggest); {
		case err != nil && ignore.Location != nil:
			errs = append(errs, err)
		case err != nil:
			ignore.problem = err.Error()
			j.broken = append(j.broken, *ignore)
		case ignore.Until != "" && ignore.Until < today:
			j.expired = append(j.expired, *ignore)
		default:
			j.standing = append(j.standing, *ignore)
		}
	}

	return errs
}

// suppress holds the ignores against each finding, and against those that are told as evidence of others.
func (j *judgement) suppress() {
	j.used, j.again = map[int]bool{}, map[int]int{}

	for i := range j.report.Findings {
		j.ignore(&j.report.Findings[i])
		j.expire(&j.report.Findings[i])
	}

	for i := range j.report.Yielded {
		j.ignore(&j.report.Yielded[i])
	}
}

// ignore lets the first ignore have a finding that it speaks of; any other that does is used all the same.
func (j *judgement) ignore(f *finding.Finding) {
	for n := range j.standing {
		if !j.standing[n].matches(f, j.opts.Dir) {
			continue
		}

		j.used[n] = true

		if f.Ignore == nil {
			f.Status, f.Ignore = finding.StatusSuppressed, new(j.standing[n].Ignore)
		}
	}
}

// expire counts a finding for each expired ignore that it is told again without.
func (j *judgement) expire(f *finding.Finding) {
	for n := range j.expired {
		if f.Ignore == nil && j.expired[n].matches(f, j.opts.Dir) {
			j.again[n]++
		}
	}
}
