package triage

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// matches reports whether an ignore speaks of a finding.
func (i *Ignore) matches(f *finding.Finding, dir string) bool {
	if !wildcard(i.Rule, f.Rule) {
		return false
	}

	switch i.Kind {
	case finding.IgnoreConfig:
		return i.covers(f.Resource, subject(f), f.Location, dir)
	case finding.IgnoreLabel:
		return i.labels(f)
	default:
		return f.Location != nil && f.Location.File == i.Location.File && i.lines.Hold(f.Location.StartLine)
	}
}

// covers reports whether the globs of the configuration match a resource and the place of a finding about it.
func (i *Ignore) covers(r finding.Resource, key string, at *finding.Location, dir string) bool {
	if i.Path != "" && (at == nil || !i.inPath(at.File, dir)) {
		return false
	}

	return i.Resource == "" || wildcard(i.Resource, r.Name) || wildcard(i.Resource, r.ID) ||
		wildcard(i.Resource, r.ARN) || wildcard(i.Resource, key)
}

// subject is the key of what a finding is about, which stands in its key between the rule and the detail.
func subject(f *finding.Finding) string {
	key := strings.TrimPrefix(f.Key, f.Rule+"|")
	key, _, _ = strings.Cut(key, "|")

	return key
}

// labels reports whether a finding is about the task definition with the label, or hurts nothing else.
func (i *Ignore) labels(f *finding.Finding) bool {
	d := i.definition
	if f.Resource.Account != d.Account || f.Resource.Region != d.Region {
		return false
	}

	if d.Origin.File != "" && (f.Location == nil || f.Location.File != d.Origin.File) {
		return false
	}

	for _, a := range f.Affected {
		if a.TaskDefinition != d.Name() {
			return false
		}
	}

	return len(f.Affected) > 0 || f.Resource.ID == d.ID
}

// inPath reports whether the path glob matches a file. A path without wildcards that names a folder covers what is
// below it, and so does one that ends in a slash.
func (i *Ignore) inPath(file, dir string) bool {
	below, ok := relative(i.Dir, absolute(dir, file))
	if !ok {
		return false
	}

	glob := strings.TrimPrefix(i.Path, "./")
	if strings.HasSuffix(glob, "/") {
		glob += "**"
	}

	glob = path.Clean(glob)

	return segments(strings.Split(glob, "/"), strings.Split(below, "/")) ||
		!wild(glob) && (glob == "." || strings.HasPrefix(below, glob+"/"))
}

func absolute(dir, file string) string {
	if filepath.IsAbs(file) {
		return filepath.Clean(file)
	}

	return filepath.Join(dir, file)
}

// relative is the path of a file below a folder, with slashes; none where it lies elsewhere.
func relative(dir, file string) (string, bool) {
	below, err := filepath.Rel(dir, file)
	below = filepath.ToSlash(below)

	return below, err == nil && below != ".." && !strings.HasPrefix(below, "../")
}

// segments matches a path with a glob, part by part; ** stands for any number of parts.
func segments(glob, parts []string) bool {
	for len(glob) > 0 && glob[0] != "**" {
		if len(parts) == 0 {
			return false
		}

		if ok, err := path.Match(glob[0], parts[0]); !ok || err != nil {
			return false
		}

		glob, parts = glob[1:], parts[1:]
	}

	if len(glob) == 0 {
		return len(parts) == 0
	}

	for skipped := range len(parts) + 1 {
		if segments(glob[1:], parts[skipped:]) {
			return true
		}
	}

	return false
}

// wild reports whether a glob stands for more than itself.
func wild(glob string) bool { return strings.ContainsAny(glob, "*?[") }

// wildcard matches a name in which slashes mean nothing: * stands for any characters, ? for one. No glob matches an
// empty name.
func wildcard(glob, name string) bool {
	if name == "" {
		return false
	}

	// star is where to go on when what follows the last * does not fit, one character of the name later.
	star, retry := -1, 0
	g, n := 0, 0

	for n < len(name) {
		switch {
		case g < len(glob) && glob[g] == '*':
			star, retry = g, n
			g++
		case g < len(glob) && (glob[g] == '?' || glob[g] == name[n]):
			g++
			n++
		case star >= 0:
			retry++
			g, n = star+1, retry
		default:
			return false
		}
	}

	return strings.Trim(glob[g:], "*") == ""
}
