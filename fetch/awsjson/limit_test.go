package awsjson_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/awsjson"
)

func TestTooLarge(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	name := filepath.Join(dir, "groups.json")

	if err := os.WriteFile(name, []byte(`{}`), 0o600); err != nil {
		t.Fatal(err)
	}

	if err := os.Truncate(name, awsjson.MaxFile+1); err != nil { // takes no room on the disk
		t.Fatal(err)
	}

	_, err := awsjson.Read(t.Context(), os.DirFS(dir), "answers")
	mustBe(t, err, awsjson.ErrTooLarge)

	if !strings.Contains(err.Error(), "answers: groups.json: ") {
		t.Errorf("does not name the file: %v", err)
	}
}
