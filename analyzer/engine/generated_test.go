package engine_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts"
	"github.com/ecslint/ecslint/policies"
)

var update = flag.Bool("update", false, "rewrite the generated files")

// The catalogue is made of the METADATA of the rules, so that reading METADATA costs nothing at run time. Why a rule
// matters stands on its page alone.
func TestCatalogueIsFresh(t *testing.T) {
	t.Parallel()

	rules, err := engine.Describe(policies.FS)
	if err != nil {
		t.Fatal(err)
	}

	for i := range rules {
		rules[i].Why = why(t, rules[i].ID)
	}

	fresh(t, filepath.Join("..", "..", "policies", "catalogue.json"), rules)
}

var link = regexp.MustCompile(`\[([^]]+)\]\(([^)]+)\)`)

// why is what the page of a rule says of why it matters, less its links, in one line.
func why(t *testing.T, rule string) string {
	t.Helper()

	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "rules", filepath.FromSlash(rule)+".md"))
	if err != nil {
		t.Error(err)
	}

	_, text, _ := strings.Cut(string(page), "\n## Why it matters\n")
	text, _, _ = strings.Cut(text, "\n## ")

	return strings.Join(strings.Fields(link.ReplaceAllString(text, "$1")), " ")
}

// The schema of the input document is made of the Go structs, so that opa check -s knows every field.
func TestFactsSchemaIsFresh(t *testing.T) {
	t.Parallel()

	reflector := jsonschema.Reflector{
		DoNotReference: true,
		Anonymous:      true,
		Mapper: func(typ reflect.Type) *jsonschema.Schema {
			if typ == reflect.TypeFor[facts.Ref]() {
				return &jsonschema.Schema{Type: "integer"}
			}

			return nil
		},
	}
	schema := reflector.Reflect(facts.Input{})
	schema.Version = "http://json-schema.org/draft-07/schema#" // the draft that opa check reads
	schema.Title = "What an ecslint rule reads as input"

	fresh(t, filepath.Join("..", "..", "policies", "schema", "facts.json"), schema)
}

// fresh compares a generated file with what it would be now.
func fresh(t *testing.T, path string, value any) {
	t.Helper()

	var got bytes.Buffer

	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")

	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}

	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is stale: run `make generate`", path)
	}
}
