package walk_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/walk"
)

// What lies below a root is called as if it were in the current folder, however it is named; exclusions and .gitignore
// files go by those names too.
func TestRoot(t *testing.T) {
	t.Parallel()

	top := tree(t, ".gitignore:infra/out",
		"infra/web.json", "infra/out/a.json", "infra/sub/b.json", "infra/sub/c.json", "d.json")
	root := walk.Root{Dir: filepath.Join(top, "infra"), Top: top}

	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}

	for path, want := range map[string]string{
		".":                          "sub/b.json web.json",
		"sub":                        "sub/b.json",
		"./sub/":                     "sub/b.json",
		"../infra/sub":               "../infra/sub/b.json ../infra/sub/c.json", // which is not the folder of that name
		"web.json":                   "web.json",
		filepath.Join(here, "sub"):   filepath.Join(here, "sub", "b.json"),
		filepath.Dir(here) + "/none": "",
	} {
		w, err := walk.New([]walk.Exclusion{{Dir: here, Globs: []string{"sub/c.json"}}}, root)
		if err != nil {
			t.Fatal(err)
		}

		files, _, err := w.Files(path)
		for i := range files {
			files[i] = filepath.ToSlash(files[i])
		}

		if got := strings.Join(slices.Sorted(slices.Values(files)), " "); got != filepath.ToSlash(want) {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}

		if err != nil && strings.Contains(err.Error(), top) || (err == nil) != (want != "") {
			t.Errorf("%s: error %v", path, err)
		}
	}
}
