package walk

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// An Exclusion is the globs of what a walk leaves out: of names, or, where they have a slash, of paths.
type Exclusion struct {
	// Dir is the folder that paths are below, absolute; empty for the folder that is walked.
	Dir   string
	Globs []string
}

// exclusions reads globs as a .gitignore has them, as far as [path.Match] goes: * matches no slash, fixtures/ is the
// folder, and **/testdata is testdata anywhere, as testdata is.
func exclusions(all []Exclusion) ([]Exclusion, error) {
	left := make([]Exclusion, 0, len(all))

	for _, one := range all {
		clean := Exclusion{Dir: one.Dir}

		for _, glob := range one.Globs {
			clean.Globs = append(clean.Globs, path.Clean(strings.TrimPrefix(filepath.ToSlash(glob), "**/")))
			if _, err := path.Match(clean.Globs[len(clean.Globs)-1], ""); err != nil || glob == "" {
				return nil, fmt.Errorf("--exclude %q is no glob: * stands for any characters, ? for one, [ab] for a or b", glob)
			}
		}

		left = append(left, clean)
	}

	return left, nil
}

// out reports whether a file or folder that was met below root is left out: a glob with a slash speaks of its path
// below root, or below the folder of the exclusion, any other of its name.
func (left Exclusion) out(root, name string) bool {
	if left.Dir != "" {
		root = left.Dir
		if full, err := filepath.Abs(name); err == nil {
			name = full
		}
	}

	below, err := filepath.Rel(root, name)
	if err != nil {
		return false
	}

	below = filepath.ToSlash(below)

	for _, glob := range left.Globs {
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
