package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/fetch/document"
)

// Standards are the published standards there are, none among them, which stands for no standard.
func Standards() []string { return []string{"security-hub", "none"} }

// CheckStandard returns an error for a standard that does not exist.
func CheckStandard(name string) error {
	if slices.Contains(Standards(), name) {
		return nil
	}

	return fmt.Errorf("there is no standard %q; use one of %s", name, strings.Join(Standards(), ", "))
}

func (r *reader) standard(n *document.Node) string {
	text := r.text(n, "standard")
	if err := CheckStandard(text); err != nil && text != "" {
		r.wrong(n.Head(), err.Error())
	}

	return text
}

// rules are settings by id or glob. Whether there are such rules is for those to say who know them.
func (r *reader) rules(n *document.Node) map[string]Setting {
	if n.Kind() != document.Object {
		r.wrong(n.Head(), fmt.Sprintf("rules must be an object of rule ids or globs, not %s", n.Kind()))

		return nil
	}

	all := map[string]Setting{}
	for _, item := range n.Items() {
		all[item.Name()] = r.setting(item)
	}

	return all
}

func (r *reader) setting(n *document.Node) Setting {
	at := n.NameRange()
	s := Setting{Line: at.StartLine, Column: at.StartColumn}

	r.object(n, "the setting of a rule", []key{
		{"enabled", func(n *document.Node) { s.Enabled = r.flag(n) }},
		{"severity", func(n *document.Node) { s.Severity = r.severity(n) }},
	})

	if n.Kind() == document.Object && n.Len() == 0 {
		r.wrong(n.Head(), "the setting of "+n.Name()+" says nothing; write enabled: false, or severity: with one")
	}

	return s
}

func (r *reader) flag(n *document.Node) *bool {
	b, ok := n.Bool()
	if !ok {
		r.wrong(n.Head(), fmt.Sprintf("%s must be true or false, not %s", n.Name(), n.Kind()))

		return nil
	}

	return &b
}

func (r *reader) severity(n *document.Node) string {
	text := strings.ToLower(r.text(n, "severity"))
	if _, err := finding.ParseSeverity(text); err != nil && text != "" {
		r.wrong(n.Head(), "severity: "+err.Error())
	}

	return text
}
