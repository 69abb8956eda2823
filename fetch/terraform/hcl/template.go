package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// template is a text of literal parts and expressions.
func (s *scope) template(e *hclsyntax.TemplateExpr) *value {
	var parts []part

	for _, p := range e.Parts {
		v := s.eval(p)

		if literal, ok := p.(*hclsyntax.LiteralValueExpr); ok && v.kind == aText {
			parts = append(parts, s.literal(literal.SrcRange, v)...)

			continue
		}

		pieces, ok := v.pieces()
		if !ok || v.failed {
			return failure("a template with what is no text").because(v)
		}

		for i := range pieces {
			pieces[i].at = placeOf(p.Range())
			pieces[i].at.end = pieces[i].at.start
		}

		parts = append(parts, pieces...)
	}

	return textOfParts(parts)
}

// because is a failure that depends on another value, where that is not known.
func (v *value) because(of *value) *value {
	if of.on != "" || of.address != "" {
		v.on = of.label()
	}

	return v
}

// literal is a part of a template, and its place if it stands there as it reads. An indented heredoc loses the blanks
// that its lines begin with, so each line is a part.
func (s *scope) literal(at hcl.Range, v *value) []part {
	whole := []part{{text: v.string()}}

	file := s.run.reader.sources[at.Filename]
	if file == nil || at.End.Byte > len(file.data) {
		return whole
	}

	written := string(file.data[at.Start.Byte:at.End.Byte])
	if written == whole[0].text {
		whole[0].at = placeOf(at)

		return whole
	}

	lines := strings.SplitAfter(written, "\n")
	texts := strings.SplitAfter(whole[0].text, "\n")

	if len(lines) != len(texts) {
		return whole
	}

	parts := make([]part, 0, len(lines))
	end := at.Start.Byte

	for i, text := range texts {
		if !strings.HasSuffix(lines[i], text) {
			return whole
		}

		end += len(lines[i])
		parts = append(parts, part{text: text, at: place{at.Filename, end - len(text), end}})
	}

	return parts
}

// joined is the text of the parts that a loop in a template made.
func (s *scope) joined(v *value) *value {
	if v.kind != aList {
		return depends(v)
	}

	var parts []part

	for _, item := range v.slots {
		pieces, ok := item.value.pieces()
		if !ok {
			return failure("a template with what is no text").because(item.value)
		}

		parts = append(parts, pieces...)
	}

	if v.rest != nil {
		parts = append(parts, part{hole: v.rest})
	}

	return textOfParts(parts)
}

// rendered is a template in a text, which knows the names in an object alone.
func (r *run) rendered(text string, names *value) *value {
	if _, problem := unfit([]byte(text), true); problem != "" {
		return unknown("a template that cannot be read")
	}

	e, diagnostics := hclsyntax.ParseTemplate([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return failure("a template that cannot be read")
	}

	s := &scope{run: r}
	for _, named := range names.slots {
		s = s.with(named.name, named.value)
	}

	if names.kind != anObject {
		s.value = names
	}

	return s.eval(e)
}
