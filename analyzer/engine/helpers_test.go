package engine_test

import (
	"maps"
	"testing"
	"testing/fstest"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// rules is a tree with one rule of scope taskDefinition, whose body is given, and the real entry point.
func rules(body string) fstest.MapFS { return scoped("taskDefinition", body) }

func scoped(scope, body string) fstest.MapFS {
	return fstest.MapFS{
		"catalogue.json": file(`[{"id": "test/a-rule", "title": "A rule", "description": "d", "remediation": "r",
			"severities": ["high", "low"], "scope": "` + scope + `"}]`),
		"ecslint/main/main.rego": file(`package ecslint.main

results contains {"category": category, "name": name, "finding": finding} if {
	some category, name
	some finding in data.ecslint.rules[category][name].findings
}

results contains {"category": category, "name": name, "undecided": undecided} if {
	some category, name
	some undecided in data.ecslint.rules[category][name].undecided
}`),
		"ecslint/lib/lib.rego":                       file("package ecslint.lib\n\nknown(x) if x"),
		"ecslint/rules/test/a_rule/a_rule.rego":      file("package ecslint.rules.test.a_rule\n\n" + body),
		"ecslint/rules/test/a_rule/a_rule_test.rego": file("package ecslint.rules.test.a_rule_test\n\nthis is no Rego"),
	}
}

func with(tree, more fstest.MapFS) fstest.MapFS {
	maps.Copy(tree, more)

	return tree
}

func file(content string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(content)} }

// evaluate asks the rules about n task definitions in bridge mode, of family a, b, c and so on.
func evaluate(t *testing.T, tree fstest.MapFS, n int) (engine.Result, error) {
	t.Helper()

	e, err := engine.New(t.Context(), tree, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}

	return e.Evaluate(t.Context(), build.New(definitions(n)))
}

func definitions(n int) *snapshot.Snapshot {
	s := snapshot.New()

	for i := range n {
		family := string(rune('a' + i))
		s.TaskDefinitions = append(s.TaskDefinitions, snapshot.TaskDefinition{
			ID: family, Family: family, Revision: i + 1,
			Meta: snapshot.Meta{Account: "111122223333", Region: "eu-north-1", Origin: snapshot.Origin{
				File: family + ".json", Range: snapshot.Range{StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 2},
				Fields: []snapshot.Field{{
					Name: "networkMode", Range: snapshot.Range{StartLine: 3, StartColumn: 5, EndLine: 3, EndColumn: 18},
				}},
			}},
		})
	}

	return s
}
