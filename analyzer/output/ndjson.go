package output

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// The schemas of the lines of NDJSON.
const (
	findingSchema = "ecslint.finding/v1"
	summarySchema = "ecslint.summary/v1"
)

// A line is a finding that says what it is, since in a SIEM it stands alone.
type line struct {
	Schema string `json:"schema"`
	finding.Finding
}

// summary is the last line: what was looked at and what could not be, so that no findings is not taken for a
// clean account.
type summary struct {
	Schema    string              `json:"schema"`
	Tool      finding.Tool        `json:"tool"`
	Sources   []finding.Source    `json:"sources"`
	Rules     []finding.RuleRun   `json:"rules"`
	Undecided []finding.Undecided `json:"undecided,omitempty"`
	Gaps      []finding.Gap       `json:"gaps"`
	Problems  []finding.Problem   `json:"problems,omitempty"`
	Summary   finding.Summary     `json:"summary"`
}

// NDJSON writes a line for each finding and one that sums up the run.
func NDJSON(w io.Writer, r *finding.Report) error {
	encoder := json.NewEncoder(visible.Lines(w))
	encoder.SetEscapeHTML(false)

	for i := range r.Findings {
		if err := encoder.Encode(line{findingSchema, r.Findings[i]}); err != nil {
			return fmt.Errorf("write NDJSON: %w", err)
		}
	}

	last := summary{summarySchema, r.Tool, r.Sources, r.Rules, r.Undecided, r.Gaps, r.Problems, r.Summary}
	if err := encoder.Encode(last); err != nil {
		return fmt.Errorf("write NDJSON: %w", err)
	}

	return nil
}
