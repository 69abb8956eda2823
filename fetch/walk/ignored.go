package walk

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// ignored is what the .gitignore files say that were met so far. Patterns of a file deeper down come later, and the
// last that matches decides. https://git-scm.com/docs/gitignore#_pattern_format
type ignored struct {
	top      string
	patterns []gitignore.Pattern
}

// newIgnored begins with the .gitignore files of the folders around one, up to the top of its repository. Where these
// ignore it itself, who named it wants it read: they do not count.
func newIgnored(folder string, root Root) (*ignored, error) {
	at, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}

	ig := &ignored{top: root.TopOf(at)}
	if ig.top == at {
		return ig, nil
	}

	var around []string
	for dir := filepath.Dir(at); len(dir) >= len(ig.top); dir = filepath.Dir(dir) {
		around = append([]string{dir}, around...)

		if dir == ig.top {
			break
		}
	}

	for _, dir := range around {
		if err := ig.enter(dir); err != nil {
			return nil, err
		}
	}

	if ig.out(at, true) {
		ig.patterns = nil
	}

	return ig, nil
}

// Top is the folder of the repository that holds a folder, or the folder itself.
func Top(at string) string {
	for dir := at; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}

		if dir == filepath.Dir(dir) {
			return at
		}
	}
}

// enter reads the .gitignore file of a folder, if it has one.
func (ig *ignored) enter(dir string) error {
	const most = 1 << 20 // bytes; the limit is our own

	name := filepath.Join(dir, ".gitignore")

	// Git follows no link here either, and a pipe would be waited for without end.
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && (!info.Mode().IsRegular() || info.Size() > most) {
		return nil
	}

	if err != nil {
		return err
	}

	data, err := os.ReadFile(name) //nolint:gosec // below what the user names
	if err != nil {
		return err
	}

	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		line := strings.TrimRight(lines.Text(), "\r")
		if line != "" && !strings.HasPrefix(line, "#") {
			ig.patterns = append(ig.patterns, gitignore.ParsePattern(line, ig.parts(dir)))
		}
	}

	return nil
}

// out reports whether git ignores a file or folder, unless a folder around it is ignored already.
func (ig *ignored) out(name string, isDir bool) bool {
	if len(ig.patterns) == 0 {
		return false
	}

	return gitignore.NewMatcher(ig.patterns).Match(ig.parts(name), isDir)
}

// parts are the names on the way from the top of the repository.
func (ig *ignored) parts(name string) []string {
	at, err := filepath.Abs(name)
	if err != nil {
		return nil
	}

	below, err := filepath.Rel(ig.top, at)
	if err != nil || below == "." {
		return nil
	}

	return strings.Split(filepath.ToSlash(below), "/")
}
