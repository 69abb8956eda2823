package finding

import (
	"slices"
	"time"
)

// Schema names the version of the JSON form of a [Report]. The form only ever grows.
const Schema = "ecslint.report/v1"

// A Report is the answer to one run.
type Report struct {
	Schema string `json:"schema"`
	Tool   Tool   `json:"tool"`

	// CollectedAt is when the snapshot was read, not when the report was made.
	CollectedAt time.Time   `json:"collectedAt,omitzero"`
	Sources     []Source    `json:"sources"`
	Rules       []RuleRun   `json:"rules"`
	Findings    []Finding   `json:"findings"`
	Undecided   []Undecided `json:"undecided,omitempty"`
	Gaps        []Gap       `json:"gaps"`
	Problems    []Problem   `json:"problems,omitempty"`
	Summary     Summary     `json:"summary"`

	// Yielded are the findings that are told as evidence of others.
	Yielded []Finding `json:"-"`
}

// Tool is what made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// A Source is a place that was read.
type Source struct {
	Kind    string `json:"kind"`
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	Path    string `json:"path,omitempty"`
}

// A RuleRun says that a rule was asked, and about how many resources. A rule that is missing here was not asked.
type RuleRun struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Evaluated int    `json:"evaluated"`
}

// Undecided is a resource a rule could not judge, and why. It is never a pass.
type Undecided struct {
	Rule     string    `json:"rule"`
	Resource Resource  `json:"resource"`
	Location *Location `json:"location,omitempty"`
	Reason   string    `json:"reason"`

	// Status is [StatusExisting], or empty.
	Status string `json:"status,omitempty"`

	// Worst is the worst that the rule could have found; empty where that is not known.
	Worst Severity `json:"-"`

	// Key is what is undecided in words that every source shares.
	Key string `json:"-"`
}

// A Gap is something that could not be read, and the rules that do not see because of it.
type Gap struct {
	What    string `json:"what"`
	Why     string `json:"why"`
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`

	// Resources are the first ten that are missing, More how many others; both empty for all of a kind.
	Resources []string `json:"resources,omitempty"`
	More      int      `json:"more,omitempty"`
	Blinds    []string `json:"blinds,omitempty"`

	// Weakens are the rules whose findings may be worse than they are told.
	Weakens []string `json:"weakens,omitempty"`

	// Incomplete marks a call that failed and that no documented default stands in for: the scan is incomplete.
	Incomplete bool `json:"incomplete,omitempty"`
}

// A Problem is an error about what was to be read, such as a file with a syntax error: nothing of it was checked. A run
// with problems has exit status 2, whatever was found in the rest, or 130 where it was interrupted.
type Problem struct {
	// Text says where the error is, what is wrong and what would be right.
	Text string `json:"text"`
}

// Summary counts the report. A finding counts once: by its severity where it is new, else by its status.
type Summary struct {
	Critical   int `json:"critical"`
	High       int `json:"high"`
	Medium     int `json:"medium"`
	Low        int `json:"low"`
	Info       int `json:"info"`
	Suppressed int `json:"suppressed"`
	Known      int `json:"known"`
	Undecided  int `json:"undecided"`

	// Existing counts the findings that were there before the change.
	Existing int `json:"existing,omitzero"`

	// Gone counts those that are no more with the change.
	Gone int `json:"gone,omitzero"`

	Scanned Scanned `json:"scanned"`
}

// Scanned counts what the report is about, so that an empty account does not look like a clean one.
type Scanned struct {
	TaskDefinitions   int `json:"taskDefinitions"`
	Services          int `json:"services"`
	SecurityGroups    int `json:"securityGroups"`
	NetworkInterfaces int `json:"networkInterfaces"`
}

// Finish brings the report into its one order, counts it, and makes every list non-nil, so that JSON says []
// and not null. It is called where the report leaves the analyzer, and again once findings are added to it.
func (r *Report) Finish() {
	slices.SortFunc(r.Findings, Compare)
	slices.SortFunc(r.Undecided, compareUndecided)

	r.Undecided = slices.CompactFunc(r.Undecided, func(a, b Undecided) bool { return compareUndecided(a, b) == 0 })

	r.Findings = nonNil(r.Findings)
	r.Gaps = nonNil(r.Gaps)
	r.Rules = nonNil(r.Rules)
	r.Sources = nonNil(r.Sources)

	for i := range r.Findings {
		r.Findings[i].Evidence = nonNil(r.Findings[i].Evidence)
	}

	r.Count()
}

// Count makes the summary, anew where statuses have changed.
func (r *Report) Count() {
	r.Summary = Summary{Scanned: r.Summary.Scanned, Gone: r.Summary.Gone}

	for i := range r.Findings {
		r.Summary.count(&r.Findings[i])
	}

	for i := range r.Undecided {
		if r.Undecided[i].Status != StatusExisting {
			r.Summary.Undecided++
		}
	}
}

func (s *Summary) count(f *Finding) {
	switch f.Status {
	case StatusSuppressed:
		s.Suppressed++
	case StatusKnown:
		s.Known++
	case StatusExisting:
		s.Existing++
	default:
		s.countNew(f.Severity)
	}
}

func (s *Summary) countNew(severity Severity) {
	switch severity {
	case Critical:
		s.Critical++
	case High:
		s.High++
	case Medium:
		s.Medium++
	case Low:
		s.Low++
	case Info:
		s.Info++
	}
}

// AtLeast counts the new findings as bad as severity, or worse.
func (r *Report) AtLeast(severity Severity) int {
	n := 0

	for i := range r.Findings {
		if r.Findings[i].New() && r.Findings[i].Severity.AtLeast(severity) {
			n++
		}
	}

	return n
}

// Partial reports whether something that was to be checked was not, so that no findings says nothing.
func (r *Report) Partial() bool { return len(r.Problems) > 0 || r.Incomplete() }

// Incomplete reports whether a failed call blinds a rule that ran.
func (r *Report) Incomplete() bool {
	return slices.ContainsFunc(r.Gaps, func(g Gap) bool { return g.Incomplete })
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}

	return s
}
