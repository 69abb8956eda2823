package engine

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/analyzer/finding"
)

func toFinding(s said, index *facts.Index) (finding.Finding, error) {
	d, err := decode(s.details)
	if err != nil {
		return finding.Finding{}, err
	}

	if !slices.Contains(s.rule.Severities, d.Severity) {
		return finding.Finding{}, fmt.Errorf("severity %q is not among custom.severities %v", d.Severity, s.rule.Severities)
	}

	if d.Message == "" {
		return finding.Finding{}, errors.New("a finding has no message")
	}

	at, err := subject(index, d)
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
		Status:      finding.StatusNew,
		Parts:       d.Parts,
		Source:      d.Source,
		Assumptions: assumptions(d.Assumptions),
	}
	if f.Cause == "" {
		f.Cause = at.Item
	}

	f.Fingerprint = fingerprint(at.Meta, f.Key)

	if err := attach(&f, index, at, d); err != nil {
		return finding.Finding{}, err
	}

	f.Message = plain(f.Message, at)
	for i := range f.Evidence {
		f.Evidence[i].Text = plain(f.Evidence[i].Text, at)
	}

	return f, nil
}

// plain is a sentence with the addresses in a stack as they are written there. Their IDs begin with the path of the
// stack, which whoever reads the finding has before them. Names cut from such an ID begin with the end of the path.
func plain(text string, at facts.Reference) string {
	stack := at.Meta.Stack
	if at.Type == "" && stack == "" { // something that was not read, of which the ID is all there is
		stack, _, _ = strings.Cut(at.ID, "#")
	}

	if stack == "" {
		return text
	}

	text = strings.ReplaceAll(text, stack+"#", "")

	return strings.ReplaceAll(text, " "+path.Base(stack)+"#", " ")
}

// The kinds whose place counts: a rule is a part of its group that often stands somewhere else.
const (
	securityGroup     = "AWS::EC2::SecurityGroup"
	securityGroupRule = "securityGroupRule"
)

// attach adds the evidence and the workloads a finding touches.
func attach(f *finding.Finding, index *facts.Index, at facts.Reference, d details) error {
	affect(f, at.Affected)

	for _, ref := range d.Evidence {
		r, err := resolve(index, ref)
		if err != nil {
			return err
		}

		// What keeps out both traffic and health checks, or both IPv4 and IPv6, is told once.
		if e := (finding.Evidence{Kind: r.Kind, ID: r.Item, Text: r.Text}); !slices.Contains(f.Evidence, e) {
			f.Evidence = append(f.Evidence, e)
		}

		// What is wrong with a live resource may well be written in a file, and what is wrong with a group stands where its
		// rule does.
		if own := location(r, ""); own != nil && (f.Location == nil || r.Item == f.Cause && r.Kind == securityGroupRule &&
			f.Resource.Type == securityGroup) {
			f.Location = own
		}
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

	if d.Reason == "" {
		return finding.Undecided{}, errors.New("something undecided has no reason")
	}

	at, err := subject(index, d)
	if err != nil {
		return finding.Undecided{}, err
	}

	return finding.Undecided{
		Rule: s.rule.ID, Resource: resource(at), Location: location(at, d.Field), Reason: plain(d.Reason, at),
		Worst: s.rule.Severities[0],
		Key:   fingerprint(at.Meta, s.rule.ID+"|"+at.Key+"|"+d.Reason),
	}, nil
}
