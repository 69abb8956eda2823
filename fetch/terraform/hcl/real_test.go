package hcl_test

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

const repositories = "../../../fixtures/real/terraform"

// Root modules of public repositories, of which only some files are here, are read to what a person has read.
func TestRealRepositories(t *testing.T) {
	t.Parallel()

	entries, err := os.ReadDir(repositories)
	if err != nil {
		t.Fatal(err)
	}

	for _, entry := range entries {
		if entry.IsDir() {
			t.Run(entry.Name(), func(t *testing.T) {
				t.Parallel()
				golden(t, "testdata/real/"+entry.Name()+".golden", outline(t, path.Join(repositories, entry.Name())))
			})
		}
	}
}

// outline is a line for each resource in the root modules of a repository.
func outline(t *testing.T, name string) string {
	t.Helper()

	r := hcl.NewReader(os.DirFS(name))

	var out strings.Builder

	for _, root := range r.Roots(modules(t, os.DirFS(name))) {
		fmt.Fprintf(&out, "root %s\n", root)

		result := r.Read(root, hcl.Options{})
		for _, problem := range result.Problems {
			fmt.Fprintf(&out, "  problem: %v\n", problem)
		}

		for _, call := range result.Unread {
			fmt.Fprintf(&out, "  unread: %s from %s\n", call.Address, call.Source)
		}

		for _, found := range result.Resources {
			fmt.Fprintf(&out, "  %s:%d %s %s\n",
				found.File, found.Head.Range().StartLine, found.Address, shown(short(found.Values)))
		}
	}

	return out.String()
}

// shown is as much of a long line as a person reads.
func shown(line string) string {
	const length = 600
	if len(line) > length {
		return strings.ToValidUTF8(line[:length], "") + "…"
	}

	return line
}

// modules are the directories with files of Terraform.
func modules(t *testing.T, files fs.FS) []string {
	t.Helper()

	var dirs []string

	err := fs.WalkDir(files, ".", func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".tf") && !slices.Contains(dirs, path.Dir(name)) {
			dirs = append(dirs, path.Dir(name))
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return dirs
}

// Every file has its source and a licence that lets us keep it.
func TestRealSources(t *testing.T) {
	t.Parallel()

	file, err := os.Open(repositories + "/SOURCES.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()

	var named, present []string

	for lines := bufio.NewScanner(file); lines.Scan(); {
		row := strings.Split(lines.Text(), "\t")
		if row[0] == "file" {
			continue
		}

		equal(t, len(row), 5)

		if !slices.Contains([]string{"MIT", "Apache-2.0"}, row[4]) {
			t.Errorf("%s has licence %s", row[0], row[4])
		}

		named = append(named, row[0])
	}

	err = fs.WalkDir(os.DirFS(repositories), ".", func(name string, entry fs.DirEntry, err error) error {
		if !entry.IsDir() && name != "SOURCES.tsv" {
			present = append(present, name)
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	slices.Sort(named)
	slices.Sort(present)
	equal(t, named, present)
}
