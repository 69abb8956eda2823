// Package config reads .ecslint.yaml: what a team has decided for a repository.
//
// It is strict. A key that does not exist, a value of another type, a day that is none are errors with their place,
// since a decision that is not read is not taken.
package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Name is the name of the file.
const Name = ".ecslint.yaml"

// A File is a configuration. Its JSON form is that of the published schema.
type File struct {
	// Path is the file as it is told to people; empty where there is none. Dir is its folder, absolute.
	Path string `json:"-"`
	Dir  string `json:"-"`

	// Ignore lists findings that the team does not want to be told of.
	Ignore []Ignore `json:"ignore,omitempty" jsonschema:"description=Findings that are suppressed"`

	// FailOn is the mildest finding that fails a run; empty for the default.
	FailOn string `json:"fail-on,omitempty" jsonschema:"enum=critical,enum=high,enum=medium,enum=low,enum=info,enum=none,description=Mildest finding with exit status 1"` //nolint:lll // one tag

	// Standard is one whose severities count; empty or none for those of the rules.
	Standard string `json:"standard,omitempty" jsonschema:"enum=security-hub,enum=none,description=Published standard whose severities count"` //nolint:lll // one tag

	// Rules says what the team has decided about rules, by id or by a glob of ids.
	Rules map[string]Setting `json:"rules,omitempty" jsonschema:"description=Rules that are off or have another severity by id or glob such as hardening/*"` //nolint:lll // one tag

	// Services says for which service a task definition is, as CLUSTER/NAME, by its family or its file, relative to Dir.
	Services map[string]string `json:"services,omitempty" jsonschema:"description=Service as CLUSTER/NAME by family or file of its task definition"` //nolint:lll // one tag

	// Exclude lists globs of names, or of paths below Dir, that a walk leaves out.
	Exclude []string `json:"exclude,omitempty" jsonschema:"description=Names or paths that a walk leaves out"`

	// Parameters are what the team knows of its ports.
	Parameters Parameters `json:"parameters,omitzero"`

	// Policies are folders of rules of the team's own, relative to Dir. PolicyPlaces says of each where it is named.
	Policies     []string `json:"policies,omitempty" jsonschema:"description=Folders of rules in Rego"`
	PolicyPlaces []string `json:"-"`
}

// Parameters are what a team knows of its ports. They add to what rules look at.
type Parameters struct {
	SensitivePorts NamedPorts `json:"sensitive-ports,omitempty" jsonschema:"description=Ports of data stores by name such as 7000-7002/tcp"` //nolint:lll // one tag
	AdminPorts     NamedPorts `json:"admin-ports,omitempty"     jsonschema:"description=Ports that administer container instances by name"`  //nolint:lll // one tag
}

// NamedPorts are ports, as PORT/tcp, PORT/udp or FROM-TO/tcp, by what listens there.
type NamedPorts map[string]string

// An Ignore is one entry of ignore.
type Ignore struct {
	Rule     string `json:"rule"               jsonschema:"minLength=1,description=Rule id or glob such as hardening/*"`
	Resource string `json:"resource,omitempty" jsonschema:"minLength=1,description=Glob of the name or ARN or id or key of the resource"`     //nolint:lll // one tag
	Path     string `json:"path,omitempty"     jsonschema:"minLength=1,description=Glob of the file relative to this one; ** is any folders"` //nolint:lll // one tag
	Reason   string `json:"reason"             jsonschema:"minLength=1,description=Why the finding is accepted"`
	Until    string `json:"until,omitempty"    jsonschema:"format=date,description=Last day in UTC on which this holds"`

	// Line and Column are where the entry stands.
	Line   int `json:"-"`
	Column int `json:"-"`
}

// A Setting is what is decided about the rules of an id or a glob.
type Setting struct {
	Enabled  *bool  `json:"enabled,omitempty"  jsonschema:"description=False for a rule that is not asked"`
	Severity string `json:"severity,omitempty" jsonschema:"enum=critical,enum=high,enum=medium,enum=low,enum=info,description=Severity of all findings of the rule"` //nolint:lll // one tag

	// Line and Column are where the entry stands.
	Line   int `json:"-"`
	Column int `json:"-"`
}

// Find reads the configuration of a folder: the nearest of it and its parents up to the root of the repository, which
// has a .git. Outside of a repository only the folder itself counts: what lies above may be anybody's. The result is
// never nil.
func Find(dir string) (*File, error) {
	for _, at := range parents(dir) {
		// A gate that was written down and is not read would be open.
		if other := filepath.Join(at, ".ecslint.yml"); exists(other) {
			return nil, fmt.Errorf("%s is not read: rename it to %s", told(dir, other), Name)
		}

		if path := filepath.Join(at, Name); exists(path) {
			return load(told(dir, path), path)
		}
	}

	return &File{Dir: dir}, nil
}

// parents is a folder and those above it in its repository.
func parents(dir string) []string {
	all := []string{dir}

	for at := dir; !exists(filepath.Join(at, ".git")); {
		above := filepath.Dir(at)
		if above == at {
			return []string{dir}
		}

		at = above
		all = append(all, at)
	}

	return all
}

// Load reads a configuration that is named, relative to a folder.
func Load(dir, path string) (*File, error) {
	at := path
	if !filepath.IsAbs(at) {
		at = filepath.Join(dir, path)
	}

	return load(path, at)
}

func load(name, path string) (*File, error) {
	data, err := os.ReadFile(path) //nolint:gosec // the user's own configuration
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no configuration %s; leave --config out for the %s of the repository", name, Name)
	}

	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}

	f, err := parse(name, data)
	if err != nil {
		return nil, err
	}

	f.Path, f.Dir = name, filepath.Dir(path)

	return f, nil
}

// told is a path as somebody in dir would type it.
func told(dir, path string) string {
	if short, err := filepath.Rel(dir, path); err == nil {
		return short
	}

	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)

	return err == nil
}
