package revision_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/fetch/revision"
)

// repository makes a repository with one commit of the files, and makes it the current folder. The tests of this
// package run one after the other, since a process has one current folder.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()

	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}

	dir := t.TempDir()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Chdir(dir)

	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	git(t, "init", "-q", "-b", "main")
	git(t, "config", "uploadpack.allowFilter", "true")
	git(t, "add", "-A")
	git(t, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "one")

	return dir
}

func git(t *testing.T, args ...string) {
	t.Helper()

	if out, err := exec.CommandContext(t.Context(), "git", args...).CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// below lists the files below a folder, with what they hold.
func below(t *testing.T, dir string) map[string]string {
	t.Helper()

	files := map[string]string{}

	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		data, err := os.ReadFile(name)
		files[strings.TrimPrefix(filepath.ToSlash(name), filepath.ToSlash(dir)+"/")] = string(data)

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return files
}

// What a reader could read is written as it was committed, and so is what is named, or lies with modules and is small.
func TestExtract(t *testing.T) {
	repository(t, map[string]string{
		"infra/a.json": "{\r\n}", "infra/b.yaml": "", "infra/c.j2": "j2", "infra/ä b.json": "ä",
		"stack/main.tf": "x", "stack/init.sh": "a", "stack/files/agent.sh": "b", "stack/big.bin": strings.Repeat("x", 1<<17),
		"main.go": "package main", "d.j2": "", ".gitignore": "/out",
	})

	if err := os.Symlink("a.json", "infra/link.json"); err == nil {
		git(t, "add", "-A")
		git(t, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "two")
	}

	t.Chdir("infra")

	dir := t.TempDir()

	prefix, err := revision.Extract(t.Context(), "HEAD", dir, []string{"c.j2"})
	if err != nil || prefix != "infra"+string(filepath.Separator) {
		t.Fatalf("%q, %v", prefix, err)
	}

	want := map[string]string{
		"infra/a.json": "{\r\n}", "infra/b.yaml": "", "infra/c.j2": "j2", "infra/ä b.json": "ä", ".gitignore": "/out",
		"stack/main.tf": "x", "stack/init.sh": "a", "stack/files/agent.sh": "b",
	}
	if diff := cmp.Diff(want, below(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestExtractErrors(t *testing.T) {
	repository(t, map[string]string{"a.json": "{}"})

	for ref, says := range map[string]string{
		"nowhere":     "nowhere is neither a folder nor a git revision",
		"--output=x":  "begins with -",
		"HEAD:a.json": "neither a folder nor a git revision",
		"":            "neither a folder nor a git revision",
	} {
		dir := t.TempDir()

		if _, err := revision.Extract(t.Context(), ref, dir, nil); !errors.Is(err, revision.ErrRevision) ||
			!strings.Contains(err.Error(), says) || len(below(t, dir)) > 0 {
			t.Errorf("%q: %v; want %q", ref, err, says)
		}
	}

	stopped, cancel := context.WithCancel(t.Context())
	cancel()

	if _, err := revision.Extract(stopped, "HEAD", t.TempDir(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}

	t.Setenv("PATH", "")

	if _, err := revision.Extract(t.Context(), "HEAD", t.TempDir(), nil); err == nil ||
		!strings.Contains(err.Error(), "not installed") {
		t.Errorf("without git: %v", err)
	}
}

// A partial clone is not completed from wherever it came: that is a network call that nobody asked for.
func TestExtractFetchesNothing(t *testing.T) {
	from := repository(t, map[string]string{"a.json": "{}"})
	clone := filepath.Join(t.TempDir(), "clone")

	git(t, "clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+filepath.ToSlash(from), clone)
	t.Chdir(clone)

	_, err := revision.Extract(t.Context(), "HEAD", t.TempDir(), nil)
	if err == nil || !strings.Contains(err.Error(), "partial clone") {
		t.Errorf("%v; the file is not there", err)
	}

	out, err := exec.CommandContext(t.Context(), "git", "rev-list", "--objects", "--missing=print", "HEAD").Output()
	if err != nil || !slices.ContainsFunc(strings.Fields(string(out)), func(id string) bool { return id[0] == '?' }) {
		t.Errorf("%v: nothing is missing any more: %s", err, out)
	}
}
