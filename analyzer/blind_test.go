package analyzer_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// Whatever a denied call takes away, no rule says something else in silence: it says the same, or it is named as
// blind, or it says that it cannot decide. Each rule is asked for itself: what it leaves to another one comes back
// where that is blind.
func TestBlindnessLaw(t *testing.T) {
	t.Parallel()

	e, err := engine.New(t.Context(), unyielding(t), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}

	for _, file := range some(t, accounts(t)) {
		t.Run(filepath.ToSlash(file), func(t *testing.T) {
			t.Parallel()

			whole := asked(t, e, load(t, file))

			for noun, remove := range removals() {
				s := load(t, file)
				remove(s)
				s.Gaps = append(s.Gaps, snapshot.Gap{
					What: "test:Describe" + string(noun), Why: "AccessDenied", Nouns: []snapshot.Noun{noun}, Failed: true,
				})

				compareBlind(t, e.Rules(), noun, whole, asked(t, e, s))
			}
		})
	}
}

// unyielding are the built-in rules, none of which leaves a cause to another one.
func unyielding(t *testing.T) fs.FS {
	t.Helper()

	tree := fstest.MapFS{}

	err := fs.WalkDir(policies.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}

		data, err := fs.ReadFile(policies.FS, path)
		tree[path] = &fstest.MapFile{Data: data}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	all := catalogue(t)
	for i := range all {
		all[i].YieldsTo = nil
	}

	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}

	tree[engine.CatalogueFile] = &fstest.MapFile{Data: data}

	return tree
}

func compareBlind(t *testing.T, rules []finding.Rule, noun snapshot.Noun, whole, part engine.Result) {
	t.Helper()

	for _, rule := range rules {
		blind := slices.Contains(rule.Reads, string(noun))
		undecided := slices.ContainsFunc(part.Undecided, func(u finding.Undecided) bool { return u.Rule == rule.ID })

		if blind || undecided {
			continue
		}

		before, after := verdicts(whole, rule.ID), verdicts(part, rule.ID)
		if slices.Contains(rule.Weighs, string(noun)) {
			soften(before, after)
		}

		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("without %s, %s changes in silence: %s", noun, rule.ID, diff)
		}
	}
}

// soften takes milder verdicts on the same things for the ones before: what is missing decides only how bad they are.
func soften(before, after map[string]finding.Severity) {
	for key, severity := range after {
		if worst, told := before[key]; told && worst.AtLeast(severity) {
			before[key] = severity
		}
	}
}

func asked(t *testing.T, e *engine.Engine, s *snapshot.Snapshot) engine.Result {
	t.Helper()

	result, err := e.Evaluate(t.Context(), build.New(s))
	if err != nil {
		t.Fatal(err)
	}

	return result
}

// verdicts are the severities of a rule by key.
func verdicts(r engine.Result, rule string) map[string]finding.Severity {
	all := map[string]finding.Severity{}

	for _, f := range r.Findings {
		if f.Rule == rule {
			all[f.Key] = f.Severity
		}
	}

	return all
}

// removals take one kind of noun out of a snapshot each. For launch templates and images a default stands in, which
// findings name as an assumption.
func removals() map[snapshot.Noun]func(*snapshot.Snapshot) {
	return map[snapshot.Noun]func(*snapshot.Snapshot){
		snapshot.NounCapacityProvider:  func(s *snapshot.Snapshot) { s.CapacityProviders = nil },
		snapshot.NounService:           func(s *snapshot.Snapshot) { s.Services = nil },
		snapshot.NounTaskDefinition:    func(s *snapshot.Snapshot) { s.TaskDefinitions = nil },
		snapshot.NounTask:              func(s *snapshot.Snapshot) { s.Tasks = nil },
		snapshot.NounScheduledTask:     func(s *snapshot.Snapshot) { s.ScheduledTasks = nil },
		snapshot.NounContainerInstance: func(s *snapshot.Snapshot) { s.ContainerInstances = nil },
		snapshot.NounAutoScalingGroup:  func(s *snapshot.Snapshot) { s.AutoScalingGroups = nil },
		snapshot.NounScalableTarget:    func(s *snapshot.Snapshot) { s.ScalableTargets = nil },
		snapshot.NounInstance:          func(s *snapshot.Snapshot) { s.Instances = nil },
		snapshot.NounNetworkInterface:  func(s *snapshot.Snapshot) { s.NetworkInterfaces = nil },
		snapshot.NounSecurityGroup:     func(s *snapshot.Snapshot) { s.SecurityGroups = nil },
		snapshot.NounPrefixList:        func(s *snapshot.Snapshot) { s.PrefixLists = nil },
		snapshot.NounVPC:               func(s *snapshot.Snapshot) { s.VPCs = nil },
		snapshot.NounSubnet:            func(s *snapshot.Snapshot) { s.Subnets = nil },
		snapshot.NounRouteTable:        func(s *snapshot.Snapshot) { s.RouteTables = nil },
		snapshot.NounNetworkACL:        func(s *snapshot.Snapshot) { s.NetworkACLs = nil },
		snapshot.NounVPCEndpoint:       func(s *snapshot.Snapshot) { s.VPCEndpoints = nil },
		snapshot.NounCloudMapService:   func(s *snapshot.Snapshot) { s.CloudMapServices = nil },
		snapshot.NounLoadBalancer:      func(s *snapshot.Snapshot) { s.LoadBalancers = nil },
		snapshot.NounListener:          func(s *snapshot.Snapshot) { s.Listeners = nil },
		snapshot.NounTargetGroup:       func(s *snapshot.Snapshot) { s.TargetGroups = nil },
	}
}

// accounts are the snapshots among the fixtures of the rules.
func accounts(t *testing.T) []string {
	t.Helper()

	var files []string

	err := filepath.WalkDir(filepath.Join("..", "fixtures", "rules"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Base(path) == "snapshot.json" {
			files = append(files, path)
		}

		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}

	return files
}

// some are a few of many cases with the race detector, which looks for what the cases have in common and makes each of
// them ten times slower; without it, all: `make test` runs both.
func some(t *testing.T, cases []string) []string {
	t.Helper()

	if !raceEnabled {
		return cases
	}

	const every = 20

	var few []string
	for i := 0; i < len(cases); i += every {
		few = append(few, cases[i])
	}

	return few
}

func load(t *testing.T, file string) *snapshot.Snapshot {
	t.Helper()

	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}

	s, err := snapshot.Decode(data)
	if err != nil {
		t.Fatal(err)
	}

	return s
}
