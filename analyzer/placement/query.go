package placement

import (
	"regexp"
	"slices"
	"strings"
)

// parser reads: or-expression := and-expression { "or" and-expression }, and so on downwards.
type parser struct{ tokens []string }

var tokenPattern = regexp.MustCompile(`\s*(\(|\)|\[|\]|,|&&|\|\||==|!=|=~|'[^']*'|[^\s()\[\],=!&|~'"]+)`)

// maxExpression is how long an expression may be, which also bounds how deep it nests.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html
const maxExpression = 2000

func parseExpression(text string) (expression, bool) {
	if len(text) > maxExpression {
		return nil, false
	}

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

	switch p.next() {
	case "==", "equals":
		value, ok := p.literal()

		return equal{name, []string{value}}, ok
	case "!=", "not_equals":
		value, ok := p.literal()

		return unequal{name, value}, ok
	case "=~", "matches":
		pattern, ok := p.literal()
		e, readable := newMatch(name, pattern)

		return e, ok && readable
	case "in":
		values, ok := p.list()

		return equal{name, values}, ok
	default:
		return nil, false
	}
}

func (p *parser) list() ([]string, bool) {
	if !p.accept("[") {
		return nil, false
	}

	var values []string

	for {
		value, ok := p.literal()
		if !ok {
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

// literal reads an argument, which AWS's examples write bare and in single quotes.
func (p *parser) literal() (string, bool) {
	token := p.next()
	if quoted, ok := strings.CutPrefix(token, "'"); ok {
		token = strings.TrimSuffix(quoted, "'")

		return token, token != ""
	}

	return token, token != "" && !strings.ContainsAny(token, "()[],=!&|")
}
