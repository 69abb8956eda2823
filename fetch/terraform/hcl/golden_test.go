package hcl_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// Every directory in testdata is read to what a person has read.
func TestGolden(t *testing.T) {
	t.Parallel()

	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}

	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()

			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}

			files := dir{}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
			}

			options := hcl.Options{Vars: map[string]string{"line": "2", "lines": "[1, 2]"}}
			if _, given := files["given.tfvars"]; given {
				options.VarFiles = []string{"given.tfvars"}
			}

			golden(t, strings.TrimSuffix(name, ".txtar")+".golden", dump(files.read(options)))
		})
	}
}
