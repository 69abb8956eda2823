package analyzer_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/policies"
)

// BenchmarkAnalyze puts task definitions of 3 containers, each with 4 mappings and 20 variables, through every
// rule. Modes and ports vary, so that rules find something in about half of them.
func BenchmarkAnalyze(b *testing.B) {
	for _, n := range []int{1, 1_000, 10_000} {
		b.Run(fmt.Sprintf("%d-task-definitions", n), func(b *testing.B) {
			s := taskDefinitions(n)

			b.ReportAllocs()

			for b.Loop() {
				if _, err := analyzer.Analyze(b.Context(), s, analyzer.Options{Rules: policies.FS}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func taskDefinitions(n int) *snapshot.Snapshot {
	s := snapshot.New()
	modes := []snapshot.NetworkMode{snapshot.ModeAWSVPC, snapshot.ModeBridge, snapshot.ModeHost, snapshot.ModeBridge}

	for i := range n {
		d := snapshot.TaskDefinition{
			ID: fmt.Sprintf("service-%d:1", i), Family: fmt.Sprintf("service-%d", i), Revision: 1,
			NetworkMode: snapshot.Known(modes[i%len(modes)]),
		}
		for c := range 3 {
			d.ContainerDefinitions = append(d.ContainerDefinitions, containerDefinition(i, c))
		}

		s.TaskDefinitions = append(s.TaskDefinitions, d)
	}

	return s
}

func containerDefinition(i, c int) snapshot.ContainerDefinition {
	container := snapshot.ContainerDefinition{Name: fmt.Sprintf("container-%d", c)}

	for m := range 4 {
		mapping := snapshot.PortMapping{ContainerPort: snapshot.Known(8000 + 10*c + m), Protocol: snapshot.Known("tcp")}
		if i%8 == 1 && m == 0 {
			mapping.HostPort = snapshot.Known(8000 + 10*c + m)
		}

		container.PortMappings = append(container.PortMappings, mapping)
	}

	for v := range 20 {
		container.Environment = append(container.Environment, snapshot.Variable{Name: fmt.Sprintf("VARIABLE_%d", v)})
	}

	return container
}
