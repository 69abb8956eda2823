package output

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fatih/color"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// undecided tells what is not decided, of rules that could have found something severe enough to be shown.
func (t *texter) undecided(all []finding.Undecided) {
	all = t.severeEnough(all)
	if len(all) == 0 {
		return
	}

	t.printf("%s\n\n", t.style("Not decided", color.Bold))

	doubts := byPlace(all)
	if len(doubts) > mostDoubts {
		t.reasons(doubts)
	} else {
		for _, d := range doubts {
			t.wrap("  ", "    ", fmt.Sprintf("%s: %s; not judged: %s", d.place, d.reason, strings.Join(d.rules, ", ")))
		}
	}

	t.printf("\n")
}

func (t *texter) severeEnough(all []finding.Undecided) []finding.Undecided {
	return slices.DeleteFunc(slices.Clone(all), func(u finding.Undecided) bool {
		return u.Worst != "" && !u.Worst.AtLeast(t.opts.MinSeverity)
	})
}

// What is undecided is told place by place as long as a person reads it so, and then by reason: so many reasons, with a
// few of the places, resources and rules of each.
const (
	mostDoubts  = 12
	mostReasons = 12
	few         = 3
)

// reasons tells of many places why they are not decided, the most frequent reason first.
func (t *texter) reasons(doubts []doubt) {
	all := byReason(doubts)

	for i, r := range all {
		if i == mostReasons {
			break
		}

		t.wrap("  ", "    ", r.text+"; "+notJudged(r.rules))
		t.wrap("    at ", "       ", someOf(r.places, 0))
	}

	if n := len(all) - mostReasons; n > 0 {
		t.wrap("  ", "    ", fmt.Sprintf("and %d more %s; -f json tells all", n, plural(n, "reason")))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}

	return noun + "s"
}

// someOf names a few of a list, and counts the rest.
func someOf(list []string, more int) string {
	if len(list) > few {
		list, more = list[:few], more+len(list)-few
	}

	text := strings.Join(list, ", ")
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}

	return text
}

// notJudged names the rules, or counts them: nobody reads thirty.
func notJudged(rules []string) string {
	if len(rules) > few {
		return fmt.Sprintf("not judged by %d rules", len(rules))
	}

	return "not judged: " + strings.Join(rules, ", ")
}

// A reason is why several places are not decided.
type reason struct {
	text          string
	places, rules []string
}

func byReason(doubts []doubt) []reason {
	index := map[string]int{}

	var all []reason

	for _, d := range doubts {
		text := withoutRule(d.reason)

		at, seen := index[text]
		if !seen {
			at = len(all)
			index[text] = at

			all = append(all, reason{text: text})
		}

		r := &all[at]
		r.places = union(r.places, d.place)
		r.rules = union(r.rules, d.rules...)
	}

	slices.SortStableFunc(all, func(a, b reason) int {
		return cmp.Or(cmp.Compare(len(b.places), len(a.places)), cmp.Compare(len(b.rules), len(a.rules)))
	})

	return all
}

// withoutRule is a reason without the group rule that gives it: many rules of a group have the same one.
func withoutRule(text string) string {
	if rest, ok := strings.CutPrefix(text, "rule "); ok {
		if _, why, ok := strings.Cut(rest, ": "); ok {
			return why
		}
	}

	return text
}

func union(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}

	return list
}

// doubt is what several rules cannot tell about one place for one reason.
type doubt struct {
	place, reason string
	rules         []string
}

func byPlace(all []finding.Undecided) []doubt {
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
			line += " for " + someOf(g.Resources, g.More)
		}

		line += blinds(g.Blinds)
		if len(g.Weakens) > 0 {
			line += "; may be worse than told: " + someOf(g.Weakens, 0)
		}

		t.wrap("  ", "    ", line)
	}

	t.printf("\n")
}
