package finding

import (
	"cmp"
	"slices"
	"strings"
)

// Compare is the one total order of findings: the worst first, then by rule, place and key. What follows only
// makes it total, so that the same findings come out alike whatever order they were found in. Keys differ nearly
// always, so what comes behind them is looked at only where they do not.
func Compare(a, b Finding) int {
	if a.Severity != b.Severity {
		return cmp.Or(cmp.Compare(a.Severity.Rank(), b.Severity.Rank()), cmp.Compare(a.Severity, b.Severity))
	}

	if a.Rule != b.Rule {
		return strings.Compare(a.Rule, b.Rule)
	}

	if place := comparePlace(a, b); place != 0 {
		return place
	}

	return compareWords(a, b)
}

func comparePlace(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.Resource.Account, b.Resource.Account),
		strings.Compare(a.Resource.Region, b.Resource.Region),
		compareLocation(a.Location, b.Location),
		strings.Compare(a.Key, b.Key),
	)
}

func compareWords(a, b Finding) int {
	return cmp.Or(
		compareResource(a.Resource, b.Resource),
		strings.Compare(a.Message, b.Message),
		slices.CompareFunc(a.Evidence, b.Evidence, compareEvidence),
		slices.CompareFunc(a.Affected, b.Affected, compareAffected),
		strings.Compare(a.Cause, b.Cause),
		slices.CompareFunc(a.Assumptions, b.Assumptions, compareAssumption),
		strings.Compare(a.Status, b.Status),
	)
}

func compareUndecided(a, b Undecided) int {
	return cmp.Or(
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Resource.Account, b.Resource.Account),
		strings.Compare(a.Resource.Region, b.Resource.Region),
		compareLocation(a.Location, b.Location),
		compareResource(a.Resource, b.Resource),
		strings.Compare(a.Reason, b.Reason),
	)
}

// compareLocation puts what has no place in a file first.
func compareLocation(a, b *Location) int {
	if a == nil || b == nil {
		return cmp.Compare(rank(a), rank(b))
	}

	return cmp.Or(
		strings.Compare(a.File, b.File),
		cmp.Compare(a.StartLine, b.StartLine),
		cmp.Compare(a.StartColumn, b.StartColumn),
		cmp.Compare(a.EndLine, b.EndLine),
		cmp.Compare(a.EndColumn, b.EndColumn),
	)
}

func rank(l *Location) int {
	if l == nil {
		return 0
	}

	return 1
}

func compareResource(a, b Resource) int {
	return cmp.Or(
		strings.Compare(a.ID, b.ID),
		strings.Compare(a.Type, b.Type),
		strings.Compare(a.Name, b.Name),
		strings.Compare(a.ARN, b.ARN),
	)
}

func compareEvidence(a, b Evidence) int {
	return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID), strings.Compare(a.Text, b.Text))
}

func compareAffected(a, b Affected) int {
	return cmp.Or(
		strings.Compare(a.Cluster, b.Cluster),
		strings.Compare(a.Service, b.Service),
		strings.Compare(a.TaskDefinition, b.TaskDefinition),
		strings.Compare(a.Container, b.Container),
	)
}

func compareAssumption(a, b Assumption) int {
	return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Text, b.Text))
}
