package output_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
)

var schemaFile = filepath.Join("..", "..", "docs", "schema", "report.json")

// The published schema of the report is made of the Go structs.
func TestReportSchemaIsFresh(t *testing.T) {
	t.Parallel()

	schema := (&jsonschema.Reflector{Anonymous: true}).Reflect(finding.Report{})
	schema.ID = "https://github.com/ecslint/ecslint/blob/main/docs/schema/report.json"
	schema.Title = "ecslint report"

	got, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}

	golden(t, schemaFile, append(got, '\n'))
}

// What is written as JSON keeps to the schema, be the report full or empty.
func TestJSONKeepsToTheSchema(t *testing.T) {
	t.Parallel()

	compiled, err := validator.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}

	for name, report := range map[string]*finding.Report{"full": full(), "empty": empty()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			document, err := validator.UnmarshalJSON(bytes.NewReader(write(t, output.JSON, report)))
			if err != nil {
				t.Fatal(err)
			}

			if err := compiled.Validate(document); err != nil {
				t.Error(err)
			}
		})
	}
}

// The schema refuses what is no report, so that the test above can fail.
func TestTheSchemaRefuses(t *testing.T) {
	t.Parallel()

	compiled, err := validator.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}

	for _, text := range []string{`{}`, `{"findings": null}`, `[]`} {
		document, err := validator.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}

		if compiled.Validate(document) == nil {
			t.Errorf("%s is a report", text)
		}
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()

	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale (run `make generate`): got\n%s", path, got)
	}
}

func write(t *testing.T, format output.Format, report *finding.Report) []byte {
	t.Helper()

	var b bytes.Buffer
	if err := format(&b, report); err != nil {
		t.Fatal(err)
	}

	return b.Bytes()
}

func empty() *finding.Report {
	r := &finding.Report{Schema: finding.Schema, Tool: finding.Tool{Name: "ecslint", Version: "1"}}
	r.Finish()

	return r
}

// full has something of everything.
func full() *finding.Report {
	r := &finding.Report{
		Schema:      finding.Schema,
		Tool:        finding.Tool{Name: "ecslint", Version: "1"},
		CollectedAt: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC),
		Sources:     []finding.Source{{Kind: "live", Account: "111122223333", Region: "eu-north-1"}},
		Rules:       []finding.RuleRun{{ID: "a/rule", Title: "A rule", Evaluated: 2}},
		Findings: []finding.Finding{
			{
				Rule: "a/rule", Severity: finding.Critical, Title: "A rule",
				Message: "group fleet admits tcp 32768-60999 from the internet (0.0.0.0/0) to the host ports of web, " +
					"which is long enough to be wrapped",
				Resource:    finding.Resource{Type: "AWS::EC2::SecurityGroup", ID: "sg-1", Name: "fleet"},
				Affected:    []finding.Affected{{Cluster: "prod", Service: "web", TaskDefinition: "web:7", Container: "web"}},
				Cause:       "sgr-1",
				Evidence:    []finding.Evidence{{Kind: "route", ID: "rtb-1", Text: "a route"}, {Kind: "note", Text: "a note"}},
				Assumptions: []finding.Assumption{{Code: "EPHEMERAL_RANGE_DEFAULT", Text: "the default range"}},
				Remediation: finding.Remediation{Text: "Close it.", References: []string{"https://example.com"}},
				Mappings:    map[string][]string{"securityHub": {"EC2.18"}},
				Key:         "a/rule|security-group/fleet|internet", Fingerprint: "f", Status: "new",
				CollectedAt: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC),
			},
			{
				Rule: "a/rule", Severity: finding.Low, Title: "A rule", Message: "told again",
				Resource: finding.Resource{Type: "AWS::ECS::TaskDefinition", ID: "web.json", Name: "web"},
				Location: &finding.Location{File: "web.json", StartLine: 3, StartColumn: 5, EndLine: 3, EndColumn: 9},
				Evidence: []finding.Evidence{{Kind: "note", Text: "one line"}},
				Affected: []finding.Affected{{TaskDefinition: "web"}},
				Key:      "a/rule|task-definition/web", Fingerprint: "g", Status: "new",
				Remediation: finding.Remediation{Text: "Close it."},
			},
			{
				Rule: "b/rule", Severity: finding.Info, Title: "B", Message: "for information",
				Resource: finding.Resource{Type: "AWS::ECS::Cluster", ID: "c", Name: "prod"},
				Affected: []finding.Affected{{Cluster: "prod", Service: "web"}, {Cluster: "prod", Service: "api"}},
				Key:      "b/rule|cluster/prod", Fingerprint: "h", Status: "new",
			},
			{
				Rule: "b/rule", Severity: finding.Critical, Title: "B", Message: "decided in a file",
				Resource: finding.Resource{Type: "AWS::ECS::TaskDefinition", ID: "web.yaml", Name: "web"},
				Location: &finding.Location{File: "web.yaml", StartLine: 3, StartColumn: 5, EndLine: 3, EndColumn: 9},
				Key:      "b/rule|task-definition/web", Fingerprint: "i", Status: finding.StatusSuppressed,
				Ignore: &finding.Ignore{
					Kind: finding.IgnoreComment, Rule: "b/*", Reason: "it must", Until: "2026-12-31",
					Location: &finding.Location{File: "web.yaml", StartLine: 2, StartColumn: 1, EndLine: 2, EndColumn: 30},
				},
			},
			{
				Rule: "b/rule", Severity: finding.High, Title: "B", Message: "decided in an account",
				Resource: finding.Resource{Type: "AWS::ECS::TaskDefinition", ID: "arn:web:7", Name: "web:7"},
				Key:      "b/rule|task-definition/web", Fingerprint: "j", Status: finding.StatusSuppressed,
				Ignore: &finding.Ignore{Kind: finding.IgnoreLabel, Rule: "b/rule", On: "arn:web:7"},
			},
			{
				Rule: "b/rule", Severity: finding.Medium, Title: "B", Message: "was there before",
				Resource: finding.Resource{Type: "AWS::ECS::Cluster", ID: "c", Name: "prod"},
				Key:      "b/rule|cluster/prod|old", Fingerprint: "k", Status: finding.StatusKnown,
			},
		},
		Undecided: []finding.Undecided{{
			Rule: "a/rule", Reason: "a constraint",
			Resource: finding.Resource{Type: "AWS::ECS::Service", ID: "s", Name: "batch"},
		}},
		Gaps: []finding.Gap{{
			What: "ec2:DescribeRouteTables", Why: "AccessDenied", Account: "111122223333", Region: "eu-north-1",
			Blinds: []string{"a/rule"}, Weakens: []string{"a/rule"}, Incomplete: true,
		}},
		Problems: []finding.Problem{{Text: "broken.json:2:1: the file ends too early"}},
		Summary:  finding.Summary{Scanned: finding.Scanned{TaskDefinitions: 2, Services: 1}},
	}
	r.Finish()

	return r
}
