// Package ignore reads the ignores that stand beside what they speak of: comments in YAML and HCL, the Docker label
// ecslint.ignore, the Metadata of a CloudFormation resource. All are written alike:
//
//	RULE[,RULE] until=YYYY-MM-DD reason="…"
//
// It says what stands where, and which lines it covers; whether the rule exists and the day has passed is not for a
// reader to say. What cannot be read is kept with the problem it has, so that a typing error does not go unseen.
package ignore

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// marker is what all directives in comments begin with.
const marker = "ecslint:"

// InFile lists the ignores in the comments of a file, in their order. Its name, as of [snapshot.Origin], says what
// comments look like: HCL's in .tf and .hcl, none in JSON, YAML's in all else. A file that cannot be parsed has none:
// whoever reads it says what is wrong.
func InFile(name string, data []byte) []snapshot.Suppression {
	if !bytes.Contains(data, []byte(marker)) {
		return nil
	}

	switch strings.ToLower(filepath.Ext(name)) {
	case ".tf", ".tofu", ".hcl":
		return inHCL(name, data)
	case ".json":
		return nil
	default:
		return inYAML(name, data)
	}
}

// A comment is one that stands in a file, from its sign to the end of the line.
type comment struct {
	text         string
	line, column int // counted from 1, columns in bytes

	// alone is set where nothing else stands on the line.
	alone bool
}

// suppression is the ignore that a comment is, if it is one.
func (c comment) suppression(file string) (snapshot.Suppression, bool) {
	text := strings.TrimSpace(strings.TrimLeft(c.text, "#/"))

	directive, ok := strings.CutPrefix(text, marker)
	if !ok {
		return snapshot.Suppression{}, false
	}

	s := snapshot.Suppression{}
	word, rest, _ := strings.Cut(strings.TrimSpace(directive), " ")

	switch {
	case word == "ignore":
		s = parse(rest)
	case strings.HasPrefix(directive, " "), directive == "":
		return s, false // prose about ecslint
	default:
		s.Problem = "a comment that begins with ecslint: is not ecslint:ignore; " + usage
	}

	s.Kind = snapshot.SuppressionComment
	s.Origin = snapshot.Origin{File: file, Range: snapshot.Range{
		StartLine: c.line, StartColumn: c.column, EndLine: c.line, EndColumn: c.column + len(c.text),
	}}

	return s, true
}

// covered are the lines of what a comment speaks of: what begins on its own line or, where it stands alone, on the
// next one that is neither blank nor a comment. last says where that ends.
func (c comment) covered(lines []string, last func(line int) int) snapshot.Lines {
	first := c.line

	for c.alone && first <= len(lines) && isComment(lines[first-1]) {
		first++
	}

	if first > len(lines) {
		return snapshot.Lines{}
	}

	return snapshot.Lines{First: first, Last: max(first, last(first))}
}

// isComment reports whether a line says nothing to a parser. // is HCL's; no key or item of YAML begins so.
func isComment(line string) bool {
	line = strings.TrimSpace(line)

	return line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//")
}

// split is the lines of a file, as \n ends them.
func split(data []byte) []string { return strings.Split(string(data), "\n") }
