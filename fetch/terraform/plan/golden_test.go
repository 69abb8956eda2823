package plan_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/plan"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var realRoot = filepath.Join("..", "..", "..", "fixtures", "real")

// Plans of our own, which hold what public ones lack, and those of public repositories, with what is made of each.
func TestReal(t *testing.T) {
	t.Parallel()

	own, _ := filepath.Glob(filepath.Join("testdata", "*.json"))
	public, _ := filepath.Glob(filepath.Join(realRoot, "terraform-plan", "*"))

	if len(own) < 2 || len(public) < 5 {
		t.Fatalf("%d and %d plans", len(own), len(public))
	}

	for _, path := range append(own, public...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()

			golden(t, filepath.Join("testdata", filepath.Base(path)+".want"), whole(t, "plan.json", content(t, path)))
		})
	}
}

// whole is the snapshot of a plan behind its errors.
func whole(t *testing.T, name, data string) string {
	t.Helper()

	var out bytes.Buffer

	root, all, err := plan.Read(name, []byte(data))
	if err != nil {
		fmt.Fprintln(&out, err)
	}

	s, errs := terraform.Snapshot(root, all, snapshot.Source{Kind: snapshot.SourceTerraformPlan, Path: name})
	for _, err := range errs {
		fmt.Fprintln(&out, err)
	}

	if err := snapshot.Encode(&out, s); err != nil {
		t.Fatal(err)
	}

	return out.String()
}

// What a plan says of secrets goes no further.
func TestSecretsStay(t *testing.T) {
	t.Parallel()

	files := []string{
		filepath.Join("testdata", "bridge.json"), filepath.Join("testdata", "fargate.json"),
		filepath.Join(realRoot, "terraform-plan",
			"bridgecrewio__checkov__tests--terraform--runner--resources--plan--tfplan.json"),
	}

	for _, path := range files {
		data, found := content(t, path), 0
		out := whole(t, "plan.json", data)

		for _, secret := range []string{
			"hunter2", "aHVudGVyMg", "ECS_ENGINE_AUTH_DATA", "AKIAIOSFODNN7EXAMPLE",
			"Aa1234321Bb",
		} {
			found += strings.Count(data, secret)

			if strings.Contains(out, secret) {
				t.Errorf("%s: the snapshot holds %s", path, secret)
			}
		}

		if found == 0 {
			t.Errorf("%s: no secret to keep", path)
		}
	}
}

// A place that is off is worse than none: each key must hold, in the file itself, what it is of.
func TestPlaces(t *testing.T) {
	t.Parallel()

	lines := strings.Split(content(t, filepath.Join("testdata", "fargate.json")), "\n")

	_, all, err := plan.Read("plan.json", []byte(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}

	for _, r := range all {
		at := r.Head.Head()
		if !strings.HasPrefix(lines[at.StartLine-1][at.StartColumn-1:], "{") ||
			!strings.Contains(lines[at.StartLine], strings.ReplaceAll(r.Address, `"`, `\"`)) {
			t.Errorf("%s is not at %v", r.Address, at)
		}
	}
}

func TestRealFilesHaveSources(t *testing.T) {
	t.Parallel()

	sources := content(t, filepath.Join(realRoot, "SOURCES.tsv"))
	public, _ := filepath.Glob(filepath.Join(realRoot, "terraform-plan", "*"))

	for _, path := range public {
		if !strings.Contains(sources, "\nterraform-plan/"+filepath.Base(path)+"\t") {
			t.Errorf("%s has no line in SOURCES.tsv", path)
		}
	}
}

func content(t *testing.T, path string) string {
	t.Helper()

	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	return string(data)
}

func golden(t *testing.T, path, got string) {
	t.Helper()

	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if diff := cmp.Diff(content(t, path), got); diff != "" {
		t.Errorf("%s (-want +got; refresh with -update):\n%s", path, diff)
	}
}
