package question

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/placement"
	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// A Matrix says for every service which of the declared ports of every other one it reaches directly.
type Matrix struct {
	// Sources are the rows, the internet first; Targets the columns. Services are CLUSTER/NAME, behind their
	// account and region where several have one name.
	Sources []string `json:"sources"`
	Targets []string `json:"targets"`
	Cells   [][]Cell `json:"cells"`

	// Assumptions are what the cells rest on, certain ones too.
	Assumptions []string `json:"assumptions"`
}

// A Cell is what one source reaches of one target.
type Cell struct {
	Verdict  reach.Verdict `json:"verdict"`
	Services string        `json:"services,omitempty"`
}

// Matrix asks for every pair of services of the snapshot. Its cost grows with the square of their number.
func (m *Model) Matrix() *Matrix {
	matrix := &Matrix{Sources: []string{"internet"}, Assumptions: []string{}}
	names := map[string]int{}

	services := m.tenants(func(t *placement.Tenant) bool { return t.Service != nil })
	ends := make([]*endpoint, 0, 1+len(services))
	ends = append(ends, bare(m.reach.InternetPlace("internet")))

	for _, t := range services {
		names[serviceName(t)]++
	}

	for _, t := range services {
		name := serviceName(t)
		if names[name] > 1 {
			name = t.Service.Account + "/" + t.Service.Region + "/" + name
		}

		matrix.Targets = append(matrix.Targets, name)
		ends = append(ends, m.serviceEndpoint(t, name, t.Name()))
	}

	matrix.Sources = append(matrix.Sources, matrix.Targets...)

	for _, from := range ends {
		row := make([]Cell, 0, len(matrix.Targets))
		for _, to := range ends[1:] {
			cell, assumptions := m.cell(from, to)
			row = append(row, cell)
			matrix.Assumptions = append(matrix.Assumptions, assumptions...)
		}

		matrix.Cells = append(matrix.Cells, row)
	}

	slices.Sort(matrix.Assumptions)
	matrix.Assumptions = slices.Compact(matrix.Assumptions)

	return matrix
}

func serviceName(t *placement.Tenant) string { return t.Cluster.Name + "/" + t.Name() }

// cell asks about what the target declares. One that declares nothing is blocked: nobody says that it listens.
func (m *Model) cell(from, to *endpoint) (cell Cell, assumptions []string) {
	tally := tally{pairs: map[reach.Verdict]int{}, unsure: len(from.unknown)+len(to.unknown) > 0}

	var passed netset.Services

	for i := range from.sites {
		for j := range to.sites {
			asked := to.sites[j].point.Declared()
			flow := m.reach.Between(from.sites[i].place, to.sites[j].place, asked)
			bounds := flow.Join(onOne(&from.sites[i], &to.sites[j], asked))
			r := result{doubts: m.reach.Assumptions(flow)}
			r.drawn(&to.sites[j], flow.MaySome)
			assumptions = append(assumptions, r.doubts...)
			tally.pairs[bounds.Verdict(asked)]++
			passed = passed.Union(bounds.MaySome)
		}
	}

	cell = Cell{Verdict: tally.verdict()}
	if !passed.IsEmpty() {
		cell.Services = passed.String()
	}

	return cell, assumptions
}

func (c Cell) text() string {
	switch c.Verdict {
	case reach.Blocked:
		return "–"
	case reach.Allowed:
		return c.Services
	default:
		return strings.TrimSpace(string(c.Verdict) + " " + c.Services)
	}
}

// Write writes the matrix as markdown, csv or json.
func (m *Matrix) Write(w io.Writer, format string) error {
	switch format {
	case "json":
		return encode(w, m)
	case "csv":
		return m.csv(w)
	default:
		return m.markdown(w)
	}
}

// corner says what the cells hold.
const corner = "direct, declared ports"

func shown(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = visible.String(name)
	}

	return all
}

func (m *Matrix) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := make([][]string, 0, 1+len(m.Sources))
	rows = append(rows, append([]string{corner}, shown(m.Targets)...))

	for i, source := range m.Sources {
		row := append(make([]string, 0, 1+len(m.Cells[i])), visible.String(source))
		for _, cell := range m.Cells[i] {
			row = append(row, cell.text())
		}

		rows = append(rows, row)
	}

	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}

	return nil
}

func (m *Matrix) markdown(w io.Writer) error {
	var b strings.Builder

	fmt.Fprintf(&b, "| %s | %s |\n|%s\n",
		corner, strings.Join(shown(m.Targets), " | "), strings.Repeat("---|", len(m.Targets)+1))

	for i, source := range m.Sources {
		b.WriteString("| " + visible.String(source) + " |")

		for _, cell := range m.Cells[i] {
			b.WriteString(" " + cell.text() + " |")
		}

		b.WriteString("\n")
	}

	for _, why := range m.Assumptions {
		b.WriteString(visible.Sprintf("\nnot known: %s\n", why))
	}

	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write Markdown: %w", err)
	}

	return nil
}
