// Package document reads a JSON or YAML file as a tree that keeps the place of every name and value.
//
// JSON is read as JSON, never by a YAML parser: YAML libraries refuse the legal escape \/ and misread
// surrogate pairs. YAML keeps its tags, since CloudFormation writes its functions as tags (!Ref); aliases and
// merge keys are resolved. In both, the last of several equal names wins, as in the AWS CLI, and is noted.
//
// Lines and columns count from 1, columns in bytes, and the end of a place is exclusive. Only \n ends a line,
// and a byte order mark has no width.
//
// Files may be hostile: size, depth and the number of values are bounded, those that YAML aliases multiply
// included, and no input makes the package panic. An error never quotes the file, which may hold secrets.
package document

import (
	"bytes"
	"path/filepath"
	"strings"
)

// MaxBytes is the size of the largest file that is read. The limit is our own, above what CloudFormation takes
// as a template.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const MaxBytes = 2 << 20

// MaxLargeBytes is the size of the largest file that [ParseLarge] reads.
const MaxLargeBytes = 64 << 20

const (
	// maxDepth bounds recursion here and in whoever walks the tree.
	maxDepth = 100

	// maxValues bounds memory: small files can hold many values, and YAML aliases multiply them.
	maxValues = 250_000

	// maxLargeValues is what a plan of [MaxLargeBytes] holds at most, of 20 bytes and more each.
	maxLargeValues = 3_000_000
)

// Parse reads data, the content of the named file, as JSON or YAML. A name that ends in .json, .yaml or .yml
// decides which; otherwise a file that begins with { or [ is JSON. The file itself is not opened. The error
// is a [*SyntaxError].
func Parse(file string, data []byte) (*Node, error) {
	roots, second, err := parse(file, data)

	switch {
	case err != nil:
		return nil, err
	case second != nil:
		return nil, second
	default:
		return roots[0], nil
	}
}

// ParseLarge is Parse for what programs write, such as the plan of a whole estate: up to [MaxLargeBytes], and of JSON
// alone.
func ParseLarge(file string, data []byte) (*Node, error) {
	src := newSource(bytes.TrimPrefix(data, []byte(byteOrderMark)))
	if wrong := checkText(src, MaxLargeBytes); wrong != nil {
		return nil, wrong.in(file, src)
	}

	return parseJSON(file, src, maxLargeValues)
}

// ParseAll is Parse for files that may hold several YAML documents, of which there is at least one. A file of JSON
// holds one.
func ParseAll(file string, data []byte) ([]*Node, error) {
	roots, _, err := parse(file, data)

	return roots, err
}

// parse also tells where a second YAML document begins, as the error it is to those who read one; nil without one.
func parse(file string, data []byte) (roots []*Node, second *SyntaxError, err error) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	src := newSource(data)

	wrong := checkText(src, MaxBytes)
	if wrong == nil && isJSON(file, data) {
		root, err := parseJSON(file, src, maxValues)
		if err != nil {
			return nil, nil, err
		}

		return []*Node{root}, nil, nil
	}

	var another *problem
	if wrong == nil {
		roots, another, wrong = readYAML(src)
	}

	if wrong != nil {
		return nil, nil, wrong.in(file, src)
	}

	if another != nil {
		second = another.in(file, src)
	}

	return roots, second, nil
}

// isJSON tells the format by the name where it can. Templates (web.json.tpl) and standard input have no telling
// name; YAML that begins with a bracket is rare enough to be read as the JSON it nearly always is.
func isJSON(file string, data []byte) bool {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		return true
	case ".yaml", ".yml":
		return false
	}

	start := bytes.TrimLeft(data, " \t\r\n")

	return bytes.HasPrefix(start, []byte("{")) || bytes.HasPrefix(start, []byte("["))
}
