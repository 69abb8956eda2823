package suggest

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/ecslint/ecslint/analyzer/visible"
)

// JSON writes the plan as one document.
func (p *Plan) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	if err := encoder.Encode(p); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}

	return nil
}

// Text writes the plan for people, in the order in which it is carried out. What names hold steers no terminal.
func (p *Plan) Text(w io.Writer) error {
	var b strings.Builder

	p.downstreamText(&b)

	for i := range p.Services {
		p.Services[i].text(&b)
	}

	for _, n := range p.NotApplicable {
		b.WriteString(visible.Sprintf("cluster %s, service %s: %s\n", n.Cluster, n.Service, n.Reason))
	}

	if len(p.Services)+len(p.NotApplicable) == 0 {
		b.WriteString("nothing to suggest: no service is in host or bridge mode\n")
	}

	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write text: %w", err)
	}

	return nil
}

func (p *Plan) downstreamText(b *strings.Builder) {
	if len(p.Downstream) == 0 {
		return
	}

	b.WriteString("First, before any service moves: these groups name the group of the instances. " +
		"Beside it they must admit\n\n")

	for _, d := range p.Downstream {
		direction := "from"
		if d.Egress {
			direction = "to"
		}

		b.WriteString(visible.Sprintf("  %s (%s), beside rule %s\n", d.GroupName, d.Group, d.Rule))

		if d.Undecided != "" {
			b.WriteString(visible.Sprintf("    ? it cannot be judged (%s); see to it by hand\n", d.Undecided))
		}

		for _, r := range d.Add {
			b.WriteString(visible.Sprintf("    + %s %s %s\n", r.Ports(), direction, r.Peer()))
		}
	}

	b.WriteString("\n")
}

func (s *Service) text(b *strings.Builder) {
	b.WriteString(visible.Sprintf(
		"cluster %s, service %s (%s, %s)\n\n", s.Cluster, s.Service, s.TaskDefinition, s.NetworkMode))

	for _, g := range s.groups() {
		g.text(b)
	}

	for _, r := range s.Removed {
		b.WriteString(visible.Sprintf("  - not carried over: %s from %s\n      %s\n", r.Ports(), r.Peer(), r.Reason))
	}

	for _, n := range s.Notes {
		b.WriteString(visible.Sprintf("  note: %s\n", n))
	}

	b.WriteString("\n")
}

func (g *Group) text(b *strings.Builder) {
	b.WriteString(visible.Sprintf("  group %s  %s\n", g.Name, g.Description))

	if len(g.Ingress) == 0 {
		b.WriteString("    in   nothing is declared to be needed\n")
	}

	for _, r := range g.Ingress {
		b.WriteString(visible.Sprintf("    in   %s from %s%s\n           %s\n", r.Ports(), r.Peer(), r.flag(), r.Reason))
	}

	for _, r := range g.Egress {
		b.WriteString(visible.Sprintf("    out  %s to %s%s\n           %s\n", r.Ports(), r.Peer(), r.flag(), r.Reason))
	}
}

func (r Rule) flag() string {
	if r.Flag == "" {
		return ""
	}

	return "  [" + r.Flag + "]"
}
