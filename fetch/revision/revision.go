// Package revision reads the files of a git revision. It asks the git command, and nothing that it asks runs a hook, a
// filter or another program of the repository, writes to it, or fetches.
package revision

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ecslint/ecslint/fetch/document"
)

// ErrRevision is the error for a name that git does not know.
var ErrRevision = errors.New("neither a folder nor a git revision")

// Extract writes the files of a revision that a reader could read, and those that are named relative to the current
// folder, below dir. It returns where in them the current folder is. Links and modules are left out, as in a walk.
func Extract(ctx context.Context, ref, dir string, named []string) (string, error) {
	if strings.HasPrefix(ref, "-") {
		return "", fmt.Errorf("%q: %w: it begins with -", ref, ErrRevision)
	}

	prefix, err := run(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return "", fmt.Errorf("%s is no folder, and as a git revision: %w", ref, err)
	}

	commit, err := run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}")
	if err != nil {
		return "", unknown(ctx, ref, err)
	}

	prefix = strings.TrimRight(prefix, "\n")

	full := make([]string, 0, len(named))
	for _, name := range named {
		full = append(full, path.Join(prefix, filepath.ToSlash(name)))
	}

	blobs, err := list(ctx, strings.TrimSpace(commit))
	if err != nil {
		return "", fmt.Errorf("list the files of %s, which a partial clone may lack: %w", ref, err)
	}

	return filepath.FromSlash(prefix), write(ctx, wanted(blobs, full), dir)
}

// InRepository reports whether git knows a repository around the current folder.
func InRepository(ctx context.Context) bool {
	_, err := run(ctx, "rev-parse", "--git-dir")

	return err == nil
}

// unknown is the error for a revision that git does not know, with what to do where not all of the history is there.
func unknown(ctx context.Context, ref string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}

	var quiet *exitError
	if errors.As(err, &quiet) && quiet.said == "" {
		err = nil
	}

	failed := fmt.Errorf("%s is %w", ref, ErrRevision)
	if err != nil {
		failed = fmt.Errorf("%w: %w", failed, err)
	}

	shallow, err := run(ctx, "rev-parse", "--is-shallow-repository")
	if err == nil && strings.TrimSpace(shallow) == "true" {
		return fmt.Errorf("%w; the clone is shallow: fetch the base first, as in `git fetch --depth 1 origin REF` and "+
			"--diff-base FETCH_HEAD, or with fetch-depth: 0 in actions/checkout", failed)
	}

	return failed
}

// A blob is a file of a revision; size is in bytes.
type blob struct {
	id, name string
	size     int
}

// list lists the files of a commit.
// https://git-scm.com/docs/git-ls-tree#_output_format
func list(ctx context.Context, commit string) ([]blob, error) {
	out, err := run(ctx, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}

	var blobs []blob

	for entry := range strings.SplitSeq(out, "\x00") {
		head, name, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(head)

		if !ok || len(fields) != 4 || !strings.HasPrefix(fields[0], "100") {
			continue
		}

		if size, err := strconv.Atoi(fields[3]); err == nil {
			blobs = append(blobs, blob{id: fields[2], name: name, size: size})
		}
	}

	return blobs, nil
}

// wanted are the files that a reader could read, those that are named, and what modules of Terraform may read of any
// name, such as scripts for user data: what is small, and lies in a folder of theirs or below it.
func wanted(blobs []blob, named []string) []blob {
	const mostText = 64 << 10 // bytes; four times of what user data may be, and all of a task definition

	modules := map[string]bool{}

	for _, b := range blobs {
		if slices.Contains([]string{".tf", ".tofu"}, path.Ext(strings.TrimSuffix(b.name, ".json"))) {
			modules[path.Dir(b.name)] = true
		}
	}

	return slices.DeleteFunc(blobs, func(b blob) bool {
		switch {
		case slices.Contains(named, b.name), readable(b.name):
			return b.size > document.MaxLargeBytes
		default:
			return b.size > mostText || !within(modules, path.Dir(b.name))
		}
	})
}

// within reports whether a folder is one of some, or below one.
func within(folders map[string]bool, dir string) bool {
	for ; !folders[dir]; dir = path.Dir(dir) {
		if dir == "." {
			return false
		}
	}

	return true
}

// readable goes by the name.
func readable(name string) bool {
	return path.Base(name) == ".gitignore" || slices.Contains([]string{
		".json", ".yaml", ".yml", ".template", ".tf", ".tofu", ".tfvars", ".hcl", ".tpl", ".tftpl",
	}, strings.ToLower(path.Ext(name)))
}

// write writes the files below dir, and nowhere else whatever they are called.
func write(ctx context.Context, blobs []blob, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()

	return contents(ctx, blobs, func(b blob, data []byte) error {
		name := filepath.FromSlash(b.name)
		if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}

		return root.WriteFile(name, data, 0o600)
	})
}
