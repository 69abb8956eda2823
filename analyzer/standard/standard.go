// Package standard reads the tables of published standards: which rule asks what a control asks, and how severe the
// standard has it.
package standard

import (
	"encoding/json"
	"fmt"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// A Standard is a published list of controls. Its text is our own; ids, titles and severities are those of the source.
type Standard struct {
	Schema string `json:"schema"`
	ID     string `json:"id"`
	Title  string `json:"title"`

	// Source is the page on which the controls are published.
	Source   string    `json:"source"`
	Controls []Control `json:"controls"`
}

// A Control is one of them.
type Control struct {
	Control  string           `json:"control"`
	Title    string           `json:"title"`
	Severity finding.Severity `json:"severity"`

	// AWSConfig is the rule of AWS Config that the control is made of, where it is one.
	AWSConfig string `json:"awsConfig,omitempty"`

	// Rules ask what the control asks. They get its severity.
	Rules []string `json:"rules,omitempty"`

	// Near are rules that ask something close to it and keep the severity they give.
	Near []string `json:"near,omitempty"`

	// Difference says where control and rules part.
	Difference string `json:"difference,omitempty"`
}

// Parse reads the table of a standard.
func Parse(data []byte) (*Standard, error) {
	var s Standard
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("read the table of a standard: %w", err)
	}

	return &s, nil
}

// Severities are those of the controls, by the id of each rule that asks the same. A rule of two controls has the
// severity of the first; a test sees to it that they agree.
func (s *Standard) Severities() map[string]finding.Severity {
	all := map[string]finding.Severity{}

	for _, c := range s.Controls {
		for _, rule := range c.Rules {
			if _, there := all[rule]; !there {
				all[rule] = c.Severity
			}
		}
	}

	return all
}
