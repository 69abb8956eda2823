package hcl

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// A part of a text is literal, or a hole that stands for a value that is not known. A hole with a text is made of known
// and unknown parts and shows neither, such as what is encoded.
type part struct {
	text string
	hole *value
	at   place // where the literal is written just so, or where it is put in, of no length; none where neither is known
	json bool  // the hole stands inside a JSON text
}

// maxText bounds a text, of which so many bytes count as one value.
const (
	maxText  = 4 << 20
	textUnit = 64
)

// textOf is a literal text.
func textOf(text string) *value { return textOfParts([]part{{text: text}}) }

// inexact is a text that is made of another one, of which parts may not be known.
func inexact(text string, of *value) *value {
	if of.exact {
		return textOf(text)
	}

	return textOfParts([]part{{text: text, hole: depends(of)}})
}

// textOfParts joins parts into a text. What is nothing but a hole is the value in it.
func textOfParts(parts []part) *value {
	v := &value{kind: aText, exact: true, size: 1}
	length := 0

	for _, p := range parts {
		length += len(p.text)
		v.exact = v.exact && p.hole == nil

		if p.hole == nil && p.text == "" {
			continue
		}

		v.parts = append(v.parts, p)
		v.size++
	}

	v.size += length / textUnit

	switch {
	case length > maxText || v.size > maxSize:
		return unknown("a text that is too long to read")
	case len(v.parts) == 1 && v.parts[0].hole != nil && v.parts[0].text == "":
		return v.parts[0].hole
	}

	return v
}

// string is a text as it reads, with the address of what is not known in the place of each hole.
func (v *value) string() string {
	if len(v.parts) == 1 {
		return v.parts[0].render()
	}

	var text strings.Builder
	for _, p := range v.parts {
		text.WriteString(p.render())
	}

	return text.String()
}

// shown is a text in which what is made of known and unknown parts stands as it was made, for whoever unpacks it again.
func (v *value) shown() string {
	var text strings.Builder

	for _, p := range v.parts {
		if p.text == "" {
			text.WriteString(p.render())
		}

		text.WriteString(p.text)
	}

	return text.String()
}

// verbatim reports whether the part is written just so at its place.
func (p part) verbatim() bool {
	return p.at.file != "" && p.hole == nil && p.at.end-p.at.start == len(p.text)
}

func (p part) render() string {
	if p.hole == nil {
		return p.text
	}

	label := p.hole.label()
	if p.json {
		label = strings.ReplaceAll(label, `"`, `\"`)
	}

	return "${" + label + "}"
}

// literal is a text, number or boolean as text, and whether it is all known.
func (v *value) literal() (string, bool) {
	switch {
	case v.kind == aText && v.exact:
		return v.string(), true
	case v.kind == aScalar:
		return written(v.scalar), true
	default:
		return "", false
	}
}

// written is true, false or a number in decimal digits, as Terraform writes it.
func written(v cty.Value) string {
	if v.Type() == cty.Bool {
		return strconv.FormatBool(v.True())
	}

	number := v.AsBigFloat()
	if i, accuracy := number.Int64(); accuracy == big.Exact {
		return strconv.FormatInt(i, 10)
	}

	return number.Text('f', -1)
}

// pieces are the parts that a value has in another text, in which they do not stand where they are written, and whether
// it may stand in one.
func (v *value) pieces() ([]part, bool) {
	switch v.kind {
	case aText:
		parts := make([]part, len(v.parts))
		for i, p := range v.parts {
			parts[i] = p
			parts[i].at = place{}
		}

		return parts, true
	case aScalar:
		text, _ := v.literal()

		return []part{{text: text}}, true
	case anUnknown, aThing:
		return []part{{hole: v}}, true
	default:
		return nil, false
	}
}
