package output

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
)

func (t *texter) undecided(all []finding.Undecided) {
	if len(all) == 0 {
		return
	}

	t.printf("%s\n\n", t.style("Not decided", color.Bold))

	for _, g := range byReason(all) {
		t.wrap("  ", "    ", fmt.Sprintf("%s: %s; not judged: %s", g.place, g.reason, strings.Join(g.rules, ", ")))
	}

	t.printf("\n")
}

// doubt is what several rules cannot tell about one place for one reason.
type doubt struct {
	place, reason string
	rules         []string
}

func byReason(all []finding.Undecided) []doubt {
	index := map[[2]string]int{}

	var doubts []doubt

	for _, u := range all {
		place := name(u.Resource)
		if u.Location != nil {
			place = position(u.Location)
		}

		key := [2]string{place, u.Reason}

		at, seen := index[key]
		if !seen {
			at = len(doubts)
			index[key] = at

			doubts = append(doubts, doubt{place: place, reason: u.Reason})
		}

		if !slices.Contains(doubts[at].rules, u.Rule) {
			doubts[at].rules = append(doubts[at].rules, u.Rule)
		}
	}

	return doubts
}

// blinds names the rules that see less, a few of them: nobody reads thirty.
func blinds(rules []string) string {
	const most = 4

	switch {
	case len(rules) == 0:
		return ""
	case len(rules) <= most:
		return "; cannot see: " + strings.Join(rules, ", ")
	default:
		return fmt.Sprintf("; %d rules see less", len(rules))
	}
}

func (t *texter) gaps(all []finding.Gap) {
	if len(all) == 0 {
		return
	}

	t.printf("%s\n\n", t.style("Not read", color.Bold))

	for _, g := range all {
		line := fmt.Sprintf("%s: %s", g.What, g.Why)
		if g.Region != "" {
			line += " (" + g.Region + ")"
		}

		if len(g.Resources) > 0 {
			line += " for " + strings.Join(g.Resources, ", ")
		}

		if g.More > 0 {
			line += fmt.Sprintf(" and %d more", g.More)
		}

		line += blinds(g.Blinds)

		t.wrap("  ", "    ", line)
	}

	t.printf("\n")
}
