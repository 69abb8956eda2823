package hcl

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ecslint/ecslint/fetch/document"
)

// A source is a file that is read, by its name.
type source struct {
	name    string
	data    []byte
	body    *hclsyntax.Body
	problem *Error // why there is no body
	made    *document.File
}

// file is the source for whoever makes nodes of it.
func (s *source) file() *document.File {
	if s.made == nil {
		s.made = document.NewFile(s.data)
	}

	return s.made
}

// readFile reads a file that is not too large to be what it should be.
func (r *Reader) readFile(name string) ([]byte, error) { return readFrom(r.fsys, name) }

func readFrom(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()

	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fs.ErrInvalid)
	}

	data, err := io.ReadAll(io.LimitReader(f, document.MaxBytes+1))
	if len(data) > document.MaxBytes {
		return nil, errTooLarge
	}

	return bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), err
}

var errTooLarge = errors.New("it is larger than 2 MB")

// source reads and parses a file once.
func (r *Reader) source(name string) *source { return r.sourceFrom(r.fsys, name) }

func (r *Reader) sourceFrom(fsys fs.FS, name string) *source {
	if s := r.sources[name]; s != nil {
		return s
	}

	s := &source{name: name}
	r.sources[name] = s

	data, err := readFrom(fsys, name)
	if err != nil {
		s.problem = &Error{File: name, Problem: "cannot be read: " + reason(err)}

		return s
	}

	s.data = data

	if strings.HasSuffix(name, ".json") {
		s.body, s.problem = jsonBody(s)
	} else {
		s.body, s.problem = nativeBody(s)
	}

	return s
}

// reason is the reason of an error about a file, without the name that stands before it anyway.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}

	return err.Error()
}

// nativeBody parses Terraform's own language.
func nativeBody(s *source) (*hclsyntax.Body, *Error) {
	if at, problem := unfit(s.data, false); problem != "" {
		return nil, s.wrong(at, problem)
	}

	file, diagnostics := hclsyntax.ParseConfig(s.data, s.name, hcl.InitialPos)
	if at, problem := firstError(diagnostics); problem != "" {
		return nil, s.wrong(at, problem)
	}

	body, _ := file.Body.(*hclsyntax.Body)

	return body, nil
}

func (s *source) wrong(offset int, problem string) *Error {
	offset = min(offset, len(s.data))
	line := 1 + bytes.Count(s.data[:offset], []byte("\n"))

	return &Error{File: s.name, Line: line, Column: 1 + offset - lineStart(s, offset), Problem: problem}
}

// firstError is what a parser complains of first. Its summary quotes nothing but the names of arguments.
func firstError(diagnostics hcl.Diagnostics) (offset int, problem string) {
	for _, d := range diagnostics {
		if d.Severity == hcl.DiagError {
			if d.Subject != nil {
				offset = d.Subject.Start.Byte
			}

			return offset, strings.ToLower(d.Summary[:1]) + d.Summary[1:]
		}
	}

	return 0, ""
}

// The parser is recursive, so what nests is counted before it, and it takes the square of the lines of a heredoc, and
// of the steps in a path such as a.b[0].c. A file of people has a tenth of this.
const (
	maxBrackets = 200
	maxRepeated = 10_000
	maxPath     = 1_000
	maxLines    = 100_000_000

	// maxUncounted is the size, in bytes, of what is too small to do harm, which spares most files a second pass.
	maxUncounted = 16 << 10
)

// unfit finds what the parser should not see: what is no text, or nests too deeply.
func unfit(data []byte, template bool) (offset int, problem string) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i, "the file is binary, not text: it holds a NUL byte"
	}

	if !utf8.Valid(data) {
		return 0, "the file is not UTF-8 text"
	}

	if len(data) <= maxUncounted {
		return 0, ""
	}

	var tokens hclsyntax.Tokens
	if template {
		tokens, _ = hclsyntax.LexTemplate(data, "", hcl.InitialPos)
	} else {
		tokens, _ = hclsyntax.LexConfig(data, "", hcl.InitialPos)
	}

	return nested(tokens)
}

// nested counts what makes the parser call itself, brackets and the operators that stand before their operand, and the
// lines of texts.
func nested(tokens hclsyntax.Tokens) (offset int, problem string) {
	n := nesting{lines: []int{0}}

	for _, token := range tokens {
		if problem := n.add(token.Type); problem != "" {
			return token.Range.Start.Byte, problem
		}
	}

	return 0, ""
}

// nesting is what was counted so far.
type nesting struct {
	depth, repeated int

	// path is the steps since the last mark that is in no path.
	path int

	lines []int // of each text that is open
	cost  int
}

func (n *nesting) add(token hclsyntax.TokenType) string {
	n.step(token)

	switch token {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenTemplateInterp:
		n.depth++
	case hclsyntax.TokenTemplateControl:
		n.depth++
		n.repeated++
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
		n.depth--
	case hclsyntax.TokenQuestion, hclsyntax.TokenBang, hclsyntax.TokenMinus:
		n.repeated++
	default:
		n.text(token)
	}

	switch {
	case n.depth > maxBrackets || n.repeated > maxRepeated || n.path > maxPath:
		return "expressions are nested too deeply"
	case n.cost > maxLines:
		return "a text has too many lines"
	default:
		return ""
	}
}

func (n *nesting) step(token hclsyntax.TokenType) {
	switch token {
	case hclsyntax.TokenDot, hclsyntax.TokenOBrack:
		n.path++
	case hclsyntax.TokenComma, hclsyntax.TokenColon, hclsyntax.TokenEqual, hclsyntax.TokenTemplateSeqEnd:
		n.path = 0
	default:
	}
}

func (n *nesting) text(token hclsyntax.TokenType) {
	last := len(n.lines) - 1

	switch token {
	case hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc:
		n.lines = append(n.lines, 0)
	case hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
		n.lines = n.lines[:max(1, last)]
	case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
		n.lines[last]++
		n.cost += n.lines[last]
	default:
	}
}
