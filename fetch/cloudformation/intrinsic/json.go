package intrinsic

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// toJSON is Fn::ToJsonString of AWS::LanguageExtensions.
func (s scope) toJSON(n, argument *document.Node) *document.Node {
	value := s.eval(argument)

	var b strings.Builder
	writeJSON(&b, value)

	if !s.run.spend(0, b.Len()) {
		return n.MakeUnknown(tooLarge)
	}

	return n.MakeText(b.String())
}

func writeJSON(b *strings.Builder, n *document.Node) {
	if b.Len() > maxText {
		return
	}

	switch n.Kind() {
	case document.Object, document.List:
		writeItems(b, n)
	case document.Number:
		b.WriteString(n.Number())
	case document.Bool:
		value, _ := n.Bool()
		b.WriteString(strconv.FormatBool(value))
	case document.Null:
		b.WriteString("null")
	default:
		var p parts

		p.add(n)
		writeText(b, p.built.String())
	}
}

func writeItems(b *strings.Builder, n *document.Node) {
	brackets := "[]"
	if n.Kind() == document.Object {
		brackets = "{}"
	}

	b.WriteByte(brackets[0])

	for i, item := range n.Items() {
		if i > 0 {
			b.WriteByte(',')
		}

		if n.Kind() == document.Object {
			writeText(b, item.Name())
			b.WriteByte(':')
		}

		writeJSON(b, item)
	}

	b.WriteByte(brackets[1])
}

func writeText(b *strings.Builder, text string) {
	quoted, err := json.Marshal(text)
	if err == nil {
		b.Write(quoted)
	}
}
