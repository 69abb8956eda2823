package livetest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
)

// A document is the body of an answer.
type document interface {
	// cut leaves one page of a list, and the token of the next page as a member beside the list.
	cut(list, next string, p page)
	encode() ([]byte, error)
}

// parseDocument reads a body in the form of the call: AWS answers as it was asked.
func parseDocument(c *call, body []byte) (document, error) {
	if _, ok := c.params.(jsonParams); ok {
		doc := jsonDocument{}
		err := decodeJSON(body, &doc)

		return doc, err
	}

	return parseXML(body)
}

// jsonDocument is a body of AWS JSON 1.1. A list is one of its members.
type jsonDocument map[string]any

func (d jsonDocument) cut(list, next string, p page) {
	all, _ := d[list].([]any) // null is an empty list
	from, to := p.bounds(len(all))
	d[list] = all[from:to]

	delete(d, next)

	if token := p.next(len(all)); token != "" {
		d[next] = token
	}
}

func (d jsonDocument) encode() ([]byte, error) { return json.Marshal(d) }

// An element is an XML element, with text or with elements inside.
type element struct {
	name   string
	attrs  []xml.Attr
	text   string
	inside []*element
}

// parseXML reads elements and text; an answer of AWS has nothing else.
func parseXML(body []byte) (*element, error) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	open := []*element{{}}

	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}

		if err != nil {
			return nil, err
		}

		top := open[len(open)-1]

		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: slices.Clone(token.Attr)}
			top.inside = append(top.inside, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:max(1, len(open)-1)]
		case xml.CharData:
			top.text += string(token)
		}
	}

	if len(open[0].inside) != 1 {
		return nil, errors.New("not one XML document")
	}

	return open[0].inside[0], nil
}

func (e *element) cut(list, next string, p page) {
	around, all := e.find(list)
	if all == nil {
		return
	}

	n := len(all.inside)
	from, to := p.bounds(n)
	all.inside = all.inside[from:to]

	around.inside = slices.DeleteFunc(around.inside, func(x *element) bool { return x.name == next })

	if token := p.next(n); token != "" {
		around.inside = append(around.inside, &element{name: next, text: token})
	}
}

// find returns the first element of that name, the outermost first, and the one around it. The query protocol
// has its lists one level deeper than EC2.
func (e *element) find(name string) (around, found *element) {
	for level := []*element{e}; len(level) > 0; {
		var deeper []*element

		for _, around := range level {
			for _, x := range around.inside {
				if x.name == name {
					return around, x
				}
			}

			deeper = append(deeper, around.inside...)
		}

		level = deeper
	}

	return nil, nil
}

func (e *element) encode() ([]byte, error) {
	var b bytes.Buffer

	encoder := xml.NewEncoder(&b)
	if err := e.write(encoder); err != nil {
		return nil, err
	}

	err := encoder.Close()

	return b.Bytes(), err
}

func (e *element) write(to *xml.Encoder) error {
	start := xml.StartElement{Name: xml.Name{Local: e.name}, Attr: e.attrs}
	if err := to.EncodeToken(start); err != nil {
		return err
	}

	if len(e.inside) == 0 {
		if err := to.EncodeToken(xml.CharData(e.text)); err != nil {
			return err
		}
	}

	for _, x := range e.inside {
		if err := x.write(to); err != nil {
			return err
		}
	}

	return to.EncodeToken(start.End())
}
