package placement

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// A member is one memberOf expression, read once and asked of every instance. Where it is outside of what
// ecslint judges its expression is nil: that are comparisons of attributes with ==, !=, in and =~, joined by
// and, or and parentheses.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
type member struct {
	text       string
	expression expression
}

func membersOf(constraints []snapshot.PlacementConstraint) []member {
	var members []member

	for _, c := range constraints {
		if c.Type != "memberOf" {
			continue
		}

		e, ok := parseExpression(c.Expression)
		if !ok {
			e = nil
		}

		members = append(members, member{c.Expression, e})
	}

	return members
}

// satisfies reports whether the instance meets every expression. why is set, and the verdict means nothing,
// where that depends on one that cannot be decided.
func satisfies(instance *snapshot.ContainerInstance, members []member) (verdict bool, why string) {
	for _, m := range members {
		answer := undecided
		if m.expression != nil {
			answer = m.expression.eval(instance)
		}

		switch answer {
		case no:
			return false, ""
		case undecided:
			why = cmp.Or(why, m.why(instance))
		case yes:
		}
	}

	return true, why
}

func (m member) why(instance *snapshot.ContainerInstance) string {
	if m.expression == nil {
		return "placement constraint " + m.text + " is beyond what ecslint judges"
	}

	return "placement constraint " + m.text + " cannot be decided for " + snapshot.Name(instance.ID)
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
	and struct{ left, right expression }
	or  struct{ left, right expression }

	// equal is == and in.
	equal struct {
		attribute string
		values    []string
	}
	unequal struct{ attribute, value string }
	match   struct {
		attribute   string
		part, whole *regexp.Regexp
	}
)

// newMatch refuses a pattern that Go cannot read, since patterns are Java's, and one with a character class,
// in which [ and && mean other things to Java.
// https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
func newMatch(attribute, pattern string) (expression, bool) {
	part, err := regexp.Compile(pattern)
	whole, wholeErr := regexp.Compile(`^(?:` + pattern + `)$`)

	readable := err == nil && wholeErr == nil && !strings.Contains(pattern, "[") && !open(pattern)

	return match{attribute, part, whole}, readable
}

func (e and) eval(i *snapshot.ContainerInstance) answer { return min(e.left.eval(i), e.right.eval(i)) }

func (e or) eval(i *snapshot.ContainerInstance) answer { return max(e.left.eval(i), e.right.eval(i)) }

func (e equal) eval(i *snapshot.ContainerInstance) answer {
	value, ok := attribute(i, e.attribute)
	if !ok {
		return without(i, e.attribute)
	}

	equals := no
	for _, wanted := range e.values {
		equals = max(equals, same(value, wanted))
	}

	return equals
}

// eval is undecided for an instance without the attribute: what != then means is not documented.
func (e unequal) eval(i *snapshot.ContainerInstance) answer {
	value, ok := attribute(i, e.attribute)
	if !ok {
		return undecided
	}

	return yes - same(value, e.value)
}

// eval is undecided where it matters whether the pattern must match the whole value, which the
// documentation does not say.
func (e match) eval(i *snapshot.ContainerInstance) answer {
	value, ok := attribute(i, e.attribute)
	if !ok {
		return without(i, e.attribute)
	}

	if open(value) || e.part.MatchString(value) != e.whole.MatchString(value) {
		return undecided
	}

	return decide(e.whole.MatchString(value))
}

// without takes an instance without the attribute for one that equals and matches nothing. The attributes
// that name what the agent is capable of are not in a snapshot, and of an instance that is yet to start a stack says
// few, so there it cannot be told.
func without(i *snapshot.ContainerInstance, attribute string) answer {
	if i.Stack != "" || strings.HasPrefix(attribute, "com.amazonaws.") {
		return undecided
	}

	return no
}

// same compares texts of which a template may leave parts open, as in ${AWS::Region}a. They cannot be told apart unless
// they differ in nothing but what is written out.
func same(a, b string) answer {
	if a == b {
		return yes
	}

	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}

	inside := strings.LastIndex(a[:n], "${") > strings.LastIndexByte(a[:n], '}')
	if inside || open(a[n:]) || open(b[n:]) {
		return undecided
	}

	return no
}

// open reports whether a template leaves a part of a text open. No attribute has a dollar sign in it.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
func open(text string) bool { return strings.Contains(text, "${") }

func decide(b bool) answer {
	if b {
		return yes
	}

	return no
}
