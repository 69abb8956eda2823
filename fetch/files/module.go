package files

import (
	"bytes"
	"cmp"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// readModules reads the root modules: the folders with Terraform files that none of the others calls, and those that
// are named. In a walk, a module that has nothing of ECS is skipped, whatever is wrong with it.
func (in *input) readModules(res *Result) {
	var dirs []string

	folders := map[string]*file{}

	for _, f := range in.files {
		if f.kind == snapshot.SourceTerraform {
			dirs = append(dirs, filepath.ToSlash(f.name))
			folders[filepath.ToSlash(f.name)] = f
		}
	}

	if len(dirs) == 0 {
		return
	}

	files := within(in.Root, dirs...)
	reader := hcl.NewReader(files)
	files.given = in.given // not for expressions, which would tell what is in them
	roots := reader.Roots(dirs)
	told := map[string]bool{}

	for _, dir := range dirs {
		f := folders[dir]
		if !f.named && !slices.Contains(roots, dir) {
			continue
		}

		read := reader.Read(dir, hcl.Options{VarFiles: in.varFiles, Vars: in.Vars, Given: files})
		in.modules++

		for _, name := range read.Variables {
			in.variables[name] = true
		}

		if !f.named && !in.anyAbout(files, read.Files) {
			res.Skipped++

			continue
		}

		in.partOf(read.Texts)

		s, problems := terraform.Snapshot(dir, read.Resources, snapshot.Source{Kind: f.kind, Path: dir})
		addUnread(s, dir, read.Unread)
		res.addRemarks(terraform.Misspelt(read.Resources))
		in.addStack(f, res, s, slices.Concat(read.Problems, problems))

		for _, name := range read.Files {
			if data, err := files.ReadFile(name); err == nil && !told[name] {
				told[name] = true
				res.addIgnores(name, data, nil)
			}
		}
	}
}

// anyAbout reports whether one of the files of a module is about ECS.
func (in *input) anyAbout(files fs.FS, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		data, err := fs.ReadFile(files, name)

		return err == nil && in.about(data)
	})
}

// about is mentionsECS for what has resources: what makes instances for ECS writes the configuration of its agent, in
// /etc/ecs, and groups count where what they are for may be elsewhere.
func (in *input) about(data []byte) bool {
	groups := bytes.Contains(data, []byte("AWS::EC2::SecurityGroup")) || bytes.Contains(data, []byte("aws_security_group"))

	return mentionsECS(data) || bytes.Contains(data, []byte("/ecs")) || in.Groups && groups
}

// compareErrors orders problems by what they say, which begins with their place.
func compareErrors(a, b error) int { return cmp.Compare(a.Error(), b.Error()) }
