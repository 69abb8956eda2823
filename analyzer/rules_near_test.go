package analyzer_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// near is how many values a silent case may differ in from a firing one to be its counterpart: a fact, and the name
// that it goes by.
const near = 2

// What a rule is about is shown by two cases of which one fires and the other does not, and which have all but one fact
// in common.
func TestEveryRuleHasASilentCaseNextToAFiringOne(t *testing.T) {
	t.Parallel()

	for _, rule := range catalogue(t) {
		if least := distance(t, rule); least > near {
			t.Errorf("%s: the silent case that is nearest to a firing one differs in %d values", rule.ID, least)
		}
	}
}

// A distance that is always small would be a test that cannot fail.
func TestDifferences(t *testing.T) {
	t.Parallel()

	for _, tt := range []struct {
		a, b string
		want int
	}{
		{`{"a": 1, "b": [2, {"c": 3}]}`, `{"b": [2, {"c": 3}], "a": 1}`, 0},
		{`{"a": 1}`, `{"a": 2}`, 1},
		{`{"a": 1}`, `{}`, 1},
		{`{"a": [1, 2]}`, `{"a": [2, 1]}`, 2},
		{`{"a": {"b": 1}}`, `{"a": {"c": 1}}`, 2},
	} {
		if got := differences(values(t, tt.a), values(t, tt.b)); got != tt.want {
			t.Errorf("%s and %s differ in %d values, not %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// distance is in how many values the silent case that is nearest to a firing one differs from it.
func distance(t *testing.T, rule finding.Rule) int {
	t.Helper()

	all := map[string][]map[string]any{}

	for _, kind := range []string{"fires", "silent"} {
		for _, dir := range cases(t, rule, kind) {
			for _, file := range inputs(t, dir) {
				all[kind] = append(all[kind], values(t, contents(t, filepath.Join(dir, file))))
			}
		}
	}

	least := len(all["silent"][0])

	for _, silent := range all["silent"] {
		for _, fires := range all["fires"] {
			least = min(least, differences(silent, fires))
		}
	}

	return least
}

// values are those of a document by their places.
func values(t *testing.T, text string) map[string]any {
	t.Helper()

	var tree any
	if err := json.Unmarshal([]byte(text), &tree); err != nil {
		t.Fatal(err)
	}

	all := map[string]any{}
	collect(all, "", tree)

	return all
}

func collect(all map[string]any, place string, tree any) {
	switch v := tree.(type) {
	case map[string]any:
		for name, value := range v {
			collect(all, place+"/"+name, value)
		}
	case []any:
		for i, value := range v {
			collect(all, fmt.Sprintf("%s/%d", place, i), value)
		}
	default:
		all[place] = v
	}
}

// differences counts the places that one of two documents has alone, or that have two values.
func differences(a, b map[string]any) int {
	count := 0

	for place, value := range a {
		if other, there := b[place]; !there || other != value {
			count++
		}
	}

	for place := range b {
		if _, there := a[place]; !there {
			count++
		}
	}

	return count
}
