package walk

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// An exclusion is the globs of what a walk leaves out.
type exclusion []string

// newExclusion reads globs as a .gitignore has them, as far as [path.Match] goes: * matches no slash, fixtures/ is the
// folder, and **/testdata is testdata anywhere, as testdata is.
func newExclusion(globs []string) (exclusion, error) {
	left := make(exclusion, 0, len(globs))

	for _, glob := range globs {
		clean := path.Clean(strings.TrimPrefix(filepath.ToSlash(glob), "**/"))
		if _, err := path.Match(clean, ""); err != nil || glob == "" {
			return nil, fmt.Errorf("--exclude %q is no glob: * stands for any characters, ? for one, [ab] for a or b", glob)
		}

		left = append(left, clean)
	}

	return left, nil
}

// out reports whether a file or folder that was met below root is left out: a glob with a slash speaks of its path
// below root, any other of its name.
func (left exclusion) out(root, name string) bool {
	below, err := filepath.Rel(root, name)
	if err != nil {
		return false
	}

	below = filepath.ToSlash(below)

	for _, glob := range left {
		of := below
		if !strings.Contains(glob, "/") {
			of = path.Base(below)
		}

		if ok, err := path.Match(glob, of); ok && err == nil {
			return true
		}
	}

	return false
}
