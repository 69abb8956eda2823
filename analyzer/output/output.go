// Package output writes a report in the format a reader asks for. A format knows nothing of the analysis, and
// what it writes depends on the report alone.
package output

import (
	"fmt"
	"io"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// A Format writes a report.
type Format func(io.Writer, *finding.Report) error

// Options are what formats for people depend on.
type Options struct {
	// Color reports whether to use terminal colours.
	Color bool

	// MinSeverity hides milder findings from text; they are counted. Formats for programs show all.
	MinSeverity finding.Severity

	// Suppressed lists what is suppressed or known below the findings; otherwise it is counted.
	Suppressed bool
	// All shows findings that were there before the change in text too; without, they are counted.
	All bool

	// Next is a hint at what to type next, printed below a text report with findings; empty for none.
	Next string
}

// Names lists the formats.
func Names() []string { return []string{"text", "json", "ndjson"} }

// New returns the format of the given name.
func New(name string, opts Options) (Format, error) {
	switch name {
	case "text":
		return func(w io.Writer, r *finding.Report) error { return text(w, r, opts) }, nil
	case "json":
		return JSON, nil
	case "ndjson":
		return NDJSON, nil
	default:
		return nil, fmt.Errorf("no format %q; there are %s", name, strings.Join(Names(), ", "))
	}
}

// sticky is a writer that remembers its first error, so that a format can print without asking each time. What it is
// given to print comes from files and accounts, so it shows what would steer a terminal.
type sticky struct {
	w   io.Writer
	err error
}

func (s *sticky) printf(format string, args ...any) {
	if s.err == nil {
		_, s.err = io.WriteString(s.w, visible.Sprintf(format, args...))
	}
}
