package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var fileBlock = regexp.MustCompile("(?s)<!-- file: ([^\n]*) -->\n```[a-z]+\n(.*?)```\n")

// What the guide to users' rules shows is what its script runs.
func TestPoliciesGuideIsExecuted(t *testing.T) {
	t.Parallel()

	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "policies.md"))
	if err != nil {
		t.Fatal(err)
	}

	script, err := txtar.ParseFile(filepath.Join("testdata", "script", "policies-guide.txtar"))
	if err != nil {
		t.Fatal(err)
	}

	files := map[string]string{}
	for _, f := range script.Files {
		files[f.Name] = string(f.Data)
	}

	blocks := fileBlock.FindAllStringSubmatch(string(page), -1)
	for _, block := range blocks {
		if files[block[1]] != block[2] {
			t.Errorf("the page shows another %s than the script has", block[1])
		}
	}

	if n := 7; len(blocks) != n {
		t.Errorf("the page shows %d files, want %d", len(blocks), n)
	}
}
