package snapshot_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

func TestValueRoundTrip(t *testing.T) {
	t.Parallel()

	t.Run("int", roundTrip(number))
	t.Run("bool", roundTrip(func(t *rapid.T) bool { return rapid.Bool().Draw(t, "bool") }))
	t.Run("string", roundTrip(text))
	t.Run("list", roundTrip(texts))
	t.Run("range", roundTrip(ports))
	t.Run("mode", roundTrip(func(t *rapid.T) snapshot.NetworkMode { return snapshot.NetworkMode(text(t)) }))
}

// roundTrip holds for a value in a field, where an absent one leaves no trace, and by itself.
func roundTrip[T any](known func(*rapid.T) T) func(*testing.T) {
	type field struct {
		V snapshot.Value[T] `json:"v,omitzero"`
	}

	return func(t *testing.T) {
		t.Parallel()

		rapid.Check(t, func(t *rapid.T) {
			want := field{genValue(known).Draw(t, "value")}

			b, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}

			if (string(b) == "{}") != want.V.IsZero() {
				t.Errorf("%s is left out: %v", b, want.V.IsZero())
			}

			got := field{snapshot.Unknown[T]("what was there before")}
			if err := json.Unmarshal(b, &got); err != nil {
				t.Fatalf("%s: %v", b, err)
			}

			if want.V.IsZero() {
				got = field{}
			}

			if d := diff(want, got); d != "" {
				t.Errorf("%s comes back changed:\n%s", b, d)
			}

			b, err = json.Marshal(want.V)
			if err != nil {
				t.Fatal(err)
			}

			var alone snapshot.Value[T]
			if err := json.Unmarshal(b, &alone); err != nil || diff(want.V, alone) != "" {
				t.Errorf("%s comes back as %+v, %v", b, alone, err)
			}
		})
	}
}

func TestValueStates(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		value                snapshot.Value[int]
		absent, known, maybe bool
		or                   int
		reason, json         string
	}{
		"absent":         {snapshot.Value[int]{}, true, false, false, 7, "", "null"},
		"known":          {snapshot.Known(5), false, true, false, 5, "", "5"},
		"known zero":     {snapshot.Known(0), false, true, false, 0, "", "0"},
		"unknown":        {snapshot.Unknown[int]("denied"), false, false, true, 7, "denied", `{"unknown":"denied"}`},
		"without reason": {snapshot.Unknown[int](""), false, false, true, 7, "not known", `{"unknown":"not known"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			v := c.value
			if v.IsZero() != c.absent || v.IsKnown() != c.known || v.IsUnknown() != c.maybe {
				t.Errorf("absent %v, known %v, unknown %v", v.IsZero(), v.IsKnown(), v.IsUnknown())
			}

			if got, ok := v.Get(); ok != c.known || (ok && got != c.or) {
				t.Errorf("Get = %d, %v", got, ok)
			}

			if got := v.Or(7); got != c.or {
				t.Errorf("Or(7) = %d, want %d", got, c.or)
			}

			if got := v.Reason(); got != c.reason {
				t.Errorf("Reason = %q, want %q", got, c.reason)
			}

			if got := marshalled(t, v); got != c.json {
				t.Errorf("JSON is %s, want %s", got, c.json)
			}
		})
	}
}

// An empty list is what the source states; none is what it leaves out, and has another meaning in AWS.
func TestKnownListIsNeverAbsent(t *testing.T) {
	t.Parallel()

	for _, list := range [][]string{nil, {}} {
		if got := marshalled(t, snapshot.Known(list)); got != "[]" {
			t.Errorf("a known %#v is %s, want []", list, got)
		}
	}
}

func TestFromPtr(t *testing.T) {
	t.Parallel()

	n := int32(80)

	if got, ok := snapshot.FromPtr[int32, int](&n).Get(); got != 80 || !ok {
		t.Errorf("got %d, %v; want 80", got, ok)
	}

	if v := snapshot.FromPtr[int32, int](nil); !v.IsZero() {
		t.Errorf("nil is %+v, want absent", v)
	}
}

func TestValueRefuses(t *testing.T) {
	t.Parallel()

	for _, text := range []string{
		`"5"`, `5.5`, `true`, `[5]`, `{"from": 5}`, `{"unknown": 5}`, `{"unknown": null}`, `{}`,
	} {
		v := snapshot.Known(1)
		if err := json.Unmarshal([]byte(text), &v); err == nil || v.IsKnown() {
			t.Errorf("%s is read as %+v", text, v)
		}
	}

	for _, text := range []string{`{"unknown": 5}`, `{"from": "1"}`, `5`} {
		var v snapshot.Value[snapshot.PortRange]
		if err := json.Unmarshal([]byte(text), &v); err == nil || v.IsKnown() {
			t.Errorf("%s is read as %+v", text, v)
		}
	}
}
