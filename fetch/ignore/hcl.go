package ignore

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// maxNesting bounds how deep brackets may stand in each other: the parser recurses for each and has no limit.
const maxNesting = 200

// inHCL takes the comments from the lexer, so that # in a string or a heredoc is none.
func inHCL(name string, data []byte) []snapshot.Suppression {
	tokens, _ := hclsyntax.LexConfig(data, name, hcl.InitialPos) // what is wrong, whoever reads the file says
	if deepest(tokens) > maxNesting {
		return nil
	}

	var (
		all   []snapshot.Suppression
		lines []string
		ends  map[int]int
	)

	for _, token := range tokens {
		if token.Type != hclsyntax.TokenComment {
			continue
		}

		c := hclComment(token, data)

		s, ok := c.suppression(name)
		if !ok {
			continue
		}

		if lines == nil {
			lines, ends = split(data), hclEnds(name, data)
		}

		s.Lines = c.covered(lines, func(line int) int { return ends[line] })
		all = append(all, s)
	}

	return all
}

func deepest(tokens hclsyntax.Tokens) int {
	depth, most := 0, 0

	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
			hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
			most = max(most, depth)
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
			depth--
		default:
		}
	}

	return most
}

// hclComment counts columns in bytes, where HCL counts them in characters.
func hclComment(token hclsyntax.Token, data []byte) comment {
	start := token.Range.Start.Byte
	before := data[bytes.LastIndexByte(data[:start], '\n')+1 : start]

	return comment{
		text: strings.TrimRight(string(token.Bytes), "\r\n"), line: token.Range.Start.Line, column: len(before) + 1,
		alone: len(bytes.TrimSpace(before)) == 0,
	}
}

// hclEnds is, for each line on which blocks, attributes, or the members of an object or list begin, where the last of
// them ends. Of a file with errors it is what the parser makes of it.
func hclEnds(name string, data []byte) map[int]int {
	ends := map[int]int{}

	file, _ := hclsyntax.ParseConfig(data, name, hcl.InitialPos)
	if file == nil {
		return ends
	}

	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return ends
	}

	add := func(from, to hcl.Range) { ends[from.Start.Line] = max(ends[from.Start.Line], to.End.Line) }

	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		switch n := node.(type) {
		case *hclsyntax.Block:
			add(n.TypeRange, n.CloseBraceRange)
		case *hclsyntax.Attribute:
			add(n.NameRange, n.SrcRange)
		case *hclsyntax.ObjectConsExpr:
			for _, item := range n.Items {
				add(item.KeyExpr.Range(), item.ValueExpr.Range())
			}
		case *hclsyntax.TupleConsExpr:
			for _, item := range n.Exprs {
				add(item.Range(), item.Range())
			}
		}

		return nil
	})

	return ends
}
