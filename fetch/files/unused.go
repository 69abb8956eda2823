package files

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// unused says of the parameters and variables that are given which of them nothing declares: a name that is mistyped
// leaves a value unknown, of which no finding is made. It says names only, since a value may be a secret, and nothing
// where a file could not be read, which might declare them.
func (in *input) unused(res *Result) []string {
	if len(res.Problems) > 0 {
		return nil
	}

	templates := 0
	parameters := map[string]bool{}

	for _, f := range in.files {
		if f.template == nil {
			continue
		}

		templates++

		for _, declared := range f.template.Get("Parameters").Items() {
			parameters[declared.Name()] = true
		}
	}

	given := slices.DeleteFunc(slices.Sorted(maps.Keys(in.parameters)), func(name string) bool {
		return strings.HasPrefix(name, "AWS::") // of CloudFormation itself
	})

	return slices.Concat(
		undeclared("parameter", given, parameters, "CloudFormation template", templates),
		undeclared("variable", slices.Sorted(maps.Keys(in.Vars)), in.variables, "Terraform module", in.modules),
	)
}

// mostUndeclared is how many names one line says.
const mostUndeclared = 10

// undeclared says which names nothing declares.
func undeclared(noun string, given []string, declared map[string]bool, reader string, readers int) []string {
	names := slices.DeleteFunc(given, func(name string) bool { return declared[name] })
	if len(names) == 0 {
		return nil
	}

	if len(names) > 1 {
		noun += "s"
	}

	list := strings.Join(names[:min(len(names), mostUndeclared)], ", ")
	if more := len(names) - mostUndeclared; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}

	if readers == 0 {
		return []string{fmt.Sprintf("nothing takes the %s %s: no %s was read", noun, list, reader)}
	}

	return []string{fmt.Sprintf("no %s declares the %s %s", reader, noun, list)}
}
