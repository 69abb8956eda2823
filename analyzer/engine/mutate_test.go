package engine_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// No condition of a rule, or of the words that rules share, is there for nothing: without any one of them a Rego test
// of it fails. What asks every rule that there is has no condition. Expressions without which the rule does not compile
// bind a name and are no conditions. A condition that says what follows from the others too is listed, with what it
// follows from, and only as long as that is so.
func TestEveryConditionOfARuleIsTested(t *testing.T) {
	t.Parallel()

	all := modules(t)

	for file := range all {
		if strings.HasPrefix(file, "ecslint/main/") || strings.HasSuffix(file, "_test.rego") {
			continue
		}

		listed := conditions(all[file]) // a walk sorts in place, which copies must not meet

		t.Run(path.Dir(strings.TrimPrefix(file, "ecslint/rules/")), func(t *testing.T) {
			t.Parallel()

			follows := following()[path.Dir(strings.TrimPrefix(file, "ecslint/rules/"))]

			used := map[string]bool{}

			for i, e := range listed {
				if text := string(e.Location.Text); survives(t, all, file, i) {
					used[text] = true

					if follows[text] == "" {
						t.Errorf("%s: %s: no test fails without it", e.Location, text)
					}
				}
			}

			for text := range follows {
				if !used[text] {
					t.Errorf("%s: listed as one that follows, but a test fails without it", text)
				}
			}
		})
	}
}

// following lists by rule the conditions that follow from what else is said.
func following() map[string]map[string]string {
	const (
		reason = "only what is not known has a reason"
		value  = "what is not known has no value"
		field  = "the field by mode has the same modes"
		all    = "there are no other modes"
		empty  = "of an empty list there is no first"
	)

	return map[string]map[string]string{
		"awsvpc/missing_network_configuration": {
			`some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]`: all,
		},
		"bridge/network_mode":          {`definition.networkMode.state == "unknown"`: reason},
		"exposure/instance_admin_port": {`opening.listening.count > 0`: "an opening has a port of one kind or the other"},
		"fargate/platform_version": {
			`some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]`: all,
		},
		"fargate/requires_awsvpc": {`definition.networkMode.state == "unknown"`: reason},
		"hardening/container_insights": {
			`lib.known(insights.value)`:           value,
			`lib.unknown(cluster.insights.value)`: reason,
		},
		"hardening/exec_logging": {
			`count(exec.names) > 0`:     "no words are there for none",
			`lib.unknown(exec.logging)`: reason,
		},
		"hardening/host_ipc":             {`lib.unknown(definition.hardening.ipcMode)`: reason},
		"hardening/host_pid":             {`lib.unknown(definition.hardening.pidMode)`: reason},
		"host/loopback_exposure":         {`count(party.powerful) > 0`: empty},
		"host/network_mode":              {`definition.networkMode.state == "unknown"`: reason},
		"identity/shared_instance_group": {`count(d.needed) > 0`: empty},
		"managed_instances/network_mode": {`definition.networkMode.state == "unknown"`: reason},
		"ports/deployment_deadlock":      {`some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]`: all},
		"ports/duplicate_in_task":        {`some mode in ["awsvpc", "bridge", "host", "nat", "unknown"]`: field},
		"ports/in_ephemeral_range": {
			`some mode in ["bridge", "host", "nat"]`: field,
			`port.ephemeral`:                         "its range is told",
		},
		"ports/invalid_mapping": {
			`definition.networkMode.state == "known"`:                             value,
			`some mode in ["awsvpc", "bridge", "host", "none", "nat", "unknown"]`: all,
		},
		"ports/one_task_per_instance": {`count(service.fixedPorts) > 0`: empty},
		"ports/reserved":              {`some mode in ["bridge", "host", "nat", "unknown"]`: field},
	}
}

// A mutation that cannot be found would be a test that cannot fail.
func TestAnUntestedConditionIsFound(t *testing.T) {
	t.Parallel()

	const file = "ecslint/rules/a/b/b.rego"

	all := map[string]*ast.Module{
		file: ast.MustParseModule("package a.b\n\np if { input.x == 1\n input.y == 2 }"),
		"ecslint/rules/a/b/b_test.rego": ast.MustParseModule("package a.b_test\n\n" +
			"test_p if data.a.b.p with input as {\"x\": 1, \"y\": 2}\n\n" +
			"test_not_p if not data.a.b.p with input as {\"x\": 3, \"y\": 2}"),
	}

	var found []string

	for i, e := range conditions(all[file]) {
		if survives(t, all, file, i) {
			found = append(found, string(e.Location.Text))
		}
	}

	if want := []string{"input.y == 2"}; !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
}

// conditions lists the expressions of a module, in the bodies of rules and in what is written inside of them, without
// those that always hold: a rule that is only a value has such a body.
func conditions(module *ast.Module) []*ast.Expr {
	var all []*ast.Expr

	ast.WalkExprs(module, func(e *ast.Expr) bool {
		if term, ok := e.Terms.(*ast.Term); !ok || !term.Equal(ast.BooleanTerm(true)) {
			all = append(all, e)
		}

		return false
	})

	return all
}

// survives takes the condition i for true, and reports whether no test of the rule notices.
func survives(t *testing.T, all map[string]*ast.Module, file string, i int) bool {
	t.Helper()

	some := map[string]*ast.Module{}

	for name, module := range all {
		library := strings.HasPrefix(name, "ecslint/lib/") && !strings.HasSuffix(name, "_test.rego")
		if library || path.Dir(name) == path.Dir(file) {
			some[name] = module.Copy()
		}
	}

	e := conditions(some[file])[i]
	e.Terms, e.Negated, e.With = ast.BooleanTerm(true), false, nil

	return passes(t, some)
}

// passes reports whether the modules compile and no test of them fails.
func passes(t *testing.T, some map[string]*ast.Module) bool {
	t.Helper()

	store := inmem.New()

	txn, err := store.NewTransaction(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	results, err := tester.NewRunner().SetStore(store).SetModules(some).RunTests(t.Context(), txn)
	if err != nil {
		return false
	}

	ok := true

	for r := range results {
		ok = ok && r.Pass()
	}

	return ok
}
