package analyzer_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/engine"
	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// answers is what the rules about ports say of one definition, in one mode or in one that is not known.
type answers struct {
	findings  []finding.Finding
	undecided map[string]bool
}

func genContainers(t *rapid.T) []snapshot.ContainerDefinition {
	port := rapid.SampledFrom([]int{80, 80, 80, 80, 22, 8080, 40000, 0, -1, 70000})
	protocol := rapid.SampledFrom([]snapshot.Value[string]{{}, {}, {}, snapshot.Known("udp")})
	span := rapid.SampledFrom([]string{"80-90", "9-1"})
	containers := make([]snapshot.ContainerDefinition, rapid.IntRange(1, 2).Draw(t, "containers"))

	for i := range containers {
		containers[i].Name = []string{"app", "proxy"}[i]

		for range rapid.IntRange(0, 2).Draw(t, "mappings") {
			n := port.Draw(t, "port")
			m := snapshot.PortMapping{ContainerPort: snapshot.Known(n), Protocol: protocol.Draw(t, "protocol")}

			switch rapid.SampledFrom([]string{"equal", "equal", "two", "two", "dynamic", "range", "none"}).Draw(t, "kind") {
			case "equal":
				m.HostPort = snapshot.Known(n)
			case "two":
				m.HostPort = snapshot.Known(port.Draw(t, "host port"))
			case "range":
				m.ContainerPort, m.ContainerPortRange = snapshot.Value[int]{}, snapshot.Known(span.Draw(t, "range"))
			case "none":
				m.ContainerPort, m.HostPort = snapshot.Value[int]{}, snapshot.Known(n)
			}

			containers[i].PortMappings = append(containers[i].PortMappings, m)
		}
	}

	return containers
}

func asking(
	t *rapid.T, e *engine.Engine, containers []snapshot.ContainerDefinition, mode snapshot.Value[snapshot.NetworkMode],
) answers {
	s := snapshot.New()
	s.TaskDefinitions = []snapshot.TaskDefinition{{
		ID: "web", Family: "web", NetworkMode: mode, ContainerDefinitions: containers,
	}}

	result, err := e.Evaluate(t.Context(), build.New(s))
	if err != nil {
		t.Fatal(err)
	}

	a := answers{undecided: map[string]bool{}}

	for _, f := range result.Findings {
		if strings.HasPrefix(f.Rule, "ports/") || f.Rule == "host/port-not-remappable" {
			a.findings = append(a.findings, f)
		}
	}

	for _, u := range result.Undecided {
		a.undecided[u.Rule] = true
	}

	return a
}

func (a answers) of(rule string) bool {
	return slices.ContainsFunc(a.findings, func(f finding.Finding) bool { return f.Rule == rule })
}

// refused reports whether ECS refuses the definition, or can never run it, whatever the given rule says.
func (a answers) refused(but string) bool {
	return slices.ContainsFunc(a.findings, func(f finding.Finding) bool {
		return f.Rule != but && f.Severity == finding.High
	})
}

// Where the network mode is not known, a grave finding means that no mode takes the definition, and silence about a
// question means that no mode has anything to say about it that would not be refused for another reason.
func TestWithoutANetworkMode(t *testing.T) {
	t.Parallel()

	e := rules(t)
	judged := []string{
		"ports/duplicate-in-task", "ports/in-ephemeral-range", "ports/invalid-mapping", "ports/reserved",
		"ports/static-mapping",
	}

	rapid.Check(t, func(t *rapid.T) {
		containers := genContainers(t)
		open := asking(t, e, containers, snapshot.Unknown[snapshot.NetworkMode]("a bare list"))

		for _, mode := range []snapshot.NetworkMode{"awsvpc", "bridge", "host", "none"} {
			known := asking(t, e, containers, snapshot.Known(mode))

			if open.refused("") && !known.refused("") {
				t.Errorf("%s mode takes what is said to be refused: %+v", mode, open.findings)
			}

			for _, rule := range judged {
				silent := !open.of(rule) && !open.undecided[rule]
				if silent && known.of(rule) && !known.refused(rule) {
					t.Errorf("%s is silent, but in %s mode: %+v", rule, mode, known.findings)
				}
			}
		}
	})
}
