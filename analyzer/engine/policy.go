package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/ecslint/ecslint/analyzer/finding"
)

// A Policy is a folder of users' rules.
type Policy struct {
	// Name is the folder as it is told to people.
	Name string

	FS fs.FS
}

// PolicyOptions are what users' rules are read with.
type PolicyOptions struct {
	// Rules holds the built-in rules, whose library users' rules may use.
	Rules fs.FS

	// Schema is the JSON Schema of the facts.
	Schema []byte

	// Suggest says what may have been meant by a name that does not exist, as an end of a sentence.
	Suggest func(name string, known []string) string
}

// UserRules are rules that users wrote, compiled. The nil value has none. They are safe for concurrent use.
type UserRules struct {
	rules  []*userRule
	policy *policy
}

// A userRule is one of them, in the one file that it has.
type userRule struct {
	finding.Rule

	file    string
	module  *ast.Module
	queries queries
}

// Catalogue is what the rules say about themselves, by id.
func (u *UserRules) Catalogue() []finding.Rule {
	if u == nil {
		return nil
	}

	all := make([]finding.Rule, len(u.rules))
	for i, r := range u.rules {
		all[i] = r.Rule
	}

	return all
}

// ReadPolicies reads and compiles users' rules: every Rego file of the folders but tests. All that is wrong with them
// is told at once, with file and line, since a rule that is not read would pass for one that finds nothing.
func ReadPolicies(ctx context.Context, all []Policy, opts PolicyOptions) (*UserRules, error) {
	p := &policy{PolicyOptions: opts, libraries: map[string]*ast.Module{}, tests: map[string]string{}}

	for _, folder := range all {
		p.read(folder)
	}

	if err := errors.Join(p.errs...); err != nil {
		return nil, err
	}

	builtin, err := ReadCatalogue(opts.Rules)
	if err != nil {
		return nil, err
	}

	p.describe(builtin)

	if err := errors.Join(p.errs...); err != nil {
		return nil, err
	}

	p.compile(ctx)

	return &UserRules{p.rules, p}, errors.Join(p.errs...)
}

// A policy is what was read of users' folders.
type policy struct {
	PolicyOptions

	rules     []*userRule
	libraries map[string]*ast.Module
	errs      []error

	// tests are the sources of tests, which only those read who run them.
	tests map[string]string
}

func (p *policy) wrong(at *ast.Location, format string, values ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", at.File, at.Row, fmt.Sprintf(format, values...)))
}

func (p *policy) read(folder Policy) {
	before := len(p.rules)
	failed := len(p.errs)

	err := fs.WalkDir(folder.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("read the rules in %s: %w", folder.Name, err)
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".rego":
			return nil
		}

		src, err := fs.ReadFile(folder.FS, name)
		if err != nil {
			return fmt.Errorf("read the rules in %s: %w", folder.Name, err)
		}

		p.parse(path.Join(folder.Name, name), string(src))

		return nil
	})
	if err != nil {
		p.errs = append(p.errs, err)
	}

	if len(p.rules) == before && len(p.errs) == failed {
		p.errs = append(p.errs, fmt.Errorf(
			"there is no rule in %s: a rule is a .rego file with package custom.rules.<category>.<rule>", folder.Name))
	}
}

func (p *policy) parse(file, src string) {
	if strings.HasSuffix(file, "_test.rego") {
		p.tests[file] = src

		return
	}

	module, err := ast.ParseModuleWithOpts(file, src, ast.ParserOptions{ProcessAnnotation: true})

	switch {
	case err != nil:
		p.failed(err, "")
	case module == nil: // nothing but comments
	default:
		p.add(file, module)
	}
}

// ruleName is what a category and a rule may be called: names that read the same in ids, globs and labels.
var ruleName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// add sorts a module in by its package, which is its identity.
func (p *policy) add(file string, module *ast.Module) {
	names, at := packageNames(module), module.Package.Location

	switch {
	case len(names) > 1 && names[0] == "custom" && names[1] != "rules":
		p.libraries[file] = module
	case len(names) != 4 || names[0] != "custom":
		p.wrong(at, "package %s is neither custom.rules.<category>.<rule>, for a rule, nor custom.lib.<name>, for what "+
			"rules share", strings.Join(names, "."))
	case !ruleName.MatchString(names[2]) || !ruleName.MatchString(names[3]):
		p.wrong(at, "%s/%s is no name of a rule: use small letters, digits and _", names[2], names[3])
	default:
		p.rules = append(p.rules, &userRule{file: file, module: module})
	}
}

// packageNames are the names of a package, without data.
func packageNames(module *ast.Module) []string {
	names := make([]string, 0, len(module.Package.Path))
	for i := range module.Package.Path[1:] {
		names = append(names, element(module.Package.Path, i+1))
	}

	return names
}
