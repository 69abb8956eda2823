package awsjson

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A value is a JSON value with its place in a file.
type value struct {
	file string

	// name is the member's name where the value is one of an object.
	name string

	// text is the whole file, of which the value is the bytes from start to end.
	text       []byte
	start, end int
}

// syntax is what files of other tools have too: a name twice, of which both are read, and a description in
// another encoding, which is not kept.
func syntax() jsontext.Options {
	return json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// raw has no room behind it, so that no decoder writes into the text.
func (v value) raw() jsontext.Value { return v.text[v.start:v.end:v.end] }

// decoder reads straight from the text: a bytes.Buffer spares the copy that another reader would cost.
func (v value) decoder() *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(v.raw()), syntax())
}

// next reads the next value of dec, which decodes v.
func (v value) next(dec *jsontext.Decoder) (value, error) {
	raw, err := dec.ReadValue()
	end := v.start + int(dec.InputOffset())

	return value{file: v.file, text: v.text, start: end - len(raw), end: end}, err
}

// documents splits a file into its values: an answer, or a stream of them as a shell loop writes it. Between them, or
// in place of all, it may say which calls failed; a file that holds nothing says that one did.
func documents(file string, text []byte) (docs []value, failed []failedCall, err error) {
	rest := value{file: file, text: text, end: len(text)}

	for {
		if call, n := cliError(rest.raw()); n > 0 {
			failed = append(failed, call)
			rest.start += n

			continue
		}

		v, err := rest.next(rest.decoder())

		switch {
		case err == nil:
			docs = append(docs, v)
			rest.start = v.end
		case !errors.Is(err, io.EOF):
			return nil, nil, syntaxError(file, text, rest.start, err)
		case len(docs)+len(failed) == 0:
			return nil, []failedCall{{why: "the file is empty; the call that should have filled it may have failed"}}, nil
		default:
			return docs, failed, nil
		}
	}
}

// members lists the members of an object, and nothing for any other value.
func (v value) members() []value {
	dec := v.decoder()
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '{' {
		return nil
	}

	var out []value

	for dec.PeekKind() == '"' {
		token, err := dec.ReadToken()
		if err != nil { // not after the whole was read
			return out
		}

		name := token.String() // a token holds until the next read
		m, err := v.next(dec)
		if err != nil {
			return out
		}

		m.name = name
		out = append(out, m)
	}

	return out
}

// first is the first element of a list, if it has one.
func (v value) first() (value, bool) {
	dec := v.decoder()
	if t, err := dec.ReadToken(); err != nil || t.Kind() != '[' || dec.PeekKind() == ']' {
		return value{}, false
	}

	e, err := v.next(dec)

	return e, err == nil
}

// str is the string that the value is, empty for any other value.
func (v value) str() string {
	var s string
	if v.raw().Kind() != '"' || json.Unmarshal(v.raw(), &s, syntax()) != nil {
		return ""
	}

	return s
}
