package snapshot

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrSchema is the error for a document that is no snapshot, or one of a version that this program cannot read.
var ErrSchema = errors.New("not a snapshot that this version of ecslint can read")

// Encode writes s as indented JSON.
func Encode(w io.Writer, s *Snapshot) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	if err := encoder.Encode(s); err != nil {
		return fmt.Errorf("encode snapshot: %w", err)
	}

	return nil
}

// Decode reads what [Encode] writes, of this version or an older one. A newer version is refused with
// [ErrSchema], since what it says in fields unknown here would be lost.
func Decode(data []byte) (*Snapshot, error) {
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, syntaxError(data, err)
	}

	if err := checkSchema(head.Schema); err != nil {
		return nil, err
	}

	var s Snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, syntaxError(data, err)
	}

	s.Schema = Schema

	return &s, nil
}

func checkSchema(schema string) error {
	name, version, _ := strings.Cut(schema, "/v")
	own, newest, _ := strings.Cut(Schema, "/v")

	n, err := strconv.Atoi(version)
	if name != own || err != nil || n < 1 {
		return fmt.Errorf("%w: its schema is %q, not %s; `ecslint snapshot` writes one", ErrSchema, schema, Schema)
	}

	if limit, err := strconv.Atoi(newest); err != nil || n > limit {
		return fmt.Errorf("%w: its schema is %s, this version reads up to %s; upgrade ecslint", ErrSchema, schema, Schema)
	}

	return nil
}

// syntaxError adds line and column, which the decoder knows as an offset only. The content is never quoted.
func syntaxError(data []byte, err error) error {
	var (
		syntax *json.SyntaxError
		typed  *json.UnmarshalTypeError
		offset int64
	)

	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typed):
		offset = typed.Offset
		if offset < 0 { // from the end: see within
			offset += int64(cap(data))
		}

		err = fmt.Errorf("%s cannot be a JSON %s", cmp.Or(typed.Field, "a snapshot"), typed.Value)
	default: // what else reads itself is the time
		offset = 1 + int64(bytes.Index(data, []byte(`"collectedAt"`)))
		err = errors.New("collectedAt is no time as of RFC 3339")
	}

	before := data[:min(max(0, offset-1), int64(len(data)))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')

	return fmt.Errorf("%d:%d: %w", line, column, err)
}
