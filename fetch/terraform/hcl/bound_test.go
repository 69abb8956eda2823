package hcl_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// Whatever nests, repeats or grows is refused or unknown, in bounded time.
func TestHostile(t *testing.T) {
	t.Parallel()

	const many = 1 << 20

	for name, test := range map[string]struct{ text, want string }{
		"parentheses":  {"locals { a = " + strings.Repeat("(", many), "main.tf:1:213: expressions are nested too deeply"},
		"brackets":     {"locals { a = " + strings.Repeat("[", many), "main.tf:1:213: expressions are nested too deeply"},
		"braces":       {strings.Repeat("a {\n", many/2), "main.tf:201:3: expressions are nested too deeply"},
		"templates":    {"locals { a = " + strings.Repeat(`"${`, many/2), "main.tf:1:612: expressions are nested too deeply"},
		"directives":   {"locals { a = \"" + strings.Repeat(`%{if a}`, many/8), "nested too deeply"},
		"negations":    {"locals { a = " + strings.Repeat("!", many), "nested too deeply"},
		"minus signs":  {"locals { a = " + strings.Repeat("-", many), "nested too deeply"},
		"conditionals": {"locals { a = " + strings.Repeat("a?b:", many/4), "nested too deeply"},
		"indexes":      {res("a" + strings.Repeat("[0]", 900)), ""},
		"path":         {res("a" + strings.Repeat(".b", many/4)), "main.tf:3:2008: expressions are nested too deeply"},
		"sums":         {res("1" + strings.Repeat("+1", 9_000)), "leads through more than 1000 expressions"},
		"heredoc":      {res("<<EOF\n" + strings.Repeat("[{}]\n", many/5) + "EOF\n"), "a text has too many lines"},
		"many lines":   {res("<<EOF\n" + strings.Repeat("[{}]\n", 10_000) + "EOF\n"), ""},
		"splats":       {res("a" + strings.Repeat("[*]", 5_000)), "leads through more than 1000"},
		"too large":    {strings.Repeat("#\n", many+1), "main.tf: cannot be read: it is larger than 2 MB"},
		"binary":       {"a\x00", "main.tf:1:2: the file is binary, not text: it holds a NUL byte"},
		"no UTF-8":     {"\xff\xfe\xfd", "main.tf:1:1: the file is not UTF-8 text"},
		"broken":       {"resource \"a\" {\n  x = = 1\n}\n", "main.tf:2:7: invalid expression"},
		"count":        {"resource \"a\" \"b\" {\n  count = 1e9\n}", "main.tf:2:3: this makes more than 10000 instances"},
		"exponent":     {res("1e999999999"), ""},
		"power":        {res("pow(10, 1e9)"), ""},
		"infinity":     {res("1 / 0"), ""},
		"width":        {res(`format("%999999999d", 1)`), ""},
		"range":        {res("range(1e9)"), ""},
		"replace":      {res(`replace("` + strings.Repeat("a", 9_999) + `", "a", "` + strings.Repeat("b", 9_999) + `")`), ""},
		"product":      {res("setproduct(" + strings.Repeat("range(1000),", 5) + ")"), ""},
		"loops": {
			res("[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]"),
			": evaluating it takes too long",
		},
		"texts":      {doubling(`"${local.l%d}${local.l%d}"`, `"xx"`), ""},
		"lists":      {doubling(`concat(local.l%d, local.l%d)`, `["x"]`), ""},
		"trees":      {doubling(`[local.l%d, local.l%d]`, `["x"]`), ""},
		"encodings":  {doubling(`jsonencode([local.l%d, local.l%d])`, `["x"]`), ""},
		"chain":      {chain(20_000), "main.tf:"},
		"cycle":      {"locals {\n  a = local.b\n  b = [local.a]\n}" + res("local.a"), "2:3: local.a depends on itself"},
		"variable":   {"variable \"a\" {\n  default = var.a\n}" + res("var.a"), "main.tf:1:1: var.a depends on itself"},
		"output":     {"module \"m\" {\n  source = \"./m\"\n  a = module.m.a\n}" + res("module.m.a"), "depends on itself"},
		"instances":  {"resource \"a\" \"b\" {\n  count = a.c.v\n}\nresource \"a\" \"c\" {\n  v = a.b[0].v\n}", ""},
		"deep JSON":  {res(`jsondecode("` + strings.Repeat("[", 100_000) + `")`), ""},
		"own source": {"module \"m\" {\n  source = \"./\"\n}", "main.tf:2:12: modules call each other without end"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			module := "variable \"a\" {}\noutput \"a\" {\n  value = var.a\n}\n"
			got := problems(dir{"main.tf": test.text, "m/main.tf": module}.read(hcl.Options{}))

			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("got %.300q, want %q", got, test.want)
			}
		})
	}
}

func res(expression string) string { return "\nresource \"x\" \"y\" {\n  v = " + expression + "\n}\n" }

// doubling are locals of which each holds the one before it twice.
func doubling(pattern, first string) string {
	var text strings.Builder

	text.WriteString("locals {\n  l0 = " + first + "\n")

	for i := range 60 {
		fmt.Fprintf(&text, "  l%d = "+pattern+"\n", i+1, i, i)
	}

	return text.String() + "}\n" + res("local.l60")
}

func chain(length int) string {
	var text strings.Builder

	text.WriteString("locals {\n  l0 = 1\n")

	for i := range length {
		fmt.Fprintf(&text, "  l%d = [local.l%d]\n", i+1, i)
	}

	return text.String() + "}\n" + res(fmt.Sprintf("local.l%d", length))
}

// Instances are bounded over all modules together.
func TestInstances(t *testing.T) {
	t.Parallel()

	r := dir{
		"main.tf":   "module \"m\" {\n  count = 200\n  source = \"./m\"\n}",
		"m/main.tf": "resource \"a\" \"b\" {\n  count = 200\n}",
	}.read(hcl.Options{})

	equal(t, problems(r), "m/main.tf:2:3: this makes more than 10000 instances in all; they are taken for one")

	if len(r.Resources) > 11_000 {
		t.Errorf("%d resources", len(r.Resources))
	}
}

// One bad file does not stop the others, and what stands in the way is named.
func TestProblems(t *testing.T) {
	t.Parallel()

	r := dir{
		"bad.tf":      "resource {",
		"good.tf":     "resource \"a\" \"b\" {}",
		"bad.tf.json": "{\n  \"resource\": [}",
	}.read(hcl.Options{VarFiles: []string{"absent.tfvars"}})

	equal(t, addresses(r), []string{"a.b"})
	equal(t, problems(r), "bad.tf:1:10: unclosed configuration block\n"+
		"bad.tf.json:2:16: a value is missing, or not quoted\n"+
		"absent.tfvars: cannot be read: file does not exist")

	equal(t, problems(hcl.NewReader(fstest.MapFS{}).Read("absent", hcl.Options{})),
		"absent: the directory cannot be read: file does not exist")
}

// An error never quotes what may be a secret.
func TestSecretsStayOut(t *testing.T) {
	t.Parallel()

	for _, text := range []string{
		"variable \"p\" {\n  default = \"hunter2\" \"hunter2\"\n}", "locals {\n  hunter2 = \n}", "x = \"hunter2",
		res(`file("hunter2")`), res(`tonumber("hunter2")`), res(`jsondecode("hunter2")`), res(`base64decode("hunter2!")`),
		"variable \"p\" {\n  default = \"hunter2\"\n  sensitive = true\n}" + res(`"a-${var.p}-${base64encode(var.p)}"`),
		"variable \"p\" {\n  default = { x = \"hunter2\" }\n  sensitive = \"true\"\n}" + res(`var.p.x`),
		res(`sensitive("hunter2")`), res(`jsonencode({ a = sensitive("hunter2") })`),
	} {
		if out := dump(dir{"main.tf": text}.read(hcl.Options{})); strings.Contains(out, "hunter2") {
			t.Errorf("%s\nsays %s", text, out)
		}
	}
}
