package snapshot_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

var update = flag.Bool("update", false, "rewrite the generated files")

var schemaFile = filepath.Join("..", "..", "docs", "schema", "snapshot.json")

// The published schema is made of the Go structs. A value is bare, or {"unknown": "reason"}.
func TestSnapshotSchemaIsFresh(t *testing.T) {
	t.Parallel()

	reflector := &jsonschema.Reflector{Anonymous: true}
	reflector.Mapper = func(typ reflect.Type) *jsonschema.Schema {
		if typ.PkgPath() != reflect.TypeFor[snapshot.Snapshot]().PkgPath() || !strings.HasPrefix(typ.Name(), "Value[") {
			return nil
		}

		bare := (&jsonschema.Reflector{Anonymous: true, DoNotReference: true}).ReflectFromType(typ.Field(0).Type)
		bare.Version = ""
		unknown := &jsonschema.Schema{Type: "object", Required: []string{"unknown"}, Properties: jsonschema.NewProperties()}
		unknown.Properties.Set("unknown", &jsonschema.Schema{Type: "string"})

		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{bare, unknown}}
	}

	schema := reflector.Reflect(snapshot.Snapshot{})
	schema.ID = "https://github.com/ecslint/ecslint/blob/main/docs/schema/snapshot.json"
	schema.Title = "ecslint snapshot"

	got, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}

	got = append(got, '\n')

	if *update {
		if err := os.WriteFile(schemaFile, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run `make generate`", schemaFile)
	}
}

// What Encode writes keeps to the schema; what is no snapshot does not.
func TestEncodeKeepsToTheSchema(t *testing.T) {
	t.Parallel()

	compiled, err := validator.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}

	s := snapshot.New()
	s.Services = []snapshot.Service{{
		ID: "s", DesiredCount: snapshot.Known(3), LaunchType: snapshot.Unknown[snapshot.LaunchType]("known after apply"),
		NetworkConfiguration: &snapshot.NetworkConfiguration{SecurityGroups: snapshot.Known([]string{"sg-1"})},
	}}

	var b bytes.Buffer
	if err := snapshot.Encode(&b, s); err != nil {
		t.Fatal(err)
	}

	for text, want := range map[string]bool{
		b.String(): true,
		`{}`:       false,
		`{"schema": "ecslint.snapshot/v1", "services": [{"id": "s", "cluster": "", "name": "", "desiredCount": "3"}]}`: false,
		`{"schema": "ecslint.snapshot/v1", "servces": []}`:                                                             false,
	} {
		document, err := validator.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}

		if err := compiled.Validate(document); (err == nil) != want {
			t.Errorf("valid: %v, want %v (%v)\n%s", err == nil, want, err, text)
		}
	}
}
