package analyzer_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// What is evidence of a container says of its powers only those that the rule is about.
func TestEvidenceOfContainers(t *testing.T) {
	t.Parallel()

	s := snapshot.New()
	s.TaskDefinitions = []snapshot.TaskDefinition{{
		ID: "web:1", Family: "web", Revision: 1, NetworkMode: snapshot.Known(snapshot.ModeBridge),
		ContainerDefinitions: []snapshot.ContainerDefinition{{
			Name: "app", Privileged: snapshot.Known(true),
			User: snapshot.Known(snapshot.UserRoot), LogMode: snapshot.Known("blocking"),
		}},
	}, {
		ID: "side:1", Family: "side", Revision: 1, NetworkMode: snapshot.Known(snapshot.ModeBridge),
		ContainerDefinitions: []snapshot.ContainerDefinition{{Name: "app", AddedCaps: []string{"SYS_ADMIN"}}},
	}}

	const name, side = "container app of web:1", "container app of side:1"

	want := map[string]string{
		"hardening/privileged":               name + ": privileged",
		"hardening/added-capabilities":       side + ": adds SYS_ADMIN",
		"hardening/root-user":                name,
		"hardening/missing-logging":          name,
		"hardening/blocking-log-mode":        name,
		"hardening/no-memory-limit":          name,
		"hardening/writable-root-filesystem": name,
	}

	found := map[string]bool{}

	for _, f := range ask(t, s).Findings {
		for _, e := range f.Evidence {
			if text, ok := want[f.Rule]; ok && e.Text != text && e.Text != side {
				t.Errorf("%s: got %q, want %q", f.Rule, e.Text, text)
			} else if !ok && strings.Contains(e.Text, "privileged") {
				t.Errorf("%s: %q", f.Rule, e.Text)
			}
		}

		found[f.Rule] = true
	}

	for rule := range want {
		if !found[rule] {
			t.Errorf("%s finds nothing", rule)
		}
	}
}
