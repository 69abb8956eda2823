package overlay

import (
	"strings"
	"unicode"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// match is the places of what the account calls by a written name. Where the file writes none, and so the name is the
// one in its address, these are the places of what has a name that CloudFormation makes of that.
func match[T any](list []T, id, name string, nameOf func(*T) string, fits func(*T) bool) []int {
	var exact, made []int

	for i := range list {
		switch called := nameOf(&list[i]); {
		case name == "" || !fits(&list[i]):
		case called == name:
			exact = append(exact, i)
		case madeOf(id, name, called):
			made = append(made, i)
		}
	}

	if len(exact) > 0 {
		return exact
	}

	return made
}

// madeOf reports whether CloudFormation made a name of the logical ID that is in an ID: STACK-LOGICALID-RANDOM.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
func madeOf(id, name, called string) bool {
	const leastRandom = 12 // characters, as in every example there

	logical, ok := unnamed(id, name)
	at := strings.LastIndexByte(called, '-')

	if !ok || at < 0 || len(called)-at <= leastRandom || strings.ContainsFunc(called[at+1:], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		return false
	}

	return called[:at] == logical || strings.HasSuffix(called[:at], "-"+logical)
}

// unnamed reports whether a template leaves a name to CloudFormation, so that it is the logical ID for us.
func unnamed(id, name string) (logical string, ok bool) {
	_, address, ok := strings.Cut(id, "#")
	logical = address[strings.LastIndexByte(address, '.')+1:]

	return logical, ok && !strings.Contains(address, "_") && (name == address || name == logical)
}

// address is that of what a stack writes, in its ID.
func address(id string) string {
	_, address, _ := strings.Cut(id, "#")

	return address
}

// symbolic reports whether an ID is an address in a stack, and no ID or name of AWS.
func symbolic(id string) bool { return strings.Contains(id, "#") }

// near is what may be meant by what a file writes: what is not said to be elsewhere.
func near[T any](written snapshot.Meta, metaOf func(*T) *snapshot.Meta) func(*T) bool {
	return func(of *T) bool { return !elsewhere(written, *metaOf(of)) }
}
