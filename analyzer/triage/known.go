package triage

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// known is what was there before.
type known struct {
	findings map[string][]*finding.Finding // by fingerprint

	// parted are the findings with parts, by each of these.
	parted map[part][]*finding.Finding

	// told are the parts, or the keys, of all, openings those that name a source class, whatever it is.
	told     map[part]bool
	openings map[part][]*finding.Finding
}

// part is a part of a finding where it means the same: in a rule, an account and a region.
type part struct{ rule, account, region, name string }

func newKnown(reports ...*finding.Report) known {
	k := known{
		findings: map[string][]*finding.Finding{}, parted: map[part][]*finding.Finding{},
		told: map[part]bool{}, openings: map[part][]*finding.Finding{},
	}

	for _, r := range reports {
		for _, findings := range [][]finding.Finding{r.Findings, r.Yielded} {
			for i := range findings {
				k.add(&findings[i])
			}
		}
	}

	return k
}

func (k known) add(f *finding.Finding) {
	k.findings[f.Fingerprint] = append(k.findings[f.Fingerprint], f)

	for _, name := range f.Parts {
		key := partOf(f, name)
		k.parted[key] = append(k.parted[key], f)
	}

	for _, name := range names(f) {
		k.told[partOf(f, name)] = true

		if f.Source != "" {
			at := openingOf(f, name)
			k.openings[at] = append(k.openings[at], f)
		}
	}
}

func (k known) holds(f *finding.Finding) bool {
	if covers(k.findings[f.Fingerprint], f) {
		return true
	}

	return len(f.Parts) > 0 && slices.ContainsFunc(k.parted[partOf(f, f.Parts[0])], func(whole *finding.Finding) bool {
		missing := func(name string) bool { return !slices.Contains(whole.Parts, name) }

		return !slices.ContainsFunc(f.Parts, missing) && covers([]*finding.Finding{whole}, f)
	})
}

// covers reports whether findings say what one finding says: a worse one does, and those that are as severe do of each
// workload that they name.
func covers(before []*finding.Finding, f *finding.Finding) bool {
	worse := func(b *finding.Finding) bool { return b.Severity.Rank() < f.Severity.Rank() }
	equal := func(b *finding.Finding) bool { return b.Severity == f.Severity }

	if slices.ContainsFunc(before, worse) {
		return true
	}

	return slices.ContainsFunc(before, equal) && !slices.ContainsFunc(f.Affected, func(a finding.Affected) bool {
		return !slices.ContainsFunc(before, func(b *finding.Finding) bool { return equal(b) && affects(b, a) })
	})
}

// affects reports whether a finding names a workload.
func affects(b *finding.Finding, a finding.Affected) bool {
	return slices.ContainsFunc(b.Affected, func(x finding.Affected) bool { return workload(x) == workload(a) })
}

// missesWorkload reports whether a finding names a workload that the one before did not.
func missesWorkload(b, f *finding.Finding) bool {
	return slices.ContainsFunc(f.Affected, func(a finding.Affected) bool { return !affects(b, a) })
}

// workload is a service, or else a family of task definitions: no revision.
func workload(a finding.Affected) [3]string {
	if a.Service != "" {
		return [3]string{a.Cluster, a.Service}
	}

	family, _, _ := strings.Cut(a.TaskDefinition, ":")

	return [3]string{a.Cluster, "", family}
}

func partOf(f *finding.Finding, name string) part {
	return part{f.Rule, f.Resource.Account, f.Resource.Region, name}
}
