package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// details is what a rule says of one finding. Everything else is known from the catalogue and the index.
type details struct {
	// At refers to what the finding is about, Field to the key of it that is wrong.
	At    facts.Ref `json:"at"`
	Field string    `json:"field"`

	Severity finding.Severity `json:"severity"`
	Message  string           `json:"message"`

	// Evidence and Affected are references, in order.
	Evidence []facts.Ref `json:"evidence"`
	Affected []facts.Ref `json:"affected"`

	// Notes are evidence that holds for every such resource, in words.
	Notes []string `json:"notes"`

	// Cause is the id of what makes the finding true; by default it is what the finding is about.
	Cause string `json:"cause"`

	// Detail tells findings of one rule about one resource apart.
	Detail      string   `json:"detail"`
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

func toFinding(s said, index *facts.Index) (finding.Finding, error) {
	d, err := decode(s.details)
	if err != nil {
		return finding.Finding{}, err
	}

	if !slices.Contains(s.rule.Severities, d.Severity) {
		return finding.Finding{}, fmt.Errorf("severity %q is not among custom.severities %v", d.Severity, s.rule.Severities)
	}

	at, err := resolve(index, d.At)
	if err != nil {
		return finding.Finding{}, err
	}

	f := finding.Finding{
		Rule: s.rule.ID, Severity: d.Severity, Title: s.rule.Title, Message: d.Message,
		Resource:    resource(at),
		Location:    location(at, d.Field),
		Cause:       d.Cause,
		Remediation: finding.Remediation{Text: s.rule.Remediation, References: s.rule.References},
		Mappings:    s.rule.Mappings,
		Key:         strings.TrimSuffix(s.rule.ID+"|"+at.Key+"|"+d.Detail, "|"),
		Status:      "new",
		Assumptions: assumptions(d.Assumptions),
	}
	if f.Cause == "" {
		f.Cause = at.Item
	}

	f.Fingerprint = fingerprint(at.Meta, f.Key)

	if err := attach(&f, index, at, d); err != nil {
		return finding.Finding{}, err
	}

	return f, nil
}

// attach adds the evidence and the workloads a finding touches.
func attach(f *finding.Finding, index *facts.Index, at facts.Reference, d details) error {
	affect(f, at.Affected)

	for _, ref := range d.Evidence {
		r, err := resolve(index, ref)
		if err != nil {
			return err
		}

		f.Evidence = append(f.Evidence, finding.Evidence{Kind: r.Kind, ID: r.Item, Text: r.Text})
	}

	for _, note := range d.Notes {
		f.Evidence = append(f.Evidence, finding.Evidence{Kind: "note", Text: note})
	}

	for _, ref := range d.Affected {
		r, err := resolve(index, ref)
		if err != nil {
			return err
		}

		affect(f, r.Affected)
	}

	return nil
}

func affect(f *finding.Finding, a facts.Affected) {
	affected := finding.Affected{
		Cluster: a.Cluster, Service: a.Service, TaskDefinition: a.TaskDefinition, Container: a.Container,
	}
	if affected != (finding.Affected{}) && !slices.Contains(f.Affected, affected) {
		f.Affected = append(f.Affected, affected)
	}
}

func toUndecided(s said, index *facts.Index) (finding.Undecided, error) {
	d, err := decode(s.details)
	if err != nil {
		return finding.Undecided{}, err
	}

	at, err := resolve(index, d.At)
	if err != nil {
		return finding.Undecided{}, err
	}

	return finding.Undecided{
		Rule: s.rule.ID, Resource: resource(at), Location: location(at, d.Field), Reason: d.Reason,
	}, nil
}

func resolve(index *facts.Index, ref facts.Ref) (facts.Reference, error) {
	r, ok := index.Resolve(ref)
	if !ok {
		return r, fmt.Errorf("reference %d is not in the input", ref)
	}

	return r, nil
}

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

// fingerprint is stable across runs, sources and revisions, and different in each account and region.
func fingerprint(m snapshot.Meta, key string) string {
	sum := sha256.Sum256([]byte(m.Account + "|" + m.Region + "|" + key))

	return hex.EncodeToString(sum[:16])
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
