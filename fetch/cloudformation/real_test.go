package cloudformation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation"
)

// Templates of public repositories, of people and of the CDK: each becomes what its golden file says.
func TestRealFiles(t *testing.T) {
	t.Parallel()

	root := filepath.Join("..", "..", "fixtures", "real", "cloudformation")

	entries, err := os.ReadDir(root)
	if err != nil || len(entries) == 0 {
		t.Fatalf("no files: %v", err)
	}

	sources, err := os.ReadFile(filepath.Join(root, "..", "SOURCES.tsv"))
	if err != nil {
		t.Fatal(err)
	}

	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			t.Parallel()

			data, err := os.ReadFile(filepath.Join(root, entry.Name()))
			if err != nil {
				t.Fatal(err)
			}

			r, err := readFile(entry.Name(), data, cloudformation.Options{Open: beside(root)})
			if err != nil {
				t.Fatal(err)
			}

			got := outline(t, r.Snapshot) + lines(r.Problems)
			golden(t, filepath.Join("testdata", "real", entry.Name()+".want"), got)

			// A file of somebody else is here only with its origin and licence.
			if !strings.Contains(string(sources), "\ncloudformation/"+entry.Name()+"\t") {
				t.Errorf("SOURCES.tsv does not name it")
			}
		})
	}
}
