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
			Name: "app", Privileged: snapshot.Known(true), AddedCaps: []string{"SYS_ADMIN"},
			User: snapshot.Known(snapshot.UserRoot), LogMode: snapshot.Known("blocking"),
		}},
	}}

	const name = "container app of web:1"

	want := map[string]string{
		"hardening/privileged":               name + ": privileged",
		"hardening/added-capabilities":       name + ": adds SYS_ADMIN",
		"hardening/root-user":                name,
		"hardening/missing-logging":          name,
		"hardening/blocking-log-mode":        name,
		"hardening/no-memory-limit":          name,
		"hardening/writable-root-filesystem": name,
	}

	for _, f := range ask(t, s).Findings {
		for _, e := range f.Evidence {
			if text, ok := want[f.Rule]; ok && e.Text != text {
				t.Errorf("%s: got %q, want %q", f.Rule, e.Text, text)
			} else if !ok && strings.Contains(e.Text, "privileged") {
				t.Errorf("%s: %q", f.Rule, e.Text)
			}
		}

		delete(want, f.Rule)
	}

	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
