package engine_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const everyDefinition = `findings contains {
	"at": definition.ref, "field": "networkMode", "severity": "high", "message": definition.name,
	"evidence": [definition.ref], "detail": "x", "notes": ["a note"], "assumptions": ["NETWORK_ACL_OPEN"],
} if {
	some definition in input.taskDefinitions.bridge
}`

func TestAFindingIsMadeOfRuleCatalogueAndIndex(t *testing.T) {
	t.Parallel()

	result, err := evaluate(t, rules(everyDefinition), 1)
	if err != nil {
		t.Fatal(err)
	}

	want := []finding.Finding{{
		Rule: "test/a-rule", Severity: finding.High, Title: "A rule", Message: "a:1",
		Resource: finding.Resource{
			Type: "AWS::ECS::TaskDefinition", ID: "a", Name: "a:1", Account: "111122223333", Region: "eu-north-1",
		},
		Affected: []finding.Affected{{TaskDefinition: "a:1"}},
		Location: &finding.Location{File: "a.json", StartLine: 3, StartColumn: 5, EndLine: 3, EndColumn: 18},
		Cause:    "a",
		Evidence: []finding.Evidence{
			{Kind: "taskDefinition", ID: "a", Text: "task definition a:1: networkMode absent, which is bridge"},
			{Kind: "note", Text: "a note"},
		},
		Assumptions: []finding.Assumption{
			{Code: "NETWORK_ACL_OPEN", Text: "a network ACL that was not read admits everything"},
		},
		Remediation: finding.Remediation{Text: "r"},
		Key:         "test/a-rule|task-definition/a|x",
		Status:      "new",
	}}
	want[0].Fingerprint = result.Findings[0].Fingerprint

	if diff := cmp.Diff(want, result.Findings); diff != "" {
		t.Error(diff)
	}

	if n := len(result.Findings[0].Fingerprint); n != 32 {
		t.Errorf("fingerprint has %d digits", n)
	}

	runs := []finding.RuleRun{{ID: "test/a-rule", Title: "A rule", Evaluated: 1}}
	if diff := cmp.Diff(runs, result.Runs); diff != "" {
		t.Error(diff)
	}
}

// What is evidence for two reasons is told once.
func TestEvidenceIsToldOnce(t *testing.T) {
	t.Parallel()

	result, err := evaluate(t, rules(`findings contains {
	"at": d.ref, "severity": "high", "message": "m", "evidence": e,
} if {
	some d in input.taskDefinitions.bridge
	d.name == "a:1"
	e := array.concat([d.ref], [x.ref | some x in input.taskDefinitions.bridge])
}`), 1)
	if err != nil {
		t.Fatal(err)
	}

	if n := len(result.Findings[0].Evidence); n != 1 {
		t.Errorf("%d times", n)
	}
}

// A fingerprint tells accounts and regions apart, and never depends on the revision.
func TestFingerprint(t *testing.T) {
	t.Parallel()

	result, err := evaluate(t, rules(everyDefinition), 2)
	if err != nil {
		t.Fatal(err)
	}

	again, err := evaluate(t, rules(everyDefinition), 1)
	if err != nil {
		t.Fatal(err)
	}

	slices.SortFunc(result.Findings, finding.Compare)

	if result.Findings[0].Fingerprint != again.Findings[0].Fingerprint {
		t.Error("the same finding has two fingerprints")
	}

	if result.Findings[0].Fingerprint == result.Findings[1].Fingerprint {
		t.Error("two findings have one fingerprint")
	}
}

func TestUndecided(t *testing.T) {
	t.Parallel()

	result, err := evaluate(t, rules(`undecided contains {"at": d.ref, "reason": "cannot tell"} if {
	some d in input.taskDefinitions.bridge
}`), 1)
	if err != nil {
		t.Fatal(err)
	}

	if len(result.Findings) != 0 || len(result.Undecided) != 1 || result.Undecided[0].Reason != "cannot tell" ||
		result.Undecided[0].Rule != "test/a-rule" || result.Undecided[0].Location.StartLine != 1 {
		t.Errorf("got %+v", result)
	}
}

// A rule that goes wrong fails the run and says which one it was: an error is never a pass.
func TestAFailingRuleFailsTheRun(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ body, want string }{
		"a severity it may not return": {
			`findings contains {"at": 0, "severity": "critical", "message": "m"}`, "custom.severities",
		},
		"a reference it made up": {
			`findings contains {"at": 99, "severity": "high", "message": "m"}`, "reference 99 is not in the input",
		},
		"evidence it made up": {
			`findings contains {"at": 0, "severity": "high", "message": "m", "evidence": [-1]}`, "reference -1",
		},
		"nothing it is about": {
			`findings contains {"severity": "high", "message": "m"}`, `"at" is missing`,
		},
		"no message": {
			`findings contains {"at": 0, "severity": "high"}`, "no message",
		},
		"no reason": {
			`undecided contains {"at": 0}`, "no reason",
		},
		"a field nobody knows": {
			`findings contains {"at": 0, "severity": "high", "message": "m", "colour": "red"}`, "colour",
		},
		"a finding that is no object": {
			`findings contains 1`, "not an object",
		},
		"a built-in that fails": {
			`findings contains {"at": 0, "severity": "high", "message": "m"} if {
				net.cidr_contains("no cidr", "10.0.0.1")
			}`, "net.cidr_contains",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			_, err := evaluate(t, rules(c.body), 1)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v; want %q in it", err, c.want)
			}
		})
	}
}

// No rule reaches a network, a clock or the environment.
func TestRulesAreOffline(t *testing.T) {
	t.Parallel()

	for _, call := range []string{
		`http.send({"method": "get", "url": "http://localhost"})`, `time.now_ns()`, `opa.runtime()`,
		`net.lookup_ip_addr("localhost")`, `rand.intn("a", 3)`, `uuid.rfc4122("a")`,
	} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()

			_, err := evaluate(t, rules("findings contains x if x := "+call), 1)
			if err == nil || !strings.Contains(err.Error(), "undefined function") {
				t.Errorf("got %v; want an undefined function", err)
			}
		})
	}
}

// Only the rules of scopes that have roots are compiled: a mistake in another one costs nothing until then.
func TestRulesWithoutRootsAreNotCompiled(t *testing.T) {
	t.Parallel()

	result, err := evaluate(t, scoped("cluster", "findings contains x if y"), 1)
	if err != nil {
		t.Fatal(err)
	}

	if len(result.Runs) != 1 || result.Runs[0].Evaluated != 0 {
		t.Errorf("got %+v", result.Runs)
	}
}

func TestABrokenCatalogueIsAnError(t *testing.T) {
	t.Parallel()

	for name, content := range map[string]string{"absent": "", "broken": "{"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			tree := rules(everyDefinition)
			delete(tree, engine.CatalogueFile)

			if content != "" {
				tree[engine.CatalogueFile] = file(content)
			}

			if _, err := engine.New(t.Context(), tree, engine.Options{}); err == nil {
				t.Error("no error")
			}
		})
	}
}

// A finding never yields to a milder one.
func TestAMilderRuleIsNotYieldedTo(t *testing.T) {
	t.Parallel()

	tree := with(rules(`findings contains {"at": d.ref, "severity": "high", "message": "worse"} if {
	some d in input.taskDefinitions.bridge
}`), fstest.MapFS{
		"ecslint/rules/test/better/better.rego": file(`package ecslint.rules.test.better

findings contains {"at": d.ref, "severity": "low", "message": "milder"} if some d in input.taskDefinitions.bridge`),
		"catalogue.json": file(`[
			{"id": "test/a-rule", "severities": ["high"], "scope": "taskDefinition", "yieldsTo": ["test/better"]},
			{"id": "test/better", "severities": ["low"], "scope": "taskDefinition"}]`),
	})

	result, err := evaluate(t, tree, 1)
	if err != nil {
		t.Fatal(err)
	}

	if len(result.Findings) != 2 {
		t.Errorf("%d findings; want both", len(result.Findings))
	}
}

// A finding whose cause another rule tells better becomes its evidence.
func TestYield(t *testing.T) {
	t.Parallel()

	other := `package ecslint.rules.test.better

findings contains {"at": d.ref, "severity": "high", "message": "better"} if {
	some d in input.taskDefinitions.bridge
	d.name == "a:1"
}`
	tree := with(rules(`findings contains {"at": d.ref, "severity": "high", "message": "told worse"} if {
	some d in input.taskDefinitions.bridge
}`), fstest.MapFS{
		"ecslint/rules/test/better/better.rego": file(other),
		"catalogue.json": file(`[
			{"id": "test/a-rule", "severities": ["high"], "scope": "taskDefinition", "yieldsTo": ["test/better"]},
			{"id": "test/better", "severities": ["high"], "scope": "taskDefinition"}]`),
	})

	result, err := evaluate(t, tree, 2)
	if err != nil {
		t.Fatal(err)
	}

	got := make([]string, 0, len(result.Findings))
	for _, f := range result.Findings {
		got = append(got, f.Rule+" "+f.Resource.ID)

		if f.Rule == "test/better" && (len(f.Evidence) != 1 || f.Evidence[0].Text != "told worse") {
			t.Errorf("evidence %+v", f.Evidence)
		}
	}

	slices.Sort(got)

	if diff := cmp.Diff([]string{"test/a-rule b", "test/better a"}, got); diff != "" {
		t.Error(diff)
	}
}

// Where several findings of one cause could take another one in, that of its own cluster does, and joins its workloads.
func TestYieldToTheNeighbour(t *testing.T) {
	t.Parallel()

	s := snapshot.New()
	s.Clusters = []snapshot.Cluster{{ID: "c/one", Name: "one"}, {ID: "c/two", Name: "two"}}

	tree := with(scoped("cluster", `findings contains {
	"at": c.ref, "severity": "high", "message": c.name, "cause": "sgr-1",
} if some c in input.clusters`), fstest.MapFS{
		"ecslint/rules/test/better/better.rego": file(`package ecslint.rules.test.better

findings contains {"at": c.ref, "severity": severities[c.name], "message": "better", "cause": "sgr-1"} if {
	some c in input.clusters
}

severities := {"one": "critical", "two": "high"}`),
		"catalogue.json": file(`[
			{"id": "test/a-rule", "severities": ["high"], "scope": "cluster", "yieldsTo": ["test/better"]},
			{"id": "test/better", "severities": ["critical", "high"], "scope": "cluster"}]`),
	})

	e, err := engine.New(t.Context(), tree, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}

	result, err := e.Evaluate(t.Context(), build.New(s))
	if err != nil {
		t.Fatal(err)
	}

	if len(result.Findings) != 2 {
		t.Fatalf("%d findings, want 2: %+v", len(result.Findings), result.Findings)
	}

	for _, f := range result.Findings {
		if f.Rule != "test/better" || len(f.Evidence) != 1 || f.Evidence[0].Text != f.Resource.Name {
			t.Errorf("%s of %s takes in %+v", f.Rule, f.Resource.Name, f.Evidence)
		}
	}
}

// Two revisions of one family say the same thing once.
func TestRevisionsAreMerged(t *testing.T) {
	t.Parallel()

	s := definitions(2)
	s.TaskDefinitions[1].Family = "a"

	for i := range s.TaskDefinitions {
		s.TaskDefinitions[i].Origin = snapshot.Origin{}
	}

	e, err := engine.New(t.Context(), rules(everyDefinition), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}

	result, err := e.Evaluate(t.Context(), build.New(s))
	if err != nil {
		t.Fatal(err)
	}

	files, err := e.Evaluate(t.Context(), build.New(sameFamily()))
	if err != nil || len(files.Findings) != 2 {
		t.Errorf("%d findings in two files, %v; want 2", len(files.Findings), err)
	}

	want := []finding.Affected{{TaskDefinition: "a:1"}, {TaskDefinition: "a:2"}}
	if len(result.Findings) != 1 {
		t.Fatalf("%d findings; want 1", len(result.Findings))
	}

	if diff := cmp.Diff(want, result.Findings[0].Affected); diff != "" {
		t.Error(diff)
	}
}

// sameFamily is two files that describe one family.
func sameFamily() *snapshot.Snapshot {
	s := definitions(2)
	s.TaskDefinitions[1].Family, s.TaskDefinitions[1].Revision = "a", 1

	return s
}
