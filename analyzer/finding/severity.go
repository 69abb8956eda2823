package finding

import (
	"fmt"
	"slices"
)

// A Severity says what an attacker or an outage gains here, on the account as it is.
type Severity string

// The severities, from the worst.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
	Info     Severity = "info"
)

// Severities lists every severity, from the worst.
func Severities() []Severity { return []Severity{Critical, High, Medium, Low, Info} }

// Rank is 0 for the worst severity and grows as they get milder; an unknown one ranks behind all.
func (s Severity) Rank() int {
	if i := slices.Index(Severities(), s); i >= 0 {
		return i
	}

	return len(Severities())
}

// AtLeast reports whether s is as bad as other, or worse.
func (s Severity) AtLeast(other Severity) bool { return s.Rank() <= other.Rank() }

// ParseSeverity reads a severity as a user types it.
func ParseSeverity(text string) (Severity, error) {
	if s := Severity(text); s.Rank() < len(Severities()) {
		return s, nil
	}

	return "", fmt.Errorf("%q is no severity; use one of critical, high, medium, low, info", text)
}
