package engine_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/policies"
)

// own is a users' rule with the METADATA that it needs.
func own(name, body string) string { return ownWith("  scope: taskDefinition", name, body) }

func ownWith(more, name, body string) string {
	return fmt.Sprintf(`# METADATA
# title: A title
# custom:
#   remediation: Mend it.
#   severities: [low, high]
# %s
package custom.rules.%s

%s`, more, name, body)
}

const everyBridge = `findings contains {"at": d.ref, "severity": "high", "message": d.name} if {
	some d in input.taskDefinitions.bridge
}
`

func folder(name string, files ...string) engine.Policy {
	tree := fstest.MapFS{}
	for i, src := range files {
		tree[fmt.Sprintf("%c.rego", 'a'+i)] = file(src)
	}

	return engine.Policy{Name: name, FS: tree}
}

func read(t *testing.T, all ...engine.Policy) (*engine.UserRules, error) {
	t.Helper()

	return engine.ReadPolicies(t.Context(), all, engine.PolicyOptions{Rules: policies.FS, Schema: policies.FactsSchema})
}

func evaluateOwn(t *testing.T, opts engine.Options, n int, files ...string) engine.Result {
	t.Helper()

	var err error
	if opts.Users, err = read(t, folder("own", files...)); err != nil {
		t.Fatal(err)
	}

	e, err := engine.New(t.Context(), rules("findings := set()"), opts)
	if err != nil {
		t.Fatal(err)
	}

	result, err := e.Evaluate(t.Context(), build.New(definitions(n)))
	if err != nil {
		t.Fatal(err)
	}

	return result
}

func TestAUsersRuleIsAsked(t *testing.T) {
	t.Parallel()

	result := evaluateOwn(t, engine.Options{}, 2, own("a_b.c_d", everyBridge))
	if len(result.Findings) != 2 || len(result.Failures) != 0 {
		t.Fatalf("got %+v", result)
	}

	f := result.Findings[0]
	if f.Rule != "custom/a-b/c-d" || f.Title != "A title" || f.Remediation.Text != "Mend it." || f.Location == nil {
		t.Errorf("got %+v", f)
	}

	runs := []finding.RuleRun{
		{ID: "custom/a-b/c-d", Title: "A title", Evaluated: 2}, {ID: "test/a-rule", Title: "A rule", Evaluated: 2},
	}
	if diff := cmp.Diff(runs, result.Runs); diff != "" {
		t.Error(diff)
	}
}

func TestAUsersRuleThatIsOffIsNotAsked(t *testing.T) {
	t.Parallel()

	result := evaluateOwn(t, engine.Options{Disabled: []string{"custom/a/b"}}, 1, own("a.b", everyBridge))
	if len(result.Findings) != 0 || len(result.Runs) != 1 {
		t.Errorf("got %+v", result)
	}
}

// A users' rule that looks at all it is given says the same for any batch: it is given one root at a time.
func TestUsersRulesNeverSeeTheBatch(t *testing.T) {
	t.Parallel()

	for _, batch := range []int{1, 7, 64} {
		result := evaluateOwn(t, engine.Options{Batch: batch}, 9, own("a.b", `
findings contains {"at": d.ref, "severity": "low", "message": sprintf("%d", [count(input.taskDefinitions.bridge)])} if {
	some d in input.taskDefinitions.bridge
}`))
		for _, f := range result.Findings {
			if f.Message != "1" {
				t.Errorf("batch %d: a rule sees %s roots", batch, f.Message)
			}
		}

		if len(result.Findings) != 9 {
			t.Errorf("batch %d: %d findings", batch, len(result.Findings))
		}
	}
}

// What a rule said before it failed does not count, and what the others say does.
func TestAUsersRuleFailsAlone(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ body, want string }{
		"a severity that it does not declare": {
			`findings contains {"at": 0, "severity": "critical", "message": "m"}`, "custom.severities",
		},
		"a key that is misspelt": {
			`findings contains {"at": 0, "severity": "low", "mesage": "m"}`, "mesage",
		},
		"no message":       {`findings contains {"at": 0, "severity": "low"}`, "no message"},
		"no object":        {`findings contains "text"`, "text is no object"},
		"a reason missing": {"findings contains {} if false\n\nundecided contains {\"at\": 0}", "no reason"},
		"a built-in, on one root": {
			`findings contains {"at": d.ref, "severity": "low", "message": "m"} if {
	some d in input.taskDefinitions.bridge
	to_number(replace(replace(d.name, "a:1", "1"), "b:2", "2")) > 0
}`, "own/a.rego:11: eval_builtin_error: to_number",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			result := evaluateOwn(t, engine.Options{}, 3, own("a.b", c.body), own("a.c", everyBridge))
			if len(result.Failures) != 1 || !strings.Contains(result.Failures[0].String(), c.want) ||
				!strings.Contains(result.Failures[0].String(), "rule custom/a/b failed") {
				t.Errorf("got %v, want %s", result.Failures, c.want)
			}

			if len(result.Findings) != 3 || len(result.Undecided) != 0 || len(result.Runs) != 2 {
				t.Errorf("got %+v", result)
			}
		})
	}
}

// An interrupted run says so, rather than that a rule is wrong.
func TestAnInterruptIsNoFailureOfARule(t *testing.T) {
	t.Parallel()

	users, err := read(t, folder("own", own("a.b", everyBridge)))
	if err != nil {
		t.Fatal(err)
	}

	e, err := engine.New(t.Context(), fstest.MapFS{"catalogue.json": file("[]")}, engine.Options{Users: users})
	if err != nil {
		t.Fatal(err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()

	if _, err := e.Evaluate(ctx, build.New(definitions(1))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestPoliciesAreRefused(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		src  string
		want []string // empty for a rule that is fine
	}{
		"fine":             {src: own("a.b", everyBridge)},
		"scope by default": {src: ownWith("", "a.b", `findings contains input.accounts[_].ref`)},
		"another tool's schema": {
			own("a.b", "findings contains input.nothing"),
			[]string{`own/a.rego:9: there is no fact "nothing"; there are schema, taskDefinitions`},
		},
		"a fact of a text": {
			own("a.b", "findings contains input.schema.x"), []string{`own/a.rego:9: there is no fact "x"`},
		},
		"no Rego":     {"package custom.rules.a.b\n\nfindings {", []string{"own/a.rego:3: "}},
		"no METADATA": {"package custom.rules.a.b\n\n" + everyBridge, []string{"own/a.rego:1: a rule needs METADATA"}},
		"misspelt METADATA": {
			ownWith("  severity: low", "a.b", everyBridge),
			[]string{"own/a.rego:1: there is no custom.severity in the METADATA"},
		},
		"no severities": {
			"# METADATA\n# title: T\npackage custom.rules.a.b\n\n" + everyBridge,
			[]string{"has no custom.remediation", "has no custom.severities"},
		},
		"a scope that there is not": {
			ownWith("  scope: task", "a.b", everyBridge), []string{`own/a.rego:1: custom.scope "task" is none of`},
		},
		"another's package": {
			"package ecslint.rules.a.b\n\n" + everyBridge,
			[]string{"own/a.rego:1: package ecslint.rules.a.b is neither custom.rules"},
		},
		"a package too deep": {own("a.b.c", everyBridge), []string{"package custom.rules.a.b.c is neither"}},
		"an odd name":        {own(`a["B-c"]`, everyBridge), []string{"a/B-c is no name of a rule"}},
		"no findings":        {own("a.b", "finding contains 1"), []string{"the rule has no findings"}},
		"findings that are no set": {
			own("a.b", "findings := [1]"), []string{"the rule has no findings"},
		},
		"the clock": {
			own("a.b", "findings contains time.now_ns()"), []string{"own/a.rego:9: time.now_ns is not for rules"},
		},
		"the environment": {
			own("a.b", "findings contains opa.runtime()"), []string{"opa.runtime is not for rules"},
		},
		"another rule": {
			own("a.b", "findings contains data.ecslint.rules.bridge.network_mode.findings"),
			[]string{"own/a.rego:9: there is no data.ecslint.rules.bridge.network_mode.findings"},
		},
		"a fact negated": {
			own("a.b", "findings contains d.ref if {\n\tsome d in input.taskDefinitions.bridge\n\t"+
				"not d.hardening.pidMode.value == \"host\"\n}"),
			[]string{"own/a.rego:11: not … d.hardening.pidMode.value holds where the fact is not known, too"},
		},
		"a fact compared": {
			src: own("a.b", "findings contains d.ref if {\n\tsome d in input.taskDefinitions.bridge\n\t"+
				"not d.windows\n\td.hardening.pidMode.value != \"host\"\n}"),
		},
		"yields to a rule": {src: ownWith("  yields_to: [bridge/network-mode]", "a.b", "findings contains 1")},
		"yields to nothing": {
			ownWith("  yields_to: [bridge/networkmode]", "a.b", everyBridge),
			[]string{`custom.yields_to: there is no built-in rule "bridge/networkmode"`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, err := read(t, folder("own", c.src))
			if len(c.want) == 0 && err != nil {
				t.Error(err)
			}

			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %s", err, want)
				}
			}
		})
	}
}

func TestTwoRulesOfOneIDAreRefused(t *testing.T) {
	t.Parallel()

	_, err := read(t, folder("ours", own("a.b", everyBridge)), folder("theirs", own("a.b", everyBridge)))
	if want := "theirs/a.rego:7: rule custom/a/b is in ours/a.rego already"; err == nil ||
		!strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}

	if _, err := read(t, folder("ours", own("a.b", everyBridge)), folder("theirs", own("a.c", everyBridge))); err != nil {
		t.Error(err)
	}
}

// A gap blinds a users' rule as it does a built-in one, through a library too.
func TestWhatAUsersRuleReadsIsKnown(t *testing.T) {
	t.Parallel()

	users, err := read(t, folder("own",
		ownWith("  scope: service", "a.b", "findings contains 1 if data.custom.lib.x.open(input.services.awsvpc[_])"),
		"package custom.lib.x\n\nopen(service) if count(service.targetGroups) > 0",
		ownWith("  scope: service", "a.c", "findings contains 1 if input.services.awsvpc[_].name"),
	))
	if err != nil {
		t.Fatal(err)
	}

	uses, alone := users.Catalogue()[0].Reads, users.Catalogue()[1].Reads
	if !slices.Contains(uses, "TargetGroup") || slices.Contains(alone, "TargetGroup") {
		t.Errorf("got %q and %q", uses, alone)
	}
}
