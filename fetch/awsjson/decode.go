package awsjson

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// decode reads the value into types of the AWS SDK, whose fields are named as the API's members save for the
// case. Times, which are written in many ways, and members of several shapes are skipped: none is kept.
func (v value) decode(into any) error {
	skip := json.UnmarshalFromFunc(func(dec *jsontext.Decoder, field any) error {
		t := reflect.TypeOf(field).Elem()
		if t.Kind() == reflect.Interface || t == reflect.TypeFor[time.Time]() {
			return dec.SkipValue()
		}

		return errors.ErrUnsupported // the usual way
	})

	err := json.Unmarshal(v.raw(), into, syntax(), json.MatchCaseInsensitiveNames(true), json.WithUnmarshalers(skip))
	if err == nil {
		return nil
	}

	return v.shapeError(err)
}

// shapeError says which member is of the wrong kind, in words of JSON.
func (v value) shapeError(err error) error {
	var at *json.SemanticError
	if !errors.As(err, &at) {
		return errorAt(v.file, v.text, v.start, "not of the shape that AWS gives")
	}

	offset := v.start + int(at.ByteOffset)
	for offset < len(v.text)-1 && strings.IndexByte(" \t\r\n:,", v.text[offset]) >= 0 {
		offset++
	}

	where := v.name + string(at.JSONPointer)
	if at.JSONKind == '0' && wanted(at.GoType) == "a number" {
		return errorAt(v.file, v.text, offset, where+": the number is out of range")
	}

	return errorAt(v.file, v.text, offset,
		fmt.Sprintf("%s: found %s where AWS gives %s", where, found(at.JSONKind), wanted(at.GoType)))
}

// found and wanted name kinds of JSON values as people call them, never as Go types.
func found(kind jsontext.Kind) string {
	switch kind {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	case '0':
		return "a number"
	default:
		return kind.String()
	}
}

func wanted(t reflect.Type) string {
	if t == nil {
		return "something else"
	}

	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	default:
		return "a number"
	}
}
