package hcl_test

import (
	"testing"
	"testing/fstest"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// TestAbsent is about what a template lacks: it is named, unless the name may be anything.
func TestAbsent(t *testing.T) {
	t.Parallel()

	for expression, want := range map[string]string{
		`templatefile("${path.module}/gone.tpl", {})`:          "depends on the file stack/gone.tpl, which is not here",
		`templatefile("web.tpl", { prt = 80 })`:                "depends on the name port, which the template is not given",
		`templatefile("web.tpl", { port = 80 })`:               "",
		`file("p4ss:w@rd")`:                                    "depends on a file that is not here",
		`try(file("gone.json"), "[]")`:                         "",
		`fileexists("gone.json") ? file("gone.json") : "none"`: "depends on fileexists()",
	} {
		files := fstest.MapFS{
			"stack/main.tf": {Data: []byte("resource \"aws_x\" \"a\" {\n  v = " + expression + "\n}\n")},
			"stack/web.tpl": {Data: []byte("${port}")},
		}

		read := hcl.NewReader(files).Read("stack", hcl.Options{})
		if got := read.Resources[0].Values.Get("v").Why(); got != want {
			t.Errorf("%s: %q, want %q", expression, got, want)
		}
	}
}

// TestTwice names what is declared a second time, and where it is the first.
func TestTwice(t *testing.T) {
	t.Parallel()

	const again = " a second time; only the first counts, at a.tf"

	for second, want := range map[string]string{
		"resource \"aws_x\" \"a\" {}\n":   "b.tf:1:1: aws_x.a is declared" + again + ":1",
		"data \"aws_x\" \"a\" {}\n":       "b.tf:1:1: data.aws_x.a is declared" + again + ":2",
		"module \"m\" { source = \"x\" }": "b.tf:1:1: module.m is declared" + again + ":3",
		"resource \"aws_x\" \"b\" {}\n":   "",
	} {
		read := hcl.NewReader(fstest.MapFS{
			"a.tf": {Data: []byte("resource \"aws_x\" \"a\" {}\ndata \"aws_x\" \"a\" {}\nmodule \"m\" { source = \"x\" }\n")},
			"b.tf": {Data: []byte(second)},
		}).Read(".", hcl.Options{})

		got := ""
		if len(read.Problems) > 0 {
			got = read.Problems[0].Error()
		}

		if got != want {
			t.Errorf("%s: %q, want %q", second, got, want)
		}
	}
}
