package finding_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
)

func encoded(t *testing.T, v any) string {
	t.Helper()

	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}

	return string(b)
}

// from draws from few values, so that findings often agree in a field.
func from[T any](t *rapid.T, label string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, label)
}

func some[T any](t *rapid.T, label string, one func(*rapid.T) T) []T {
	return rapid.SliceOfN(rapid.Custom(one), 0, 2).Draw(t, label)
}

func text(t *rapid.T, label string) string { return from(t, label, "", "a", "b") }

// genFinding draws all that tells findings of one report apart. Title, remediation and mappings are the rule's.
func genFinding() *rapid.Generator[finding.Finding] {
	return rapid.Custom(func(t *rapid.T) finding.Finding {
		rule := from(t, "rule", "bridge/links", "ports/reserved")

		return finding.Finding{
			Rule: rule, Title: "title of " + rule,
			Severity: from(t, "severity", append(finding.Severities(), "dire", "mild")...),
			Message:  text(t, "message"),
			Resource: genResource(t), Location: genLocation(t),
			Cause: text(t, "cause"), Key: text(t, "key"),
			Status: from(t, "status", finding.StatusNew, finding.StatusKnown, finding.StatusSuppressed),
			Evidence: some(t, "evidence", func(t *rapid.T) finding.Evidence {
				return finding.Evidence{Kind: text(t, "kind"), ID: text(t, "id"), Text: text(t, "text")}
			}),
			Affected: some(t, "affected", func(t *rapid.T) finding.Affected {
				return finding.Affected{
					Cluster: text(t, "cluster"), Service: text(t, "service"),
					TaskDefinition: text(t, "taskDefinition"), Container: text(t, "container"),
				}
			}),
			Assumptions: some(t, "assumptions", func(t *rapid.T) finding.Assumption {
				return finding.Assumption{Code: text(t, "code"), Text: text(t, "assumed")}
			}),
		}
	})
}

func genUndecided() *rapid.Generator[finding.Undecided] {
	return rapid.Custom(func(t *rapid.T) finding.Undecided {
		return finding.Undecided{
			Rule: text(t, "rule"), Resource: genResource(t), Location: genLocation(t), Reason: text(t, "reason"),
		}
	})
}

func genResource(t *rapid.T) finding.Resource {
	return finding.Resource{
		Type: text(t, "type"), ID: text(t, "id"), Name: text(t, "name"), ARN: text(t, "arn"),
		Account: text(t, "account"), Region: text(t, "region"),
	}
}

func genLocation(t *rapid.T) *finding.Location {
	if rapid.Bool().Draw(t, "live") {
		return nil
	}

	n := func(label string) int { return from(t, label, 0, 1, 2) }

	return &finding.Location{
		File: text(t, "file"), StartLine: n("line"), StartColumn: n("column"),
		EndLine: n("endLine"), EndColumn: n("endColumn"),
	}
}
