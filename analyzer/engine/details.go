package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// details is what a rule says of one finding. Everything else is known from the catalogue and the index.
type details struct {
	// At refers to what the finding is about, Field to the key of it that is wrong.
	At    *facts.Ref `json:"at"`
	Field string     `json:"field"`

	Severity finding.Severity `json:"severity"`
	Message  string           `json:"message"`

	// Evidence and Affected are references, in order.
	Evidence []facts.Ref `json:"evidence"`
	Affected []facts.Ref `json:"affected"`

	// Notes are evidence that holds for every such resource, in words.
	Notes []string `json:"notes"`

	// Cause is the id of what makes the finding true; by default it is what the finding is about.
	Cause string `json:"cause"`

	// Detail tells findings of one rule about one resource apart; Parts are what the finding adds up.
	Detail      string   `json:"detail"`
	Parts       []string `json:"parts"`
	Assumptions []string `json:"assumptions"`
	Reason      string   `json:"reason"`
}

func decode(object map[string]any) (details, error) {
	var d details

	raw, err := json.Marshal(object)
	if err != nil {
		return d, fmt.Errorf("encode what the rule says: %w", err)
	}

	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()

	if err := decoder.Decode(&d); err != nil {
		return d, fmt.Errorf("read what the rule says: %w", err)
	}

	return d, nil
}

// subject is what a finding is about. A rule that forgets to say would blame the first root of its shard.
func subject(index *facts.Index, d details) (facts.Reference, error) {
	if d.At == nil {
		return facts.Reference{}, errors.New("\"at\" is missing")
	}

	return resolve(index, *d.At)
}

func resolve(index *facts.Index, ref facts.Ref) (facts.Reference, error) {
	r, ok := index.Resolve(ref)
	if !ok {
		return r, fmt.Errorf("reference %d is not in the input", ref)
	}

	return r, nil
}
