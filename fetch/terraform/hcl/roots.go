package hcl

import (
	"path"
	"slices"
)

// Roots are the directories that are root modules: those that no other of them calls as a module beside it. Where some
// call each other in a circle, the first of them is one.
func (r *Reader) Roots(dirs []string) []string {
	called := map[string]bool{}

	for _, dir := range dirs {
		r.markCalled(path.Clean(dir), called)
	}

	var roots []string

	for _, dir := range dirs {
		if !called[path.Clean(dir)] {
			roots = append(roots, dir)
		}
	}

	reached := map[string]bool{}
	for _, dir := range roots {
		r.reach(path.Clean(dir), reached)
	}

	for _, dir := range dirs {
		if !reached[path.Clean(dir)] {
			roots = append(roots, dir)
			r.reach(path.Clean(dir), reached)
		}
	}

	slices.SortStableFunc(roots, func(a, b string) int { return slices.Index(dirs, a) - slices.Index(dirs, b) })

	return roots
}

func (r *Reader) markCalled(dir string, called map[string]bool) {
	for _, other := range r.beside(dir) {
		if other != dir {
			called[other] = true
		}
	}
}

// reach marks a directory and all that it calls.
func (r *Reader) reach(dir string, reached map[string]bool) {
	todo := []string{dir}
	for len(todo) > 0 {
		dir, todo = todo[0], todo[1:]
		if !reached[dir] {
			reached[dir] = true
			todo = append(todo, r.beside(dir)...)
		}
	}
}

// beside are the directories that a module calls.
func (r *Reader) beside(dir string) []string {
	var dirs []string

	c := r.config(dir)
	for _, block := range c.calls {
		if attribute := block.Body.Attributes["source"]; attribute != nil {
			if source := quoted(attribute.Expr); isLocal(source) {
				dirs = append(dirs, path.Join(dir, source))
			}
		}
	}

	slices.Sort(dirs)

	return dirs
}
