package hcl

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"net/url"
	"unicode/utf8"
)

// encodings are the functions between texts and what they hold.
func encodings() map[string]builtin {
	return map[string]builtin{
		"jsonencode": func(c *call) *value { return jsonOf(c.arg(0)) },
		"jsondecode": func(c *call) *value { return decoded(c.arg(0), "x.json") },
		// JSON is YAML.
		"yamlencode":       func(c *call) *value { return jsonOf(c.arg(0)) },
		"yamldecode":       func(c *call) *value { return decoded(c.arg(0), "x.yaml") },
		"base64encode":     onShown(encode),
		"base64gzip":       onShown(func(text string) string { return encode(zipped(text)) }),
		"textencodebase64": func(c *call) *value { return unknown(c.name + "()") },
		"urlencode":        onShown(url.QueryEscape),
		"base64decode":     decode,
	}
}

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// zipped is a text as gzip packs it.
func zipped(text string) string {
	var packed bytes.Buffer

	w := gzip.NewWriter(&packed)
	_, errWrite := w.Write([]byte(text))

	if errClose := w.Close(); errWrite != nil || errClose != nil {
		return ""
	}

	return packed.String()
}

// onShown applies a function to a text as it is shown, holes and all, so that what it holds can still be read.
func onShown(f func(string) string) builtin {
	return func(c *call) *value {
		v := c.arg(0)
		if text, ok := v.literal(); ok {
			return textOf(f(text))
		}

		if v.kind != aText {
			return depends(v)
		}

		return inexact(f(v.shown()), v)
	}
}

func decode(c *call) *value {
	text, ok := c.arg(0).literal()
	if !ok {
		return c.depends()
	}

	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || !utf8.Valid(raw) {
		return failure("base64decode() of what is not base64")
	}

	return textOf(string(raw))
}
