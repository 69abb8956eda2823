package hcl_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// TestUndeclared is about names that nothing declares: terraform validate refuses them.
func TestUndeclared(t *testing.T) {
	t.Parallel()

	const mean = "; did you mean "

	const found = mean + "data.aws_vpc.found?"

	const end = " is not declared in this module; declare it or correct the name"

	for name, c := range map[string]struct{ text, want string }{
		"a variable":            {"v = var.size", ""},
		"a local":               {"v = local.size", ""},
		"a resource":            {"v = aws_vpc.main.id", ""},
		"its instance":          {"v = aws_vpc.main[0].id", ""},
		"a data source":         {"v = data.aws_vpc.found.id", ""},
		"a module":              {"v = module.m.id", ""},
		"no variable":           {"v = var.sise", "main.tf:2:5: var.sise" + end + mean + "var.size?"},
		"no local":              {"v = \"${local.other}\"", "main.tf:2:8: local.other" + end},
		"no resource":           {"v = [aws_vpc.mian.id]", "main.tf:2:6: aws_vpc.mian" + end + mean + "aws_vpc.main?"},
		"no data source":        {"v = data.aws_vpc.fnd.i", "main.tf:2:5: data.aws_vpc.fnd" + end + found},
		"a resource as data":    {"v = data.aws_vpc.main.id", "main.tf:2:5: data.aws_vpc.main" + end + found},
		"no module":             {"v = module.gone.id", "main.tf:2:5: module.gone" + end},
		"in a block":            {"b {\n v = var.gone\n }", "main.tf:3:6: var.gone" + end},
		"to wait for":           {"depends_on = [aws_vpc.gone]", "main.tf:2:15: aws_vpc.gone" + end},
		"what Terraform knows":  {"v = [each.key, count.index, self.id, path.module, terraform.workspace]", ""},
		"a name of a for":       {"v = [for a_b in var.size : a_b.c]", ""},
		"an iterator":           {"dynamic \"a_b\" {\n for_each = []\n content { v = a_b.value }\n }", ""},
		"a named iterator":      {"dynamic \"b\" {\n for_each = []\n iterator = a_b\n content { v = a_b.value }\n }", ""},
		"a provider":            {"provider = aws_east.west", ""},
		"changes":               {"lifecycle { ignore_changes = [a_b.c] }", ""},
		"a function":            {"v = provider::aws::arn_parse(local.size)", ""},
		"a type without a line": {"v = thing.main", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := problemsWith(undeclaring(c.text), "versions.tf", "terraform {}")
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func undeclaring(body string) string {
	return "resource \"aws_a\" \"a\" {\n" + body + "\n}\n" + `
variable "size" {}
locals { size = 1 }
resource "aws_vpc" "main" {}
data "aws_vpc" "found" {}
module "m" { source = "acme/m/aws" }
`
}

// problemsWith are those of a root module of two files.
func problemsWith(text, name, other string) []string {
	r := dir{"main.tf": text, name: other}.read(hcl.Options{})
	all := make([]string, 0, len(r.Problems))

	for _, problem := range r.Problems {
		all = append(all, problem.Error())
	}

	return all
}

// TestUndeclaredElsewhere is about what other files may declare.
func TestUndeclaredElsewhere(t *testing.T) {
	t.Parallel()

	text := undeclaring("v = var.gone")

	for name, c := range map[string]struct {
		file, content string
		want          bool
	}{
		"a version":                   {"versions.tf", "terraform {}", true},
		"a provider":                  {"provider.tf", `provider "aws" {}`, true},
		"some files of a module":      {"other.tf", "", false},
		"declared in JSON":            {"versions.tf.json", `{"variable": {"gone": {}}}`, false},
		"a file that cannot be read":  {"versions.tf", "terraform {}\nvariable {{", false},
		"a template of a file":        {"more.tf.tmpl", "", false},
		"one of Terragrunt":           {"terragrunt.hcl", "", false},
		"an override that cannot be":  {"versions_override.tf", "terraform {}\nresource \"aws_x\" {{", false},
		"an override that can be":     {"versions_override.tf", "terraform {}", true},
		"something else besides this": {"README.md", "terraform {}", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			with := text
			if !strings.HasPrefix(c.content, "terraform") && c.file != "other.tf" && c.file != "provider.tf" {
				with += "terraform {}\n"
			}

			got := slices.ContainsFunc(problemsWith(with, c.file, c.content), func(problem string) bool {
				return strings.Contains(problem, "var.gone is not declared")
			})
			if got != c.want {
				t.Errorf("told: %v, want %v", got, c.want)
			}
		})
	}
}
