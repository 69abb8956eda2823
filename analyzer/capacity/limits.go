package capacity

import (
	_ "embed"
	"strconv"
	"strings"
)

// Limits is how many tasks in awsvpc mode an instance of one type takes.
type Limits struct {
	// Plain is the limit without a trunk, Trunked that with one; Trunked is 0 where the type gets no trunk.
	Plain, Trunked int

	// Sure reports whether AWS documents Trunked. Where it is false the type may get no trunk, and where Trunked is
	// [Endless] nothing is known of how many tasks one takes.
	Sure bool
}

//go:embed limits.tsv
var limits string

// LimitsOf tells the limits of an instance type; the second result is false for one that ecslint does not know.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
func LimitsOf(instanceType string) (Limits, bool) {
	_, rest, found := strings.Cut(limits, "\n"+instanceType+"\t")
	if !found || strings.ContainsAny(instanceType, "\t\n") {
		return Limits{}, false
	}

	line, _, _ := strings.Cut(rest, "\n")
	plain, trunked, _ := strings.Cut(line, "\t")
	number, unsure := strings.CutPrefix(trunked, "~")

	l := Limits{Sure: !unsure}
	l.Plain, _ = strconv.Atoi(plain)
	l.Trunked, _ = strconv.Atoi(number)

	if unsure && number == "" {
		l.Trunked = Endless
	}

	return l, true
}
