//go:build unix

package files_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/ecslint/ecslint/fetch/files"
)

// A pipe in a folder is not waited for, whoever would open it.
func TestPipes(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		pipe     string
		problems int
	}{
		"a file":      {"a.json", 0},
		"a gitignore": {".gitignore", 0},
		"a module's":  {"b.tf", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := t.TempDir()
			for file, content := range map[string]string{
				"ok.json": `{"family": "web", "containerDefinitions": [{"name": "web", "image": "web"}]}`,
				"main.tf": `resource "aws_ecs_cluster" "main" { name = "main" }`,
			} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}

			if err := syscall.Mkfifo(filepath.Join(dir, c.pipe), 0o600); err != nil {
				t.Skip(err)
			}

			res, err := files.Read(files.Request{Paths: []string{dir}})
			if err != nil || len(res.Problems) != c.problems || len(res.Snapshot.TaskDefinitions) != 1 {
				t.Errorf("got %v and %v", err, res)
			}
		})
	}
}
