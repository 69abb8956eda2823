package taskdef_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

func TestMisspelt(t *testing.T) {
	t.Parallel()

	const container = "x.json:1:44: a container definition has no key "

	with := func(member string) string { return `{"family": "a", "containerDefinitions": [ {` + member + `}]}` }

	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"of the task": {
			`{"networkMod": "host", "containerDefinitions": []}`,
			[]string{"x.json:1:2: a task definition has no key networkMod, which is not read; did you mean networkMode?"},
		},
		"of a container": {
			with(`"portMapping": []`), []string{container + "portMapping, which is not read; did you mean portMappings?"},
		},
		"of containers alone": {
			`[{"image": "x", "name": "x", "privilegd": true}]`,
			[]string{"x.json:1:30: a container definition has no key privilegd, which is not read; did you mean privileged?"},
		},
		"deep": {
			with(`"linuxParameters": {"capabilities": {"ad": []}, "inits": 1, "initProcesEnabled": true}`), []string{
				"x.json:1:104: linuxParameters has no key initProcesEnabled, which is not read; did you mean initProcessEnabled?",
			},
		},
		"in other capitals":      {with(`"PortMappings": []`), nil},
		"of a tool":              {with(`"x-owner": "a", "$schema": "b", "healthCheckGrace": 1`), nil},
		"of an answer":           {`{"taskDefinition": {"registeredBy": "a", "containerDefinitions": []}}`, nil},
		"labels, which are free": {with(`"dockerLabels": {"nam": "a"}, "logConfiguration": {"options": {"optoin": 1}}`), nil},
		"a placeholder":          {with(`"${portMapping}": []`), nil},
		"all that there are":     {with(`"name": "a", "image": "b", "portMappings": [{"hostPort": 1, "name": "c"}]`), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			roots, err := document.ParseAll("x.json", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}

			if diff := cmp.Diff(c.want, taskdef.Misspelt("x.json", roots), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestKeysFresh compares the table with the API as the SDK has it, whose fields begin with a capital.
func TestKeysFresh(t *testing.T) {
	t.Parallel()

	want := map[string][]string{}
	collect(want, "", reflect.TypeFor[types.TaskDefinition]())
	collect(want, "", reflect.TypeFor[ecs.RegisterTaskDefinitionInput]())

	for path, keys := range want {
		slices.Sort(keys)

		if diff := cmp.Diff(slices.Compact(keys), taskdef.KeysAt(path)); diff != "" {
			t.Errorf("%q: -want +got\n%s", path, diff)
		}
	}
}

func collect(keys map[string][]string, path string, of reflect.Type) {
	for field := range of.Fields() {
		if !field.IsExported() || field.Name == "ResultMetadata" {
			continue
		}

		key := strings.ToLower(field.Name[:1]) + field.Name[1:]
		keys[path] = append(keys[path], key)

		inner := field.Type
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}

		if inner.Kind() == reflect.Struct && inner.PkgPath() != "time" {
			collect(keys, strings.TrimPrefix(path+"/"+key, "/"), inner)
		}
	}
}
