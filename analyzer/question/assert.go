package question

import (
	"fmt"
	"io"
	"strings"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/visible"
)

// An Expectation is one line of what a team expects of its network.
type Expectation struct {
	From   string `json:"from"   yaml:"from"`
	To     string `json:"to"     yaml:"to"`
	Port   string `json:"port"   yaml:"port"`
	Expect string `json:"expect" yaml:"expect"`

	// Direct leaves paths through load balancers out.
	Direct bool `json:"direct,omitempty" yaml:"direct"`
}

// A Check is an expectation with what holds.
type Check struct {
	Expectation

	Outcome Outcome `json:"outcome"`
	Answer  *Answer `json:"answer"`
}

// An Outcome says whether an expectation holds.
type Outcome string

// The outcomes.
const (
	OK        Outcome = "ok"
	Breach    Outcome = "BREACH"
	Undecided Outcome = "unknown"
)

// Check asks each question and compares. What holds in part is a breach, whatever was expected.
func (m *Model) Check(expectations []Expectation) ([]Check, error) {
	checks := make([]Check, 0, len(expectations))

	for i, e := range expectations {
		if e.Expect != string(reach.Allowed) && e.Expect != string(reach.Blocked) {
			return nil, fmt.Errorf("expectation %d: expect is %q; write allowed or blocked", i+1, e.Expect)
		}

		answer, err := m.Ask(Question{From: e.From, To: e.To, Port: e.Port, Direct: e.Direct})
		if err != nil {
			return nil, fmt.Errorf("expectation %d: %w", i+1, err)
		}

		checks = append(checks, Check{e, outcome(e, answer), answer})
	}

	return checks, nil
}

func outcome(e Expectation, a *Answer) Outcome {
	switch {
	case string(a.Verdict) == e.Expect:
		return OK
	case a.Verdict == reach.Unknown && !a.contradicts(e):
		return Undecided
	default:
		return Breach
	}
}

// contradicts reports whether an unknown verdict is known to be none that is expected: some of it must pass though
// all should be blocked, or some cannot though all should be allowed.
func (a *Answer) contradicts(e Expectation) bool {
	if e.Expect == string(reach.Blocked) {
		return a.passes
	}

	return a.stops
}

// CheckText writes one line for each expectation, and under it what was not known; under a breach what it rests on.
func CheckText(w io.Writer, checks []Check) error {
	var b strings.Builder

	for _, c := range checks {
		b.WriteString(visible.Sprintf("%-7s  %s → %s%s: expected %s, is %s\n",
			c.Outcome, c.From, c.To, portClause(c.Port), c.Expect, c.Answer.Verdict))

		if c.Outcome == OK {
			writeSteps(&b, c.Answer.granted())
		} else {
			writeSteps(&b, c.Answer.reasons())
		}
	}

	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write text: %w", err)
	}

	return nil
}

// CheckJSON writes the checks as one document.
func CheckJSON(w io.Writer, checks []Check) error { return encode(w, checks) }

// reasons are the first path of what passes, and what stops the rest.
func (a *Answer) reasons() []reach.Step {
	var steps []reach.Step
	if len(a.Paths) > 0 {
		steps = append(steps, a.Paths[0]...)
	}

	return append(append(steps, a.Blockers...), a.granted()...)
}

// granted are what was not known, or was taken for granted.
func (a *Answer) granted() []reach.Step {
	steps := make([]reach.Step, 0, len(a.Assumptions))

	for _, why := range a.Assumptions {
		steps = append(steps, reach.Step{Kind: "unknown", Text: "not known: " + why})
	}

	return steps
}
