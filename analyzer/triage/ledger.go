package triage

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// A ledger is what is left of a baseline while findings take their entries, by key.
type ledger struct {
	left map[string][]Known

	// gone are the keys that name a source class and that nothing has any more, by what else they name: what is left of
	// such an opening for milder classes got better. It is empty where a part of an account was looked at, of which it is
	// not known whether what is missing is gone. unsure is what may hide that it is not.
	gone   map[string][]string
	unsure []finding.Undecided
}

// open is the ledger of all entries, for a report; without a baseline there are none.
func (b *Baseline) open(r *finding.Report, narrowed bool) ledger {
	l := ledger{left: map[string][]Known{}, gone: map[string][]string{}, unsure: r.Undecided}
	if b == nil {
		return l
	}

	told := map[string]bool{}

	for _, findings := range [][]finding.Finding{r.Findings, r.Yielded} {
		for i := range findings {
			told[findings[i].Key] = true
		}
	}

	for _, k := range b.Findings {
		l.left[k.Key] = append(l.left[k.Key], k)

		if k.Source != "" && !told[k.Key] && !narrowed {
			opening := anySource(k.Key, k.Source)
			l.gone[opening] = append(l.gone[opening], k.Key)
		}
	}

	return l
}

// know marks the findings that the baseline holds. As many of a key are known as there were, and none that is worse
// than what there was. Findings come worst first, so that what fits the fewest entries takes its own before others do.
func (l ledger) know(findings []finding.Finding) {
	for i := range findings {
		f := &findings[i]
		if f.Status == finding.StatusSuppressed {
			continue
		}

		k := l.mildest(f)
		if k == nil {
			k = l.worse(f)
		}

		if k != nil {
			k.Count--

			if f.New() {
				f.Status = finding.StatusKnown
			}
		}
	}
}

// mildest is the mildest entry that holds a finding, which leaves the worse ones to those that need them: what is told
// as evidence of others comes later. It is nil where none does.
func (l ledger) mildest(f *finding.Finding) *Known {
	var best *Known

	for n := range l.left[f.Key] {
		k := &l.left[f.Key][n]
		if k.Rule == f.Rule && k.Count > 0 && k.Severity.AtLeast(f.Severity) &&
			(best == nil || best.Severity.AtLeast(k.Severity)) {
			best = k
		}
	}

	return best
}

// worse is an entry of the same opening for a worse source class, which is gone. It is nil where there is none. A
// baseline knows neither causes nor workloads, so that an entry stands for one finding only, as ever.
func (l ledger) worse(f *finding.Finding) *Known {
	if f.Source == "" || slices.ContainsFunc(l.unsure, mayHide(f)) {
		return nil
	}

	for _, key := range l.gone[anySource(f.Key, f.Source)] {
		for n := range l.left[key] {
			k := &l.left[key][n]
			if k.Rule == f.Rule && k.Count > 0 && k.Severity.Rank() < f.Severity.Rank() {
				return k
			}
		}
	}

	return nil
}
