package triage_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/triage"
)

var update = flag.Bool("update", false, "rewrite the generated files")

var schemaFile = filepath.Join("..", "..", "docs", "schema", "baseline.json")

// The published schema is made of the Go structs.
func TestBaselineSchemaIsFresh(t *testing.T) {
	t.Parallel()

	schema := (&jsonschema.Reflector{Anonymous: true}).Reflect(triage.Baseline{})
	schema.ID = "https://github.com/ecslint/ecslint/blob/main/docs/schema/baseline.json"
	schema.Title = "ecslint baseline"

	got, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}

	got = append(got, '\n')

	if *update {
		if err := os.WriteFile(schemaFile, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if want, err := os.ReadFile(schemaFile); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run `make generate` (%v)", schemaFile, err)
	}
}

func encoded(t interface{ Fatal(...any) }, b *triage.Baseline) string {
	var out bytes.Buffer
	if err := b.Encode(&out); err != nil {
		t.Fatal(err)
	}

	return out.String()
}

// The same findings make the same bytes, whatever their order, and what is written is read again.
func TestBaselineIsStable(t *testing.T) {
	t.Parallel()

	rapid.Check(t, func(t *rapid.T) {
		r := genReport().Draw(t, "report")
		shuffled := *r
		shuffled.Findings = rapid.Permutation(r.Findings).Draw(t, "other")

		text := encoded(t, triage.NewBaseline(r))
		if other := encoded(t, triage.NewBaseline(&shuffled)); other != text {
			t.Errorf("the order of findings matters:\n%s", cmp.Diff(text, other))
		}

		b, err := triage.DecodeBaseline("b.json", []byte(text))
		if err != nil {
			t.Fatal(err)
		}

		if diff := cmp.Diff(triage.NewBaseline(r), b); diff != "" {
			t.Errorf("-written +read\n%s", diff)
		}
	})
}

// Where a line moves, the baseline stays as it is: it holds no places.
func TestBaselineHoldsNoPlace(t *testing.T) {
	t.Parallel()

	here := triage.NewBaseline(report(about("a/one", "web", 3)))
	there := triage.NewBaseline(report(about("a/one", "web", 9)))

	if diff := cmp.Diff(here, there); diff != "" {
		t.Errorf("a line matters\n%s", diff)
	}

	want := `{
  "schema": "ecslint.baseline/v1",
  "findings": [
    {
      "rule": "a/one",
      "key": "a/one|task-definition/web|detail",
      "severity": "high",
      "count": 1
    }
  ]
}
`
	if diff := cmp.Diff(want, encoded(t, here)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestKnown(t *testing.T) {
	t.Parallel()

	const h, m, l = finding.High, finding.Medium, finding.Low

	for name, c := range map[string]struct {
		before, after []finding.Severity
		fresh         int
	}{
		"as before":                              {[]finding.Severity{m}, []finding.Severity{m}, 0},
		"milder":                                 {[]finding.Severity{m}, []finding.Severity{l}, 0},
		"worse":                                  {[]finding.Severity{m}, []finding.Severity{h}, 1},
		"gone":                                   {[]finding.Severity{m, m}, []finding.Severity{m}, 0},
		"one more":                               {[]finding.Severity{m}, []finding.Severity{m, m}, 1},
		"one of two worse":                       {[]finding.Severity{m, m}, []finding.Severity{m, h}, 1},
		"the milder takes no place of the worse": {[]finding.Severity{h, l}, []finding.Severity{h, l}, 0},
		"both milder":                            {[]finding.Severity{h, m}, []finding.Severity{m, l}, 0},
		"nothing before":                         {nil, []finding.Severity{l}, 1},
	} {
		of := func(severities []finding.Severity) *finding.Report {
			all := make([]finding.Finding, 0, len(severities))

			for i, s := range severities {
				f := about("a/one", "web", i+1)
				f.Severity = s
				all = append(all, f)
			}

			return report(all...)
		}

		opts := options()
		opts.Baseline = triage.NewBaseline(of(c.before))

		r := apply(t, of(c.after), files("web"), opts)
		if got := r.AtLeast(finding.Info); got != c.fresh || r.Summary.Known != len(c.after)-c.fresh {
			t.Errorf("%s: %d are new, want %d", name, got, c.fresh)
		}
	}
}

// When an ignore ends, what it suppressed is new: a baseline does not keep it.
func TestBaselineLeavesOutWhatIsSuppressed(t *testing.T) {
	t.Parallel()

	r := apply(t, report(about("a/one", "web", 3)), files("web"), options(configured("a/one", until(today))))
	if b := triage.NewBaseline(r); len(b.Findings) > 0 {
		t.Errorf("got %+v", b.Findings)
	}
}

func TestDecodeBaselineRefuses(t *testing.T) {
	t.Parallel()

	const entry = `{"schema": "ecslint.baseline/v1",
		"findings": [{"rule": "a/one", "key": "k", "severity": "low", "count": 1}]}`

	if b, err := triage.DecodeBaseline("b.json", []byte(entry)); err != nil || len(b.Findings) != 1 {
		t.Fatalf("%+v, %v", b, err)
	}

	for text, want := range map[string]string{
		``:                                       "b.json:1:1: ",
		`[]`:                                     "cannot be a JSON array",
		`{}`:                                     `its schema is "", not ecslint.baseline/v1; `,
		`{"schema": "ecslint.report/v1"}`:        `its schema is "ecslint.report/v1"`,
		`{"schema": "ecslint.baseline/v2"}`:      "this version reads up to ecslint.baseline/v1; upgrade ecslint",
		"{\n<<<<<<< HEAD\n}":                     "b.json:2:1: ",
		strings.Replace(entry, `1}`, `0}`, 1):    "entry 1 lacks",
		strings.Replace(entry, `1}`, `"1"}`, 1):  "findings.count cannot be a JSON string",
		strings.Replace(entry, `low`, `dire`, 1): "entry 1 lacks",
		strings.Replace(entry, `"k"`, `""`, 1):   "entry 1 lacks",
		strings.Replace(entry, `a/one`, ``, 1):   "entry 1 lacks",
	} {
		_, err := triage.DecodeBaseline("b.json", []byte(text))
		if !errors.Is(err, triage.ErrBaseline) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
