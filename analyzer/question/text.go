package question

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// JSON writes the answer as one document.
func (a *Answer) JSON(w io.Writer) error { return encode(w, a) }

func encode(w io.Writer, document any) error {
	encoder := json.NewEncoder(visible.Lines(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}

	return nil
}

// Text writes the answer for people: the verdict, what passes and by which path, and what stops the rest. Paths that
// differ in nothing but the places at their ends are shown once.
func (a *Answer) Text(w io.Writer) error {
	var b strings.Builder

	b.WriteString(visible.Sprintf("%s  %s → %s%s\n", strings.ToUpper(string(a.Verdict)), a.From, a.To, portClause(a.Port)))

	for _, g := range a.alike() {
		b.WriteString(visible.Sprintf("\n  %s: %s%s\n", g.how(), g.Services, g.more()))
		writeSteps(&b, g.path)
	}

	if len(a.Blockers) > 0 {
		b.WriteString("\n  " + a.blockersTitle() + "\n")
		writeSteps(&b, collapsed(a.Blockers))
	}

	for _, why := range a.Assumptions {
		b.WriteString(visible.Sprintf("\n  not known: %s\n", why))
	}

	if a.More > 0 {
		b.WriteString(visible.Sprintf("\n  and %d more pairs of places\n", a.More))
	}

	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write text: %w", err)
	}

	return nil
}

func portClause(port string) string {
	if port == "" {
		return ""
	}

	return ", " + port
}

// A passageGroup is passages whose paths differ in the places only.
type passageGroup struct {
	Passage

	path   []reach.Step
	others int
}

func (a *Answer) alike() []*passageGroup {
	var groups []*passageGroup

	seen := map[string]*passageGroup{}

	for _, p := range a.Allowed {
		for _, path := range p.paths {
			key := signature(p, path)
			if g := seen[key]; g != nil {
				g.others++

				continue
			}

			g := &passageGroup{Passage: p, path: path}
			seen[key] = g

			groups = append(groups, g)
		}
	}

	return groups
}

// signature leaves out the steps that name a place: its ends, their public addresses, the ports a task holds.
func signature(p Passage, path []reach.Step) string {
	parts := []string{p.Via, string(p.Verdict), p.Services}

	for _, step := range path {
		switch step.Kind {
		case "from", "to", "publicAddress", "portMapping":
		default:
			parts = append(parts, step.Text)
		}
	}

	return strings.Join(parts, "\n")
}

func (g *passageGroup) more() string {
	if g.others == 0 {
		return ""
	}

	return " (and at " + places(g.others) + " alike)"
}

// places counts others than the one that is told.
func places(more int) string {
	if more == 1 {
		return "1 more place"
	}

	return fmt.Sprintf("%d more places", more)
}

func (p Passage) how() string {
	way := "directly"
	if p.Via != "" {
		way = "through load balancer " + p.Via
	}

	switch p.Verdict {
	case reach.Partly:
		return way + ", for some of the addresses"
	case reach.Unknown:
		return way + ", as far as is known"
	default:
		return way
	}
}

func (a *Answer) blockersTitle() string {
	if len(a.Allowed) > 0 {
		return "stopped otherwise by"
	}

	return "stopped by"
}

// collapsed tells once what several places lack.
func collapsed(steps []reach.Step) []reach.Step {
	var told []reach.Step

	more := map[string]int{}

	for _, step := range steps {
		what, _, ofPlace := strings.Cut(step.Text, ": ")
		if ofPlace && step.Kind == "publicAddress" {
			more[what]++
			if more[what] > 1 {
				continue
			}
		}

		told = append(told, step)
	}

	for i, step := range told {
		if what, _, _ := strings.Cut(step.Text, ": "); more[what] > 1 {
			told[i].Text += " (and at " + places(more[what]-1) + ")"
		}
	}

	return told
}

func writeSteps(b *strings.Builder, steps []reach.Step) {
	for i, step := range steps {
		branch := "├─"
		if i == len(steps)-1 {
			branch = "└─"
		}

		b.WriteString(visible.Sprintf("    %s %s\n", branch, step.Text))
	}
}
