package engine

import (
	"slices"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func resource(r facts.Reference) finding.Resource {
	arn := ""
	if r.Origin != nil {
		arn = r.Origin.ARN
	}

	return finding.Resource{
		Type: r.Type, ID: r.ID, Name: r.Name, ARN: arn, Account: r.Meta.Account, Region: r.Meta.Region,
	}
}

// location is the place in a file, the narrowest that is known; nil for what was read live.
func location(r facts.Reference, field string) *finding.Location {
	if r.Origin == nil || r.Origin.File == "" {
		return nil
	}

	at := r.Origin.At(field)
	if at == (snapshot.Range{}) {
		at = r.Meta.Origin.Range
	}

	return &finding.Location{
		File:      r.Origin.File,
		StartLine: at.StartLine, StartColumn: at.StartColumn, EndLine: at.EndLine, EndColumn: at.EndColumn,
	}
}

// fingerprint is different in each account and region, and in each stack.
func fingerprint(m snapshot.Meta, key string) string {
	return finding.Fingerprint(m.Account+m.Stack, m.Region, key)
}

func assumptions(codes []string) []finding.Assumption {
	var all []finding.Assumption

	for _, a := range facts.Assumptions() {
		if slices.Contains(codes, a.Code) {
			all = append(all, finding.Assumption{Code: a.Code, Text: a.Assumed})
		}
	}

	return all
}
