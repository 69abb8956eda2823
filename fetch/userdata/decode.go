package userdata

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"regexp"
	"strings"
)

// errUserData hides the errors of the decoders, some of which quote what they decode.
var errUserData = errors.New("user data is not base64, or packed in an unknown way")

// maxUserData bounds what packed user data may grow to, in bytes. EC2 takes 16 KB packed.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
const maxUserData = 1 << 20

// decode is the readable text of base64 user data: unpacked where it is gzip'd, and the parts of a MIME
// message in their order, as cloud-init reads them.
// https://cloudinit.readthedocs.io/en/latest/explanation/format.html
func decode(encoded string) (string, error) {
	raw, err := decodeBase64(encoded)
	if err != nil {
		return "", err
	}

	text, err := unpack(raw, maxNesting)

	return embedded(text), err
}

// maxNesting bounds messages inside of messages.
const maxNesting = 4

// unpack opens gzip and MIME, one inside of the other where need be, until plain text is left.
func unpack(raw []byte, depth int) (string, error) {
	head := strings.ToLower(string(raw[:min(len(raw), len("mime-version:"))]))

	switch {
	case depth == 0:
		return "", errUserData
	case bytes.HasPrefix(raw, []byte{0x1f, 0x8b}):
		plain, err := gunzip(raw)
		if err != nil {
			return "", err
		}

		return unpack(plain, depth-1)
	case strings.HasPrefix(head, "content-type:"), strings.HasPrefix(head, "mime-version:"):
		return unpackMessage(raw, depth)
	default:
		return string(raw), nil
	}
}

func gunzip(raw []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, errUserData
	}

	plain, err := io.ReadAll(io.LimitReader(r, maxUserData))
	if err != nil || len(plain) == maxUserData {
		return nil, errUserData
	}

	return plain, nil
}

// unpackMessage joins the parts of a multipart message; a message of one part is that part.
func unpackMessage(raw []byte, depth int) (string, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", errUserData
	}

	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || !strings.HasPrefix(kind, "multipart/") {
		return unpackPart(m.Body, m.Header.Get("Content-Transfer-Encoding"), depth)
	}

	var text strings.Builder

	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return text.String(), nil
		}

		if err != nil {
			return "", errUserData
		}

		s, err := unpackPart(part, part.Header.Get("Content-Transfer-Encoding"), depth)
		if err != nil {
			return "", err
		}

		text.WriteString(s + "\n")
	}
}

func unpackPart(r io.Reader, encoding string, depth int) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxUserData))
	if err != nil {
		return "", errUserData
	}

	if strings.EqualFold(strings.TrimSpace(encoding), "base64") {
		if raw, err = decodeBase64(string(raw)); err != nil {
			return "", err
		}
	}

	return unpack(raw, depth-1)
}

func decodeBase64(s string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil || len(raw) > maxUserData {
		return nil, errUserData
	}

	return raw, nil
}

// contentRE finds the content of a file that cloud-init is to write, where it is one word of base64, on the
// line of its key or in a block below.
// https://cloudinit.readthedocs.io/en/latest/reference/modules.html#write-files
var contentRE = regexp.MustCompile(`(?m)^([ \t-]*content:[ \t]*(?:!!binary[ \t]*)?(?:[|>][+-]?[ \t]*\n[ \t]*)?)` +
	`["']?([A-Za-z0-9+/]{8,}={0,2}(?:\n[ \t]+[A-Za-z0-9+/]+={0,2})*)["']?[ \t]*$`)

// embedded puts the plain text of base64 file contents in their place. What does not decode stays.
func embedded(text string) string {
	return contentRE.ReplaceAllStringFunc(text, func(match string) string {
		word := contentRE.FindStringSubmatch(match)[2]

		raw, err := decodeBase64(word)
		if err != nil {
			return match
		}

		plain, err := unpack(raw, 2)
		if err != nil {
			return match
		}

		return "content: |\n" + plain
	})
}
