package intrinsic_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
)

func TestReadParameters(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]intrinsic.Parameters{
		`[{"ParameterKey": "A", "ParameterValue": "b"}, {"ParameterKey": "C", "UsePreviousValue": true}]`: {
			"A": {Value: "b"}, "C": {Unknown: true},
		},
		`{"Parameters": {"A": "b", "C": 80}, "Tags": {"x": "y"}}`: {"A": {Value: "b"}, "C": {Value: "80"}},
		`{"L": ["x", "y"], "T": true}`:                            {"L": {Value: "x,y"}, "T": {Value: "true"}},
		"A: b\nL:\n- x\n- y":                                      {"A": {Value: "b"}, "L": {Value: "x,y"}},
		`["A=b", "C=d=e"]`:                                        {"A": {Value: "b"}, "C": {Value: "d=e"}},
		`{}`:                                                      {},
	} {
		got, err := intrinsic.ReadParameters("p.yaml", []byte(text))
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %v\n%s", text, err, d)
		}
	}
}

func TestReadParametersRefuses(t *testing.T) {
	t.Parallel()

	const value = "the value of a parameter must be text, or a list of texts"

	for text, want := range map[string]string{
		`secret`:                         "p.yaml:1:1: expected parameters: an object of names and values, or",
		`[[1]]`:                          "p.yaml:1:2: expected parameters: an object",
		`["secret"]`:                     "p.yaml:1:2: expected Name=Value",
		`{"A": {"b": "secret"}}`:         "p.yaml:1:7: " + value,
		`{"A": [["secret"]]}`:            "p.yaml:1:8: " + value,
		`[{"ParameterKey": "A"}]`:        "p.yaml:1:2: " + value,
		`[{"ParameterValue": "secret"}]`: "p.yaml:1:2: expected parameters",
		`{"A": `:                         "p.yaml:1:",
	} {
		_, err := intrinsic.ReadParameters("p.yaml", []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
