package engine

import (
	"cmp"
	"slices"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// yield keeps the most telling finding of each cause. A finding goes where a finding of a rule it yields to has the
// same cause and is as severe at least; it becomes evidence of the one that stays in the end.
func yield(findings []finding.Finding, rules []finding.Rule) []finding.Finding {
	yieldsTo := map[string][]string{}
	for _, r := range rules {
		yieldsTo[r.ID] = r.YieldsTo
	}

	byCause := map[string][]int{}
	for i := range findings {
		byCause[findings[i].Cause] = append(byCause[findings[i].Cause], i)
	}

	goneTo := map[int]int{}

	for _, group := range byCause {
		for _, i := range group {
			if j, gone := keeper(findings, yieldsTo[findings[i].Rule], group, i); gone {
				goneTo[i] = j
			}
		}
	}

	return keep(findings, goneTo)
}

// keeper is the finding that takes another one in: of those it yields to one of its own cluster, then the worst. The
// order of the findings does not matter.
func keeper(findings []finding.Finding, yieldsTo []string, group []int, i int) (keeper int, found bool) {
	for _, j := range group {
		if !slices.Contains(yieldsTo, findings[j].Rule) || !findings[j].Severity.AtLeast(findings[i].Severity) {
			continue
		}

		if !found || nearer(&findings[i], &findings[j], &findings[keeper]) {
			keeper, found = j, true
		}
	}

	return keeper, found
}

func nearer(f, a, b *finding.Finding) bool {
	if near := sameCluster(f, a); near != sameCluster(f, b) {
		return near
	}

	return cmp.Or(cmp.Compare(a.Severity.Rank(), b.Severity.Rank()), finding.Compare(*a, *b)) < 0
}

func sameCluster(a, b *finding.Finding) bool {
	return slices.ContainsFunc(a.Affected, func(x finding.Affected) bool {
		return slices.ContainsFunc(b.Affected, func(y finding.Affected) bool { return x.Cluster == y.Cluster })
	})
}

// keep drops what goes and tells it as evidence of what stays, whose workloads it joins. Rules do not yield in
// circles: the catalogue's test sees to that.
func keep(findings []finding.Finding, goneTo map[int]int) []finding.Finding {
	told := map[int][]finding.Finding{}
	kept := make([]int, 0, len(findings))

	for i := range findings {
		at, gone := goneTo[i]
		if !gone {
			kept = append(kept, i)

			continue
		}

		for next, further := goneTo[at]; further; next, further = goneTo[at] {
			at = next
		}

		told[at] = append(told[at], findings[i])
	}

	stay := make([]finding.Finding, 0, len(kept))
	for _, i := range kept {
		stay = append(stay, tell(findings[i], told[i]))
	}

	return stay
}

// tell adds what goes to what stays, in the order of a report.
func tell(f finding.Finding, gone []finding.Finding) finding.Finding {
	slices.SortFunc(gone, finding.Compare)

	for i := range gone {
		f.Evidence = append(f.Evidence, finding.Evidence{Kind: "finding", ID: gone[i].Rule, Text: gone[i].Message})

		for _, a := range gone[i].Affected {
			if !slices.Contains(f.Affected, a) {
				f.Affected = append(f.Affected, a)
			}
		}
	}

	return f
}
