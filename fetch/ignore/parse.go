package ignore

import (
	"strings"
	"time"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// usage is the end of every problem: what to write.
const usage = `write RULE[,RULE] until=YYYY-MM-DD reason="…"`

// parse reads what stands behind ecslint:ignore.
func parse(text string) snapshot.Suppression {
	p := parser{rest: strings.TrimSpace(text)}

	p.rules()

	for p.rest != "" && p.read.Problem == "" {
		p.attribute()
	}

	return p.read
}

// A parser reads one ignore. It keeps the first problem.
type parser struct {
	rest string
	read snapshot.Suppression
}

func (p *parser) wrong(problem string) {
	if p.read.Problem == "" {
		p.read.Problem = problem + "; " + usage
	}
}

// rules reads what precedes the first attribute.
func (p *parser) rules() {
	text := p.rest
	p.rest = ""

	if at := firstAttribute(text); at >= 0 {
		text, p.rest = text[:at], text[at:]
	}

	for rule := range strings.SplitSeq(text, ",") {
		rule = strings.TrimSpace(rule)

		switch {
		case rule == "":
			p.wrong("the ignore names no rule")
		case strings.ContainsAny(rule, " \t"):
			p.wrong("between rules stand commas, and before a reason stands reason=")
		default:
			p.read.Rules = append(p.read.Rules, rule)
		}
	}
}

// firstAttribute is where the first word with a = in it begins; -1 without one.
func firstAttribute(text string) int {
	before, _, ok := strings.Cut(text, "=")
	if !ok {
		return -1
	}

	return strings.LastIndexAny(before, " \t") + 1
}

// attribute reads until or reason, each at most once.
func (p *parser) attribute() {
	name, rest, ok := strings.Cut(p.rest, "=")
	p.rest = rest

	switch {
	case !ok, name != "until" && name != "reason":
		p.wrong("behind the rules stand until= and reason= and nothing else")
	case name == "until" && p.read.Until == "":
		p.read.Until = p.value(strings.IndexAny(p.rest, " \t"))
		if !isDay(p.read.Until) {
			p.wrong("until is no day as in until=2026-12-31")
		}
	case name == "reason" && p.read.Reason == "":
		p.read.Reason = p.value(strings.Index(p.rest, " until="))
		if p.read.Reason == "" {
			p.wrong("the reason is empty, or its quotes are not closed")
		}
	default:
		p.wrong("until and reason stand there once")
	}
}

// value reads a value in quotes of either kind, or what stands before end, all where end is below 0.
func (p *parser) value(end int) string {
	if p.rest != "" && (p.rest[0] == '"' || p.rest[0] == '\'') {
		text, rest, closed := strings.Cut(p.rest[1:], p.rest[:1])
		if p.rest = strings.TrimSpace(rest); !closed {
			return ""
		}

		return strings.TrimSpace(text)
	}

	if end < 0 {
		end = len(p.rest)
	}

	text := p.rest[:end]
	p.rest = strings.TrimSpace(p.rest[end:])

	return strings.TrimSpace(text)
}

// isDay reports whether text is a day that exists.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)

	return err == nil
}
