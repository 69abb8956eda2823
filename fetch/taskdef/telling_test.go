package taskdef_test

import (
	"testing"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

func TestTelling(t *testing.T) {
	t.Parallel()

	for text, want := range map[string]bool{
		`{"family": "web", "containerDefinitions": [{"name": "web", "image": "nginx"}]}`:               true,
		`[{"family": "web", "containerDefinitions": []}]`:                                              true,
		`[{"name": "web", "image": "nginx", "portMappings": []}]`:                                      true,
		`[{"name": "init", "image": "busybox"}, {"name": "web", "image": "nginx", "essential": true}]`: true,
		`{"name": "web", "image": "nginx", "logConfiguration": {}}`:                                    true,
		`[{"name": "web", "image": "nginx"}]`:                                                          false,
		`{"name": "web", "image": "nginx"}`:                                                            false,
		`[{"name": "test", "image": "golang", "command": ["go", "test"], "environment": []}]`:          false,
		`[{"name": "web", "image": "nginx", "cpu": 10, "memory": 100}]`:                                false,
		`[]`: false,
	} {
		roots, err := document.ParseAll("a.json", []byte(text))
		if err != nil {
			t.Fatal(err)
		}

		if got := taskdef.Telling(roots); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}
