package hcl

import (
	"encoding/json"
	"strings"
)

// jsonOf is a value as JSON text, in which a text stands for what is not known.
func jsonOf(v *value) *value {
	w := &jsonWriter{}
	w.write(v)
	w.flush()

	text := textOfParts(w.parts)
	if text.kind != aText {
		return text
	}

	text.json = v

	return text
}

type jsonWriter struct {
	parts []part
	text  strings.Builder
}

func (w *jsonWriter) flush() {
	if w.text.Len() > 0 {
		w.parts = append(w.parts, part{text: w.text.String()})
		w.text.Reset()
	}
}

func (w *jsonWriter) write(v *value) {
	switch v.kind {
	case aNull:
		w.text.WriteString("null")
	case aScalar:
		w.text.WriteString(written(v.scalar))
	case aText:
		w.quote(v.parts)
	case aList, anObject:
		w.compound(v)
	default:
		w.quote([]part{{hole: v}})
	}
}

func (w *jsonWriter) compound(v *value) {
	brackets := "[]"
	if v.kind == anObject {
		brackets = "{}"
	}

	w.text.WriteByte(brackets[0])

	for i, s := range v.slots {
		if i > 0 {
			w.text.WriteByte(',')
		}

		if v.kind == anObject {
			w.quote([]part{{text: s.name}})
			w.text.WriteByte(':')
		}

		w.write(s.value)
	}

	if v.rest != nil {
		w.more(v)
	}

	w.text.WriteByte(brackets[1])
}

// more stands for what there may be besides. In an object it is a member, so that the text stays JSON.
func (w *jsonWriter) more(v *value) {
	names := [][]part{{{hole: v.rest}}}

	if v.kind == anObject && v.rest.names != nil {
		names = make([][]part, 0, len(v.rest.names))
		for _, name := range v.possible() {
			names = append(names, []part{{text: name}})
		}
	}

	for i, name := range names {
		if i+len(v.slots) > 0 {
			w.text.WriteByte(',')
		}

		w.quote(name)

		if v.kind == anObject {
			w.text.WriteByte(':')
			w.quote([]part{{hole: v.rest}})
		}
	}
}

func (w *jsonWriter) quote(parts []part) {
	w.text.WriteByte('"')

	for _, p := range parts {
		escaped, err := json.Marshal(p.text)
		if err == nil {
			p.text = string(escaped[1 : len(escaped)-1])
		}

		if p.hole == nil {
			w.text.WriteString(p.text)

			continue
		}

		w.flush()

		p.json, p.at = true, place{}
		w.parts = append(w.parts, p)
	}

	w.text.WriteByte('"')
}
