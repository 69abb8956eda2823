package credential

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A credentialShape is what a kind of credential looks like. Only a value that holds one of the marks is
// compared with the pattern, since most values of most files are compared in vain.
type credentialShape struct {
	marks   []string
	pattern *regexp.Regexp
}

//nolint:gochecknoglobals // a table that is never written to; its patterns are costly to compile
var credentialShapes = []credentialShape{
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
	{[]string{"AKIA", "ASIA"}, regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`)},
	// https://www.rfc-editor.org/rfc/rfc7468
	{[]string{"-----BEGIN"}, regexp.MustCompile(`-{5}BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-{5}`)},
	// https://docs.slack.dev/authentication/tokens
	{[]string{"xox"}, regexp.MustCompile(`\bxox[baprs]-[A-Za-z0-9-]{10,}`)},
	// https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available/
	{[]string{"gh"}, regexp.MustCompile(`\bgh[pousr]_\w{36,}`)},
	// https://www.rfc-editor.org/rfc/rfc7519: two JSON objects and a signature, each in base64url.
	{[]string{"eyJ"}, regexp.MustCompile(`\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`)},
}

// Shaped reports whether the value of a variable is shaped like a credential. It rather misses one than
// takes something else for one: a false alarm teaches people to look away. It reads the value once, however long.
func Shaped(name, value string) bool {
	if value == "" || Placeholder(value) {
		return false
	}

	for _, shape := range credentialShapes {
		for _, mark := range shape.marks {
			if strings.Contains(value, mark) && isReal(shape.pattern.FindString(value)) {
				return true
			}
		}
	}

	// Only the name makes a random value a secret: build numbers and image digests are random, too.
	return holdsPassword(value) || NamesSecret(name) && isRandom(value)
}

// ShapedName reports whether the name of a variable is shaped like a credential itself, as where someone wrote the
// value in its place. A name joins its words by underscores, some credentials too: each may begin one.
func ShapedName(name string) bool {
	const secret = "SECRET" // what is drawn by a machine is no name

	for rest, more := name, true; more; _, rest, more = strings.Cut(rest, "_") {
		if Shaped(secret, rest) {
			return true
		}
	}

	return Shaped(secret, strings.ReplaceAll(name, "_", " "))
}

// holdsPassword reports whether a URL, or the first of several, has a password: scheme://user:password@host.
// https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
func holdsPassword(url string) bool {
	if strings.IndexByte(url, '@') < 0 {
		return false
	}

	_, authority, _ := strings.Cut(url, "://")
	if end := strings.IndexAny(authority, "/?#, "); end >= 0 {
		authority = authority[:end]
	}

	user := authority[:max(strings.LastIndexByte(authority, '@'), 0)]
	_, password, _ := strings.Cut(user, ":")

	return password != ""
}

// isReal leaves out the sample credentials of AWS's documentation, which say that they are an EXAMPLE.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
func isReal(match string) bool { return match != "" && !strings.Contains(match, "EXAMPLE") }

// NamesSecret reports whether a variable's name says that it holds a secret rather than where one is.
func NamesSecret(name string) bool {
	name = strings.ToUpper(name)
	contains := func(word string) bool { return strings.Contains(name, word) }
	ends := func(end string) bool { return strings.HasSuffix(name, end) }

	return slices.ContainsFunc([]string{"PASSWORD", "PASSWD", "SECRET", "TOKEN", "KEY"}, contains) &&
		!contains("PUBLIC") &&
		!slices.ContainsFunc([]string{"ID", "ARN", "NAME", "PATH", "FILE", "PREFIX", "HASH", "VERSION"}, ends)
}

// isRandom reports whether a value looks drawn by a machine: long, of letters in both cases and digits, a tenth
// of it each at least, and hardly repeating itself.
func isRandom(value string) bool {
	const (
		shortest = 20
		bits     = 3.7 // per character; English words and paths have less
	)

	var lower, upper, digits int

	for _, r := range value {
		switch {
		case r <= ' ', r > '~', strings.ContainsRune(`:,;{}[]()"'`, r):
			return false
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r):
			upper++
		case unicode.IsDigit(r):
			digits++
		}
	}

	return len(value) >= shortest && 10*min(lower, upper, digits) >= len(value) &&
		entropy(value) >= bits
}

// entropy is Shannon's, in bits per byte.
func entropy(value string) float64 {
	var count [256]float64
	for i := range len(value) {
		count[value[i]]++
	}

	sum := 0.0

	for b := range count {
		if share := count[b] / float64(len(value)); share > 0 {
			sum -= share * math.Log2(share)
		}
	}

	return sum
}
