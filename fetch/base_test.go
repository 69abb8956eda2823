package fetch_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ecslint/ecslint/fetch"
)

// Paths are those below the current folder, in the folder of the base; what was not there is listed.
func TestBaseTree(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "web.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}

	tree, err := fetch.OpenBase(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}

	here, err := filepath.Abs("pay.json")
	if err != nil {
		t.Fatal(err)
	}

	there, missing, err := tree.Paths([]string{"./web.json", here})
	if err != nil || !slices.Equal(there, []string{"./web.json"}) || !slices.Equal(missing, []string{here}) {
		t.Errorf("there %q, missing %q, %v", there, missing, err)
	}

	for _, outside := range []string{"../web.json", "a/../../web.json", dir} {
		if there, _, err := tree.Paths([]string{outside}); err == nil {
			t.Errorf("%s was %q", outside, there)
		}
	}

	if root := tree.Root(); root.At("./web.json") != filepath.Join(dir, "web.json") {
		t.Errorf("the root is %v", root)
	}

	tree.Close()

	if _, err := os.Stat(dir); err != nil {
		t.Errorf("a folder of the user's is removed: %v", err)
	}
}
