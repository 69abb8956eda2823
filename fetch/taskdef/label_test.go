package taskdef_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/taskdef"
)

// Of the labels of a container one is read, ours, with its place; it says nothing where a template is to fill it in.
func TestLabelsWithIgnores(t *testing.T) {
	t.Parallel()

	const kept = `[{"kind":"label","origin":{"file":"a.json","range":{"startLine":2,"startColumn":%,` +
		`"endLine":2,"endColumn":&}},"rules":["host/network-mode"],"reason":"x"}]`

	at := func(column, end string) string { return strings.NewReplacer("%", column, "&", end).Replace(kept) }

	for text, want := range map[string]string{
		`{"family": "a", "containerDefinitions": [{"image": "a",
"dockerLabels": {"team": "hush", "ecslint.ignore": "host/network-mode reason=x"}}]}`: at("34", "50"),
		`[{"image": "a", "name": "a",
"dockerLabels": {"ecslint.ignore": "host/network-mode reason=x", "ecslint": "hush"}}]`: at("18", "34"),
		`{"image": "a", "name": "a",
"dockerLabels": {"ecslint.ignore": "host/network-mode reason=x"}}`: at("18", "34"),
		`{"containerDefinitions": [{"image": "a", "dockerLabels": {"ecslint.ignore": "${ignores}"}}]}`: "null",
		`{"containerDefinitions": [{"image": "a", "dockerLabels": {"ecslint.ignore": ""}}]}`:           "null",
		`{"containerDefinitions": [{"image": "a", "dockerLabels": {"Ecslint.Ignore": "hush"}}]}`:       "null",
		`{"containerDefinitions": [{"image": "a", "dockerLabels": ["hush"]}]}`:                         "null",
	} {
		definitions, err := taskdef.Read("a.json", []byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}

		got, err := json.Marshal(definitions[0].Suppressions)
		if err != nil {
			t.Fatal(err)
		}

		if string(got) != want {
			t.Errorf("%s:\ngot  %s\nwant %s", text, got, want)
		}

		if whole, err := json.Marshal(definitions); err != nil || strings.Contains(string(whole), "hush") {
			t.Errorf("%s: another label is kept: %s (%v)", text, whole, err)
		}
	}

	const number = `{"containerDefinitions": [{"image": "a", "dockerLabels": {"ecslint.ignore": 1}}]}`

	_, err := taskdef.Read("a.json", []byte(number))
	if err == nil || err.Error() != "a.json:1:77: ecslint.ignore must be text, not a number" {
		t.Errorf("got %v", err)
	}
}
