package walk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/walk"
)

// tree makes files, of which those with a content have it behind a colon, and links behind ->.
func tree(t *testing.T, files ...string) string {
	t.Helper()

	root := t.TempDir()

	for _, f := range files {
		name, content, _ := strings.Cut(f, ":")
		name, target, isLink := strings.Cut(name, "->")
		at := filepath.Join(root, name)

		err := os.MkdirAll(filepath.Dir(at), 0o700)

		switch {
		case err != nil:
		case isLink:
			err = os.Symlink(target, at)
		default:
			err = os.WriteFile(at, []byte(content), 0o600)
		}

		if err != nil {
			t.Fatal(err)
		}
	}

	return root
}

func TestFiles(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		files   []string
		from    string
		exclude []string
		want    string
	}{
		"kinds": {
			[]string{"a.json", "b.yaml", "c.yml", "d.template", "e.tf", "f.tofu", "g.go", "README"},
			"", nil,
			"a.json b.yaml c.yml d.template e.tf f.tofu",
		},
		"hidden and installed": {
			[]string{".terraform/m/a.tf", "node_modules/b.json", ".c.json", "d.json"}, "", nil, ".c.json d.json",
		},
		"links":    {[]string{"a/b.json", "a/loop->..", "a/c.json->b.json"}, "", nil, "a/b.json"},
		"excluded": {[]string{"a.json", "t/a.json", "t/u/b.json"}, "", []string{"t/u", "a.json"}, ""},
		"ignored": {
			[]string{
				".git/HEAD", ".gitignore:cdk.out/\n*.tpl.json\n!keep.tpl.json", "cdk.out/a.json", "b.tpl.json", "keep.tpl.json",
			},
			"", nil, "keep.tpl.json",
		},
		"ignored further down": {
			[]string{".git/HEAD", "a/.gitignore:/b.json", "a/b.json", "a/c/b.json", "b.json"}, "", nil, "a/c/b.json b.json",
		},
		"ignored from above": {
			[]string{".git/HEAD", ".gitignore:b.json", "a/b.json", "a/c.json"}, "a", nil, "a/c.json",
		},
		"named though ignored": {
			[]string{".git/HEAD", ".gitignore:out", "out/b.json", "out/.gitignore:c.json", "out/c.json"},
			"out", nil,
			"out/b.json",
		},
		"from beyond the repository": {
			[]string{".gitignore:*.json", "r/.git/HEAD", "r/a.json"}, "r", nil, "r/a.json",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			root := tree(t, c.files...)

			w, err := walk.New([]walk.Exclusion{{Globs: c.exclude}}, walk.Root{})
			if err != nil {
				t.Fatal(err)
			}

			files, isFolder, err := w.Files(filepath.Join(root, c.from))
			if err != nil || !isFolder {
				t.Fatalf("folder %v, error %v", isFolder, err)
			}

			got := make([]string, 0, len(files))
			for _, f := range files {
				below, err := filepath.Rel(root, f)
				if err != nil {
					t.Fatal(err)
				}

				got = append(got, filepath.ToSlash(below))
			}

			slices.Sort(got)

			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFilesOfFile(t *testing.T) {
	t.Parallel()

	w, err := walk.New(nil, walk.Root{})
	if err != nil {
		t.Fatal(err)
	}

	name := filepath.Join(tree(t, ".git/HEAD", ".gitignore:*", "a.txt"), "a.txt")

	if files, isFolder, err := w.Files(name); err != nil || isFolder || !slices.Equal(files, []string{name}) {
		t.Errorf("got %v, folder %v, error %v", files, isFolder, err)
	}

	if _, _, err := w.Files(name + "x"); err == nil {
		t.Error("a path that is not there is an error")
	}
}
