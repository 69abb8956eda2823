package snapshot_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// diff looks into values and takes an empty list for none, as JSON does.
func diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true }))
}

func encoded(tb testing.TB, s *snapshot.Snapshot) []byte {
	tb.Helper()

	var b bytes.Buffer
	if err := snapshot.Encode(&b, s); err != nil {
		tb.Fatal(err)
	}

	return b.Bytes()
}

func decoded(t *testing.T, text string) *snapshot.Snapshot {
	t.Helper()

	s, err := snapshot.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}

	return s
}

// genSnapshot fills every field of every noun, or leaves it out.
func genSnapshot() *rapid.Generator[*snapshot.Snapshot] {
	return rapid.Custom(func(t *rapid.T) *snapshot.Snapshot {
		s := &snapshot.Snapshot{}
		fill(t, reflect.ValueOf(s).Elem())
		s.Schema = snapshot.Schema

		return s
	})
}

func fill(t *rapid.T, v reflect.Value) {
	if value(t, v.Addr().Interface()) {
		return
	}

	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(t, field)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(t, "length"), 2))

		for i := range v.Len() {
			fill(t, v.Index(i))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "set") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.String:
		v.SetString(text(t))
	case reflect.Int:
		v.SetInt(int64(number(t)))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	default:
		t.Fatalf("no way to fill %s", v.Type())
	}
}

// value draws what does not say by itself what it is made of.
func value(t *rapid.T, v any) bool {
	switch v := v.(type) {
	case *time.Time:
		*v = time.Unix(rapid.Int64Range(0, 1<<32).Draw(t, "time"), 0).UTC()
	case *snapshot.Value[int]:
		*v = genValue(number).Draw(t, "int value")
	case *snapshot.Value[bool]:
		*v = genValue(func(t *rapid.T) bool { return rapid.Bool().Draw(t, "bool") }).Draw(t, "bool value")
	case *snapshot.Value[string]:
		*v = genValue(text).Draw(t, "string value")
	case *snapshot.Value[[]string]:
		*v = genValue(texts).Draw(t, "list value")
	case *snapshot.Value[snapshot.NetworkMode]:
		*v = genValue(func(t *rapid.T) snapshot.NetworkMode { return snapshot.NetworkMode(text(t)) }).Draw(t, "mode")
	case *snapshot.Value[snapshot.User]:
		*v = genValue(func(t *rapid.T) snapshot.User { return snapshot.User(text(t)) }).Draw(t, "user")
	case *snapshot.Value[snapshot.LaunchType]:
		*v = genValue(func(t *rapid.T) snapshot.LaunchType { return snapshot.LaunchType(text(t)) }).Draw(t, "launch")
	case *snapshot.Value[snapshot.PortRange]:
		*v = genValue(ports).Draw(t, "range")
	default:
		return false
	}

	return true
}

func genValue[T any](known func(*rapid.T) T) *rapid.Generator[snapshot.Value[T]] {
	return rapid.Custom(func(t *rapid.T) snapshot.Value[T] {
		switch rapid.IntRange(0, 2).Draw(t, "state") {
		case 0:
			return snapshot.Value[T]{}
		case 1:
			return snapshot.Unknown[T](text(t))
		default:
			return snapshot.Known(known(t))
		}
	})
}

func text(t *rapid.T) string { return rapid.StringN(0, 4, -1).Draw(t, "text") }

func texts(t *rapid.T) []string {
	if rapid.Bool().Draw(t, "nil") {
		return nil
	}

	return rapid.SliceOfN(rapid.Custom(text), 0, 2).Draw(t, "texts")
}

func number(t *rapid.T) int {
	return rapid.SampledFrom([]int{0, 1, -1, 80, 65535, 1 << 40}).Draw(t, "number")
}

func ports(t *rapid.T) snapshot.PortRange { return snapshot.PortRange{From: number(t), To: number(t)} }

func marshalled(t *testing.T, v any) string {
	t.Helper()

	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}

	return string(b)
}
