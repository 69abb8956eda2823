package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// A clone of this repository holds files that are deliberately broken; without them, what is left can be judged.
func TestCheckOfThisRepository(t *testing.T) {
	t.Parallel()

	root := filepath.Join("..", "..")

	for _, tc := range []struct {
		exclude string
		want    int
	}{
		{"fixtures/real,testdata", exitFindings},
		{"no-such-folder", exitUnreadable},
	} {
		var stdout, stderr bytes.Buffer

		args := []string{"check", root, "--exclude", tc.exclude, "-f", "json"}
		if got := run(t.Context(), args, nil, strings.NewReader(""), &stdout, &stderr); got != tc.want {
			t.Errorf("without %s: status %d; want %d\n%s", tc.exclude, got, tc.want, stderr.String())
		}
	}
}
