package hcl_test

import (
	"errors"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// FuzzRead: whatever a file holds, it is read to the same twice, every problem is an Error, and every place is in a
// file.
func FuzzRead(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}

	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}

		for _, file := range archive.Files {
			f.Add(file.Name == "main.tf.json", string(file.Data))
		}
	}

	for _, text := range []string{
		res(`"%{ for a, b in { c = 1 } ~} ${a} %{ endfor }"`), res(`{ for k, v in [1] : k => v... if v > 0 }[0].*.a[*].b`),
		res(`try(cidrsubnets("::/0", 1, -1), format("%[2]*.[1]*f", 1, 2), jsondecode("[1e400]"), {}...)`),
		res(`replace(jsonencode([var.a ? 1 : "b", { (var.c) = null }]), "/\"/", "$0$0")`),
		"module \"m\" {\n  source = \"./\"\n  for_each = module.m\n}", "locals {\n  a = local.a[local.a]\n}" + res("local.a"),
	} {
		f.Add(false, text)
	}

	f.Fuzz(func(t *testing.T, json bool, text string) {
		if len(text) > 1<<12 {
			return
		}

		name := "main.tf"
		if json {
			name = "main.tf.json"
		}

		files := dir{name: text, "m/main.tf": "variable \"a\" {}\noutput \"a\" {\n  value = var.a\n}\n"}
		r := files.read(hcl.Options{})

		equal(t, dump(files.read(hcl.Options{})), dump(r))

		for _, problem := range r.Problems {
			if _, ok := errors.AsType[*hcl.Error](problem); !ok {
				t.Fatalf("%v is no Error", problem)
			}
		}

		for _, found := range r.Resources {
			inFile(t, found.Values, len(files[found.File]))
		}
	})
}

func inFile(t *testing.T, n *document.Node, length int) {
	t.Helper()

	if at := n.Range(); at.StartLine < 1 || at.StartColumn < 1 || at.EndLine > 1+length || at.EndColumn > 1+length {
		t.Fatalf("%v is not in the file", at)
	}

	for _, item := range n.Items() {
		inFile(t, item, length)
	}
}
