package placement

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// satisfies reports whether the instance meets every memberOf expression. why is set, and the verdict means
// nothing, where an expression is outside of what ecslint judges: comparisons of attributes with ==, !=, in
// and =~, joined by and, or and parentheses.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
func (m *Model) satisfies(instance *snapshot.ContainerInstance, expressions []string) (verdict bool, why string) {
	for _, text := range expressions {
		e, ok := parseExpression(text)
		if !ok {
			return false, "placement constraint " + text + " is beyond what ecslint judges"
		}

		switch e.eval(instance) {
		case no:
			return false, ""
		case undecided:
			return false, "placement constraint " + text + " cannot be decided for " + snapshot.Name(instance.ID)
		case yes:
		}
	}

	return true, ""
}

// answer is three-valued, so that what cannot be judged is neither a match nor a mismatch.
type answer int

const (
	no answer = iota
	undecided
	yes
)

type expression interface {
	eval(instance *snapshot.ContainerInstance) answer
}

type (
	and        struct{ left, right expression }
	or         struct{ left, right expression }
	comparison struct {
		attribute, operator string
		values              []string
	}
)

func (e and) eval(i *snapshot.ContainerInstance) answer { return min(e.left.eval(i), e.right.eval(i)) }

func (e or) eval(i *snapshot.ContainerInstance) answer { return max(e.left.eval(i), e.right.eval(i)) }

// eval takes an instance without the attribute for one that equals and matches nothing. What != then means
// is not documented, so it stays undecided.
func (e comparison) eval(i *snapshot.ContainerInstance) answer {
	value, ok := attribute(i, e.attribute)

	switch {
	case !ok && e.operator == "!=":
		return undecided
	case !ok:
		return no
	case e.operator == "!=":
		return decide(value != e.values[0])
	case e.operator == "=~":
		return matches(e.values[0], value)
	default:
		return decide(slices.Contains(e.values, value))
	}
}

func decide(b bool) answer {
	if b {
		return yes
	}

	return no
}

// matches is undecided where it matters whether the pattern must match the whole value, which the
// documentation does not say, and where the pattern is not one that Go and Java read alike.
func matches(pattern, value string) answer {
	part, err := regexp.Compile(pattern)
	if err != nil {
		return undecided
	}

	whole, err := regexp.Compile(`^(?:` + pattern + `)$`)
	if err != nil {
		return undecided
	}

	if part.MatchString(value) != whole.MatchString(value) {
		return undecided
	}

	return decide(whole.MatchString(value))
}

// parser reads: or-expression := and-expression { "or" and-expression }, and so on downwards.
type parser struct{ tokens []string }

var tokenPattern = regexp.MustCompile(`\s*(\(|\)|\[|\]|,|&&|\|\||==|!=|=~|[^\s()\[\],=!&|~]+)`)

func parseExpression(text string) (expression, bool) {
	p := &parser{}

	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		at := tokenPattern.FindStringSubmatchIndex(rest)
		if len(at) == 0 || at[0] != 0 {
			return nil, false
		}

		p.tokens = append(p.tokens, rest[at[2]:at[3]])
		rest = rest[at[1]:]
	}

	e, ok := p.or()

	return e, ok && len(p.tokens) == 0
}

func (p *parser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}

	token := p.tokens[0]
	p.tokens = p.tokens[1:]

	return token
}

func (p *parser) accept(tokens ...string) bool {
	if len(p.tokens) > 0 && slices.Contains(tokens, p.tokens[0]) {
		p.tokens = p.tokens[1:]

		return true
	}

	return false
}

func (p *parser) or() (expression, bool) {
	left, ok := p.and()

	for ok && p.accept("or", "||") {
		var right expression

		right, ok = p.and()
		left = or{left, right}
	}

	return left, ok
}

func (p *parser) and() (expression, bool) {
	left, ok := p.term()

	for ok && p.accept("and", "&&") {
		var right expression

		right, ok = p.term()
		left = and{left, right}
	}

	return left, ok
}

func (p *parser) term() (expression, bool) {
	if p.accept("(") {
		e, ok := p.or()

		return e, ok && p.accept(")")
	}

	name, isAttribute := strings.CutPrefix(p.next(), "attribute:")
	if !isAttribute || name == "" {
		return nil, false
	}

	switch operator := p.next(); operator {
	case "==", "equals":
		return p.comparison(name, "==")
	case "!=", "not_equals":
		return p.comparison(name, "!=")
	case "=~", "matches":
		return p.comparison(name, "=~")
	case "in":
		values, ok := p.list()

		return comparison{name, "in", values}, ok
	default:
		return nil, false
	}
}

func (p *parser) comparison(name, operator string) (expression, bool) {
	value := p.next()

	return comparison{name, operator, []string{value}}, literal(value)
}

func (p *parser) list() ([]string, bool) {
	if !p.accept("[") {
		return nil, false
	}

	var values []string

	for {
		value := p.next()
		if !literal(value) {
			return nil, false
		}

		values = append(values, value)

		if p.accept("]") {
			return values, true
		}

		if !p.accept(",") {
			return nil, false
		}
	}
}

func literal(token string) bool { return token != "" && !strings.ContainsAny(token, "()[],=!&|~") }
