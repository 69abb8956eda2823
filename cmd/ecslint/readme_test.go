package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var outputBlock = regexp.MustCompile("(?s)<!-- output: ([^\n]*) -->\n```text\n(.*?)```")

// What the README shows is what the program prints. -update writes it.
func TestReadmeOutputIsFresh(t *testing.T) {
	t.Parallel()

	path := filepath.Join("..", "..", "README.md")

	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	n := 0
	fresh := outputBlock.ReplaceAllStringFunc(string(page), func(block string) string {
		n++
		parts := outputBlock.FindStringSubmatch(block)

		var stdout, stderr bytes.Buffer

		run(t.Context(), strings.Fields(parts[1]), nil, strings.NewReader(""), &stdout, &stderr)

		if stderr.Len() > 0 {
			t.Errorf("ecslint %s: %s", parts[1], stderr.String())
		}

		return strings.Replace(block, "```text\n"+parts[2], "```text\n"+stdout.String(), 1)
	})

	if n == 0 {
		t.Fatal("the README shows no output")
	}

	if *update {
		if err := os.WriteFile(path, []byte(fresh), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if fresh != string(page) {
		t.Error("the README shows another output: run `make generate`")
	}
}
