package taskdef_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

var realRoot = filepath.Join("..", "..", "fixtures", "real")

func realFiles(t *testing.T) []string {
	t.Helper()

	return files(t, realRoot, "taskdef", "*")
}

// Task definitions of public repositories, of which many are templates that are not JSON before they are
// rendered: each is read, or refused with an error that says where and why.
func TestRealFiles(t *testing.T) {
	t.Parallel()

	var got strings.Builder

	for _, path := range realFiles(t) {
		name := filepath.Base(path)

		definitions, err := taskdef.Read(name, []byte(content(t, path)))
		if err != nil {
			fmt.Fprintf(&got, "%v\n", err)

			continue
		}

		for _, definition := range definitions {
			fmt.Fprintf(&got, "%s: ok: %s\n", name, summary(definition))
		}
	}

	golden(t, filepath.Join("testdata", "real.want"), got.String())
}

func summary(d snapshot.TaskDefinition) string {
	var b strings.Builder

	fmt.Fprintf(&b, "%s %s", d.Name(), value(d.NetworkMode))

	for i := range d.ContainerDefinitions {
		c := &d.ContainerDefinitions[i]
		fmt.Fprintf(&b, " [%s", c.Name)

		for _, m := range c.PortMappings {
			fmt.Fprintf(&b, " %s:%s/%s", value(m.HostPort), value(m.ContainerPort), value(m.Protocol))
		}

		fmt.Fprintf(&b, " %d variables", len(c.Environment))

		for _, m := range c.Mentions {
			fmt.Fprintf(&b, " %s:%d", m.Host, m.Port)
		}

		b.WriteString("]")
	}

	return b.String()
}

// A file of somebody else is here only with its origin and licence.
func TestRealFilesHaveSources(t *testing.T) {
	t.Parallel()

	sources := content(t, filepath.Join(realRoot, "SOURCES.tsv"))

	for _, path := range realFiles(t) {
		name := "taskdef/" + filepath.Base(path)

		_, rest, found := strings.Cut(sources, "\n"+name+"\t")
		line, _, _ := strings.Cut(rest, "\n")

		// repo, path, commit, licence
		if columns := strings.Split(line, "\t"); !found || len(columns) != 4 || len(columns[2]) != 40 || columns[3] == "" {
			t.Errorf("%s has no full line in SOURCES.tsv: %q", name, line)
		}
	}
}
