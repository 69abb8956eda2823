package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

// details is what a rule says of one finding. Everything else is known from the catalogue and the index.
type details struct {
	// At refers to what the finding is about, Field to the key of it that is wrong.
	At    *facts.Ref
	Field string

	Severity finding.Severity
	Message  string

	// Evidence and Affected are references, in order.
	Evidence []facts.Ref
	Affected []facts.Ref

	// Notes are evidence that holds for every such resource, in words.
	Notes []string

	// Cause is the id of what makes the finding true; by default it is what the finding is about.
	Cause string

	// Detail tells findings of one rule about one resource apart; Parts are what the finding adds up.
	Detail string
	Parts  []string

	// Source is the source class, where detail and parts have one between their slashes.
	Source      string
	Assumptions []string
	Reason      string
}

// decode reads what a rule says, strictly: a key that is misspelt would be a finding without it. It reads the value as
// it is, since a detour over JSON costs as much as everything else that is done to a finding.
func decode(object map[string]any) (details, error) {
	var d details

	for key, value := range object {
		if err := d.set(key, value); err != nil {
			return d, fmt.Errorf("read what the rule says: %s: %w", key, err)
		}
	}

	return d, nil
}

func (d *details) set(key string, value any) (err error) {
	switch key {
	case "at":
		var ref facts.Ref

		ref, err = reference(value)
		d.At = &ref
	case "severity":
		var severity string

		severity, err = text(value)
		d.Severity = finding.Severity(severity)
	case "field":
		d.Field, err = text(value)
	case "message":
		d.Message, err = text(value)
	case "cause":
		d.Cause, err = text(value)
	case "detail":
		d.Detail, err = text(value)
	case "reason":
		d.Reason, err = text(value)
	case "evidence":
		d.Evidence, err = each(value, reference)
	case "affected":
		d.Affected, err = each(value, reference)
	case "notes":
		d.Notes, err = each(value, text)
	case "source":
		d.Source, err = text(value)
	case "parts":
		d.Parts, err = each(value, text)
	case "assumptions":
		d.Assumptions, err = each(value, text)
	default:
		return errors.New("nothing of a finding has this name")
	}

	return err
}

func text(value any) (string, error) {
	s, ok := value.(string)
	if !ok {
		return "", fmt.Errorf("%v is %T, not a text", value, value)
	}

	return s, nil
}

func reference(value any) (facts.Ref, error) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, fmt.Errorf("%v is %T, not a reference", value, value)
	}

	n, err := strconv.Atoi(number.String())

	return facts.Ref(n), err
}

func each[T any](value any, read func(any) (T, error)) ([]T, error) {
	items, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("%v is %T, not a list", value, value)
	}

	all := make([]T, len(items))

	for i, item := range items {
		var err error
		if all[i], err = read(item); err != nil {
			return nil, err
		}
	}

	return all, nil
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
