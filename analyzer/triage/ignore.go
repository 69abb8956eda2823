package triage

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Ignore is a decision not to be told of some findings, with what it covers. One that names several rules is several
// ignores.
type Ignore struct {
	finding.Ignore

	// Dir is the folder that Path is relative to, absolute.
	Dir string

	lines      snapshot.Lines
	definition *snapshot.TaskDefinition
	problem    string
}

// carried are the ignores in the source itself.
func carried(s *snapshot.Snapshot) []Ignore {
	var all []Ignore

	for i := range s.Suppressions {
		all = append(all, ignores(&s.Suppressions[i], nil)...)
	}

	for i := range s.TaskDefinitions {
		definition := &s.TaskDefinitions[i]
		for n := range definition.Suppressions {
			all = append(all, ignores(&definition.Suppressions[n], definition)...)
		}
	}

	return all
}

func ignores(s *snapshot.Suppression, definition *snapshot.TaskDefinition) []Ignore {
	base := Ignore{
		Ignore: finding.Ignore{
			Kind: finding.IgnoreKind(s.Kind), Reason: s.Reason, Until: s.Until, Location: location(s.Origin),
		},
		lines: s.Lines, definition: definition, problem: s.Problem,
	}

	if base.Location == nil {
		base.On = s.Origin.ARN
	}

	if s.Problem != "" || len(s.Rules) == 0 {
		base.problem = cmp.Or(s.Problem, "the ignore names no rule")

		return []Ignore{base}
	}

	all := make([]Ignore, len(s.Rules))
	for i, rule := range s.Rules {
		all[i] = base
		all[i].Rule = rule
	}

	return all
}

func location(o snapshot.Origin) *finding.Location {
	if o.File == "" {
		return nil
	}

	return &finding.Location{
		File: o.File, StartLine: o.Range.StartLine, StartColumn: o.Range.StartColumn,
		EndLine: o.Range.EndLine, EndColumn: o.Range.EndColumn,
	}
}

// Check returns an error for each ignore that names no rule there is.
func Check(all []Ignore, catalogue []finding.Rule, suggest func(string) string) error {
	errs := make([]error, len(all))
	for i := range all {
		errs[i] = all[i].check(catalogue, suggest)
	}

	return errors.Join(errs...)
}

// check is the error for an ignore that cannot be taken for what was meant.
func (i *Ignore) check(catalogue []finding.Rule, suggest func(string) string) error {
	problem := i.problem

	own := func(r finding.Rule) bool { return r.ID == i.Rule }
	named := func(r finding.Rule) bool { return wildcard(i.Rule, r.ID) }

	switch {
	case problem != "":
	case slices.ContainsFunc(Rules(), own):
		problem = i.Rule + " speaks of ignores, and none can ignore it: mend or remove the ignore that it names"
	case !slices.ContainsFunc(catalogue, named):
		problem = fmt.Sprintf("there is no rule %q", i.Rule)
		if suggest != nil {
			problem += suggest(i.Rule)
		}
	default:
		return nil
	}

	if i.Location != nil {
		problem = place(i.Location) + ": " + problem
	}

	return errors.New(problem)
}

// where is the place of an ignore for people.
func (i *Ignore) where() string {
	if i.Location == nil {
		return "label ecslint.ignore of " + i.On
	}

	return place(i.Location)
}

func place(l *finding.Location) string {
	return fmt.Sprintf("%s:%d:%d", l.File, l.StartLine, l.StartColumn)
}

// compare is the total order of ignores: those in the source first, since they stand closer to what they speak of.
func compare(a, b Ignore) int {
	return cmp.Or(
		cmp.Compare(kindRank(a.Kind), kindRank(b.Kind)), comparePlace(a.Location, b.Location), strings.Compare(a.On, b.On),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Dir, b.Dir), strings.Compare(a.Path, b.Path),
		strings.Compare(a.Resource, b.Resource), strings.Compare(a.Until, b.Until), strings.Compare(a.Reason, b.Reason),
		strings.Compare(a.problem, b.problem),
	)
}

func kindRank(k finding.IgnoreKind) int {
	return slices.Index([]finding.IgnoreKind{
		finding.IgnoreComment, finding.IgnoreMetadata, finding.IgnoreLabel, finding.IgnoreConfig,
	}, k)
}

func comparePlace(a, b *finding.Location) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}

	return cmp.Or(
		strings.Compare(a.File, b.File), cmp.Compare(a.StartLine, b.StartLine), cmp.Compare(a.StartColumn, b.StartColumn),
	)
}
