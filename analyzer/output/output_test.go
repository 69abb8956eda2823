package output_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/output"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func format(t *testing.T, name string, opts output.Options) output.Format {
	t.Helper()

	f, err := output.New(name, opts)
	if err != nil {
		t.Fatal(err)
	}

	return f
}

func TestGoldenFormats(t *testing.T) {
	t.Parallel()

	for name, f := range map[string]output.Format{
		"full.txt":            format(t, "text", output.Options{MinSeverity: finding.Low, Next: "What would be right:  x"}),
		"full.info.txt":       format(t, "text", output.Options{MinSeverity: finding.Info}),
		"full.suppressed.txt": format(t, "text", output.Options{MinSeverity: finding.Low, Suppressed: true}),
		"full.color.txt":      format(t, "text", output.Options{MinSeverity: finding.Low, Color: true}),
		"full.json":           format(t, "json", output.Options{}),
		"full.ndjson":         format(t, "ndjson", output.Options{}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, filepath.Join("testdata", name), write(t, f, full()))
		})
	}
}

func TestAnEmptyReportIsNotSilent(t *testing.T) {
	t.Parallel()

	text := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Low, Next: "next"}), empty()))
	if text != "nothing to scan\nno findings\n" {
		t.Errorf("got %q", text)
	}

	document := string(write(t, output.JSON, empty()))
	for _, want := range []string{`"findings": []`, `"gaps": []`, `"rules": []`, `"sources": []`} {
		if !strings.Contains(document, want) {
			t.Errorf("no %s in %s", want, document)
		}
	}

	if lines := bytes.Count(write(t, output.NDJSON, empty()), []byte("\n")); lines != 1 {
		t.Errorf("%d lines; want the summary alone", lines)
	}
}

// What is decided hides no count of its own: a report without new findings is told from one without findings.
func TestNoNewFindings(t *testing.T) {
	t.Parallel()

	r := &finding.Report{Findings: []finding.Finding{{Severity: finding.Critical, Status: finding.StatusKnown}}}
	r.Finish()

	text := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Low, Next: "next"}), r))
	if want := "nothing to scan\nno new findings, 1 known (not shown; --show-suppressed)\n"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
}

// Each line of NDJSON says what it is.
func TestNDJSONLinesStandAlone(t *testing.T) {
	t.Parallel()

	lines := strings.Split(strings.TrimSpace(string(write(t, output.NDJSON, full()))), "\n")
	for i, text := range lines {
		var line struct{ Schema, Rule string }
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}

		want := "ecslint.finding/v1"
		if i == len(lines)-1 {
			want = "ecslint.summary/v1"
		}

		if line.Schema != want {
			t.Errorf("line %d is %q; want %q", i, line.Schema, want)
		}
	}
}

// Same input, same bytes.
func TestFormatsAreDeterministic(t *testing.T) {
	t.Parallel()

	for _, name := range output.Names() {
		f := format(t, name, output.Options{MinSeverity: finding.Info})
		if !bytes.Equal(write(t, f, full()), write(t, f, full())) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	t.Parallel()

	if _, err := output.New("xml", output.Options{}); err == nil || !strings.Contains(err.Error(), "text, json, ndjson") {
		t.Errorf("got %v; want the formats there are", err)
	}
}

// What was there before a change is counted in text, or shown with a mark; programs are given all of it.
func TestWhatWasThereIsCounted(t *testing.T) {
	t.Parallel()

	report := full()
	for i := range report.Findings {
		report.Findings[i].Status = finding.StatusExisting
	}

	for i := range report.Undecided {
		report.Undecided[i].Status = finding.StatusExisting
	}

	report.Summary.Gone = 2
	report.Count()

	counted := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Info}), report))
	for _, want := range []string{
		"the change causes no finding in what was read\n2 findings go with the change\n", " already there (",
		"; --all shows them\n",
	} {
		if !strings.Contains(counted, want) {
			t.Errorf("no %q in %s", want, counted)
		}
	}

	for _, unwanted := range []string{report.Findings[0].Message, "Not decided"} {
		if strings.Contains(counted, unwanted) {
			t.Errorf("%q in %s", unwanted, counted)
		}
	}

	all := string(write(t, format(t, "text", output.Options{MinSeverity: finding.Info, All: true}), report))
	if strings.Count(all, "  (already there)\n") != len(report.Findings) || strings.Contains(all, "--all") {
		t.Errorf("not all in %s", all)
	}

	if n := bytes.Count(write(t, output.JSON, report), []byte(`"status": "existing"`)); n < len(report.Findings) {
		t.Errorf("%d of them in JSON", n)
	}
}

type broken struct{}

var errDisk = errors.New("disk full")

func (broken) Write([]byte) (int, error) { return 0, errDisk }

func TestWriteErrorsAreReported(t *testing.T) {
	t.Parallel()

	for _, name := range output.Names() {
		if err := format(t, name, output.Options{})(broken{}, full()); !errors.Is(err, errDisk) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A few places are told one by one; of many, the reasons, the most frequent first, with some of their places.
func TestManyDoubts(t *testing.T) {
	t.Parallel()

	said := func(n int) string {
		r := &finding.Report{}

		for i := range n {
			r.Undecided = append(r.Undecided,
				finding.Undecided{
					Rule: "identity/peers-open", Reason: fmt.Sprintf("rule r/%d: peer: var.peer is not known", i),
					Location: &finding.Location{File: "main.tf", StartLine: i + 1, StartColumn: 3},
				},
				finding.Undecided{
					Rule: "exposure/sensitive-port", Reason: fmt.Sprintf("reason %d", i),
					Location: &finding.Location{File: "main.tf", StartLine: 99, StartColumn: 1},
				})
		}

		r.Finish()

		return string(write(t, format(t, "text", output.Options{MinSeverity: finding.Low}), r))
	}

	one := "main.tf:2:3: rule r/1: peer: var.peer is not known; not judged: identity/peers-open"
	if text := said(2); !strings.Contains(text, one) {
		t.Error(text)
	}

	text := said(14)

	for _, want := range []string{
		"Not decided\n\n  peer: var.peer is not known; not judged: identity/peers-open\n" +
			"    at main.tf:1:3, main.tf:2:3, main.tf:3:3 and 11 more\n",
		"  reason 0; not judged: exposure/sensitive-port\n    at main.tf:99:1\n",
		"  and 3 more reasons; -f json tells all\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
