package hcl_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

func TestRoots(t *testing.T) {
	t.Parallel()

	calls := func(sources ...string) string {
		var text strings.Builder
		for i, source := range sources {
			fmt.Fprintf(&text, "module \"m%d\" {\n  source = %q\n}\n", i, source)
		}

		return text.String()
	}

	for name, test := range map[string]struct {
		files dir
		dirs  []string
		want  []string
	}{
		"a module beside it": {
			dir{"live/main.tf": calls("../modules/a"), "modules/a/main.tf": calls("../b"), "modules/b/main.tf": ""},
			[]string{"live", "modules/a", "modules/b"},
			[]string{"live"},
		},
		"not walked over": {
			dir{"live/main.tf": calls("../modules/a"), "modules/a/main.tf": ""},
			[]string{"modules/a"},
			[]string{"modules/a"},
		},
		"elsewhere": {
			dir{"a/main.tf": calls("terraform-aws-modules/vpc/aws", "git::https://x/b"), "b/main.tf": ""},
			[]string{"a", "b"},
			[]string{"a", "b"},
		},
		"an example calls what is above it": {
			dir{"main.tf": "", "examples/x/main.tf": calls("../..")}, []string{".", "examples/x"}, []string{"examples/x"},
		},
		"a circle": {
			dir{"a/main.tf": calls("../b"), "b/main.tf": calls("../a")}, []string{"a", "b"}, []string{"a"},
		},
		"itself": {dir{"a/main.tf": calls("./")}, []string{"a"}, []string{"a"}},
		"as written": {
			dir{"a/main.tf": calls("./b"), "a/b/main.tf": ""}, []string{"./a", "./a/b/"}, []string{"./a"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			equal(t, hcl.NewReader(test.files.fs()).Roots(test.dirs), test.want)
		})
	}
}
