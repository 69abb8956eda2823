package triage

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// eased are the findings that a change made of worse ones: what a group lets in from a peered VPC was let in from the
// internet before, until the subnet lost its way there, or the rule its width. Such siblings are of one rule and of one
// opening, and differ by the source class alone. The worse one was there before, of all the workloads that the other
// names, and is gone.
//
// Of a group rule that the worse one told of, everything that is left of it is eased. Another rule may be the same one,
// as a file writes it anew, or may not be: it needs a sibling for itself alone. Nothing is eased where it is not known
// any more whether the worse one is gone.
func eased(all []*finding.Finding, was, now known, unsure []finding.Undecided) map[*finding.Finding]bool {
	better, taken := map[*finding.Finding]bool{}, map[string]bool{}

	for _, ofCause := range []bool{true, false} {
		for _, f := range all {
			if better[f] || f.Source == "" || slices.ContainsFunc(unsure, mayHide(f)) {
				continue
			}

			first := openingOf(f, names(f)[0])

			i := slices.IndexFunc(was.openings[first], func(b *finding.Finding) bool {
				return wasWorse(b, f) && !missesWorkload(b, f) && now.lacks(b, f) &&
					(!ofCause || tells(b, f.Cause)) && (ofCause || !taken[b.Fingerprint])
			})
			if i >= 0 {
				better[f], taken[was.openings[first][i].Fingerprint] = true, true
			}
		}
	}

	return better
}

// wasWorse compares what the rule gives both: a team that gives a rule one severity did not make its classes equal.
func wasWorse(b, f *finding.Finding) bool {
	return own(b).Rank() < own(f).Rank() && b.Severity.AtLeast(f.Severity)
}

func own(f *finding.Finding) finding.Severity {
	if f.Own != "" {
		return f.Own
	}

	return f.Severity
}

// lacks reports whether everything that a finding says is something that the worse one said, and that nobody says now.
func (k known) lacks(b, f *finding.Finding) bool {
	gone := map[part]bool{}

	for _, name := range names(b) {
		if at := partOf(b, name); !k.told[at] {
			gone[openingOf(b, name)] = true
		}
	}

	return !slices.ContainsFunc(names(f), func(name string) bool { return !gone[openingOf(f, name)] })
}

// tells reports whether a finding is of a group rule.
func tells(b *finding.Finding, rule string) bool {
	return b.Cause == rule || slices.ContainsFunc(b.Evidence, func(e finding.Evidence) bool {
		return e.Kind == "securityGroupRule" && e.ID == rule
	})
}

// mayHide says which undecided resources hide what became of a finding's sibling.
func mayHide(f *finding.Finding) func(finding.Undecided) bool {
	return func(u finding.Undecided) bool {
		return u.Rule == f.Rule && u.Resource.ID == f.Resource.ID &&
			u.Status != finding.StatusExisting
	}
}

// names are the parts of a finding, or the finding itself where it has none.
func names(f *finding.Finding) []string {
	if len(f.Parts) > 0 {
		return f.Parts
	}

	return []string{f.Key}
}

// openingOf is a part of a finding, whatever its source class.
func openingOf(f *finding.Finding, name string) part { return partOf(f, anySource(name, f.Source)) }

// anySource is a key or a part without the source class that it ends in or has between slashes.
func anySource(name, source string) string {
	if short, ok := strings.CutSuffix(name, source); ok {
		return short
	}

	if i := strings.LastIndex(name, "/"+source+"/"); i >= 0 {
		return name[:i+1] + name[i+1+len(source):]
	}

	return name
}
