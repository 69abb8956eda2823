package taskdef_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// A credential that someone wrote in the place of a variable's name is not kept: only that there is one.
func TestCredentialForName(t *testing.T) {
	t.Parallel()

	credentials := rapid.OneOf(
		rapid.StringMatching(`(AKIA|ASIA)[A-Z2-7]{16}`), rapid.StringMatching(`xox[baprs]-[0-9]{12}`),
		rapid.StringMatching(`gh[pousr]_[A-Za-z0-9]{36}`),
		rapid.StringMatching(`eyJ[A-Za-z0-9]{10}\.eyJ[A-Za-z0-9]{10}\.[A-Za-z0-9]{10}`),
		rapid.StringMatching(`postgres://app:[a-z]{8}@db:5432/x`),
	)
	around := rapid.SampledFrom([]string{"", " ", "=", "_"})

	rapid.Check(t, func(t *rapid.T) {
		secret := credentials.Draw(t, "credential")
		name := around.Draw(t, "before") + secret + around.Draw(t, "behind")
		value := rapid.SampledFrom([]string{"", "x", secret}).Draw(t, "value")

		text, err := json.Marshal([]any{map[string]any{"image": "a", "environment": []any{
			map[string]string{"name": name, "value": value}, map[string]string{"name": "LOG", "value": "debug"},
		}}})
		if err != nil {
			t.Fatal(err)
		}

		definitions, err := taskdef.Read("a.json", text)
		if err != nil {
			t.Fatal(err)
		}

		if variables := definitions[0].ContainerDefinitions[0].Environment; len(variables) != 2 ||
			variables[0] != (snapshot.Variable{Credential: true}) || variables[1].Name != "LOG" {
			t.Fatalf("%q is kept as %+v", name, variables)
		}

		if strings.Contains(fmt.Sprintf("%+v", definitions), secret) {
			t.Fatalf("the task definition holds %q", secret)
		}
	})
}
