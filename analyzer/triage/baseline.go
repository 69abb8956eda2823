package triage

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// BaselineSchema names the version of the JSON form of a [Baseline].
const BaselineSchema = "ecslint.baseline/v1"

// ErrBaseline is in the error for a document that is no baseline, or one of a version that this program cannot read.
var ErrBaseline = errors.New("not a baseline that this version of ecslint can read")

// A Baseline is the findings that were there on a day on which a team decided to let no others in. It holds what every
// source shares, so that it outlives lines, revisions and ids.
type Baseline struct {
	Schema   string  `json:"schema"`
	Findings []Known `json:"findings"`
}

// Known is how many findings of one key and severity there were.
type Known struct {
	Rule     string           `json:"rule"`
	Key      string           `json:"key"`
	Severity finding.Severity `json:"severity"`
	Count    int              `json:"count"`

	// Source is the source class that the key ends in, for a finding that has one.
	Source string `json:"source,omitempty"`
}

// NewBaseline is the findings of a report, those that are told as evidence of others too, since they are there and
// stand alone where the others are known. It leaves out what an ignore suppresses: when it ends, that is new.
func NewBaseline(r *finding.Report) *Baseline {
	count := map[Known]int{}

	for _, findings := range [][]finding.Finding{r.Findings, r.Yielded} {
		for i := range findings {
			if f := &findings[i]; f.Status != finding.StatusSuppressed {
				count[Known{Rule: f.Rule, Key: f.Key, Severity: f.Severity, Source: f.Source}]++
			}
		}
	}

	b := &Baseline{Schema: BaselineSchema, Findings: make([]Known, 0, len(count))}
	for k, n := range count {
		k.Count = n
		b.Findings = append(b.Findings, k)
	}

	slices.SortFunc(b.Findings, func(a, b Known) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Key, b.Key), cmp.Compare(a.Severity, b.Severity))
	})

	return b
}

// Encode writes the baseline, sorted and with a field a line, so that a diff of two shows what has come and gone.
func (b *Baseline) Encode(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	return encoder.Encode(b)
}

// DecodeBaseline reads what [Baseline.Encode] writes, the content of the named file. A newer version is refused with
// [ErrBaseline], and so is what can be no finding: a baseline that is read wrongly lets findings through. The content
// is never quoted.
func DecodeBaseline(name string, data []byte) (*Baseline, error) {
	var b Baseline
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, syntaxError(name, data, err)
	}

	if err := checkSchema(b.Schema); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}

	for i, k := range b.Findings {
		_, err := finding.ParseSeverity(string(k.Severity))
		if k.Key == "" || k.Rule == "" || k.Count < 1 || err != nil {
			return nil, fmt.Errorf("%s: %w: entry %d lacks a rule, a key, a severity or a count", name, ErrBaseline, i+1)
		}
	}

	return &b, nil
}

func checkSchema(schema string) error {
	name, version, _ := strings.Cut(schema, "/v")
	own, newest, _ := strings.Cut(BaselineSchema, "/v")

	n, err := strconv.Atoi(version)
	if name != own || err != nil || n < 1 {
		return fmt.Errorf("%w: its schema is %q, not %s; `ecslint baseline` writes one", ErrBaseline, schema, BaselineSchema)
	}

	if limit, err := strconv.Atoi(newest); err != nil || n > limit {
		return fmt.Errorf("%w: its schema is %s, this version reads up to %s; upgrade ecslint",
			ErrBaseline, schema, BaselineSchema)
	}

	return nil
}

// syntaxError adds line and column, which the decoder knows as an offset only.
func syntaxError(name string, data []byte, err error) error {
	var (
		syntax *json.SyntaxError
		typed  *json.UnmarshalTypeError
		offset int64
	)

	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typed):
		offset = typed.Offset
		err = fmt.Errorf("%s cannot be a JSON %s", cmp.Or(typed.Field, "a baseline"), typed.Value)
	}

	before := data[:min(max(0, offset-1), int64(len(data)))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')

	return fmt.Errorf("%s:%d:%d: %w: %w; `ecslint baseline` writes one", name, line, column, ErrBaseline, err)
}
