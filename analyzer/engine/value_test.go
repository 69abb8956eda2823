package engine_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ecslint/ecslint/analyzer/engine"
)

type (
	innermost struct {
		Port int `json:"port"`
	}
	Inner struct {
		innermost

		Name  string   `json:"name"`
		Empty []string `json:"empty,omitempty"`
	}
	outer struct {
		First bool `json:"first"`
		Inner

		Named Inner  `json:"named"`
		Last  string `json:"last"`
	}
)

// A rule sees the fields of an embedded struct where JSON has them: in the struct around it.
func TestEmbeddedStructsAreFlat(t *testing.T) {
	t.Parallel()

	inner := Inner{innermost: innermost{Port: 8080}, Name: "web"}
	v := outer{First: true, Inner: inner, Named: inner, Last: "z"}

	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}

	want, err := ast.ValueFromReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}

	if got := engine.ToValue(v); got.Compare(want) != 0 {
		t.Errorf("a rule sees %s, JSON is %s", got, want)
	}
}
