package snapshot

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
)

// A Value is a fact that a source may leave out or may be unable to give. There are three states:
//
//   - absent, the zero Value: the source was readable and says nothing, so AWS's documented default holds;
//   - known: the source says it;
//   - unknown: the source cannot say it, with the reason. An unknown is never read as a default.
//
// In JSON an absent Value is left out, a known one is the bare value, and an unknown one is
// {"unknown": "reason"}.
type Value[T any] struct {
	value  T
	state  state
	reason string
}

type state uint8

const (
	absent state = iota
	known
	unknown
)

// Known returns a Value that the source states.
func Known[T any](v T) Value[T] { return Value[T]{value: v, state: known} }

// Unknown returns a Value that the source cannot state, for the given reason, such as "known after apply".
func Unknown[T any](reason string) Value[T] {
	return Value[T]{state: unknown, reason: cmp.Or(reason, "not known")}
}

// FromPtr returns the Value that p points to, and an absent one where p is nil, as in answers of the AWS SDK.
func FromPtr[S, T integer](p *S) Value[T] {
	if p == nil {
		return Value[T]{}
	}

	return Known(T(*p))
}

type integer interface{ ~int | ~int32 | ~int64 }

// IsKnown reports whether the source states the value.
func (v Value[T]) IsKnown() bool { return v.state == known }

// IsUnknown reports whether the source cannot state the value.
func (v Value[T]) IsUnknown() bool { return v.state == unknown }

// IsZero reports whether the value is absent, so that AWS's default holds. It makes omitzero leave it out.
func (v Value[T]) IsZero() bool { return v.state == absent }

// Reason says why the value is unknown; it is empty otherwise.
func (v Value[T]) Reason() string { return v.reason }

// Get returns the value and whether the source states it.
func (v Value[T]) Get() (T, bool) { return v.value, v.state == known }

// Or returns the value where the source states it and def where it is absent or unknown. Callers to whom
// an unknown matters ask [Value.IsUnknown] first.
func (v Value[T]) Or(def T) T {
	if v.state == known {
		return v.value
	}

	return def
}

type unknownJSON struct {
	Unknown string `json:"unknown"`
}

// MarshalJSON implements [json.Marshaler]. A known list is never null, which would be an absent one.
func (v Value[T]) MarshalJSON() ([]byte, error) {
	switch v.state {
	case known:
		data, err := json.Marshal(v.value)
		if string(data) == "null" {
			return []byte("[]"), nil
		}

		return data, err
	case unknown:
		return json.Marshal(unknownJSON{v.reason})
	default:
		return []byte("null"), nil
	}
}

// UnmarshalJSON implements [json.Unmarshaler].
func (v *Value[T]) UnmarshalJSON(data []byte) error {
	*v = Value[T]{}
	if bytes.Equal(data, []byte("null")) {
		return nil
	}

	if bytes.HasPrefix(data, []byte("{")) {
		var u struct {
			Unknown *string `json:"unknown"`
		}
		if err := json.Unmarshal(data, &u); err != nil {
			return within(data, err)
		}

		if u.Unknown != nil {
			*v = Unknown[T](*u.Unknown)

			return nil
		}
	}

	if err := json.Unmarshal(data, &v.value); err != nil {
		return within(data, err)
	}

	v.state = known

	return nil
}

// within makes the offset of an error in a part of a document one from the end of the document's memory, which
// is below 0. The decoder hands out parts of the document itself, so [Decode] can tell from it where that is.
func within(part []byte, err error) error {
	var typed *json.UnmarshalTypeError
	if !errors.As(err, &typed) {
		return err
	}

	typed.Offset -= int64(cap(part))

	return typed
}
