package files_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/ecslint/ecslint/fetch/files"
	"github.com/ecslint/ecslint/fetch/walk"
)

// inUTF16 is a text as Windows PowerShell writes it.
func inUTF16(text string, order binary.AppendByteOrder) string {
	var data []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		data = order.AppendUint16(data, unit)
	}

	return string(data)
}

// TestMet is about what a walk meets beside a file that it reads: what must be of ECS is an error, what looks like it
// is named, and the rest is counted.
func TestMet(t *testing.T) {
	t.Parallel()

	const (
		image    = `[{"name": "web", "image": "nginx"}]`
		capitals = `[{"Name": "web", "Image": "nginx"}]`
		passed   = "skipped x.json: not a task definition: "
	)

	for name, c := range map[string]struct {
		name, content   string
		problem, remark string
	}{
		"UTF-16":                   {"x.json", inUTF16(definition, binary.LittleEndian), "x.json:1:1: the file is UTF", ""},
		"UTF-16 of other machines": {"x.json", inUTF16(definition, binary.BigEndian), "x.json:1:1: the file is UTF-16", ""},
		"UTF-16 of something else": {"x.json", inUTF16(`{"image": "logo.png"}`, binary.LittleEndian), "", ""},
		"a template in UTF-16":     {"x.yaml", inUTF16(template, binary.LittleEndian), "x.yaml:1:1: the file is UTF-16", ""},
		"a suffix in capitals":     {"x.JSON", `{"containerDefinitions": 1}`, "x.JSON:1:26: containerDefinitions must", ""},
		"all in capitals": {
			"x.json", `{"Family": "web", "ContainerDefinitions": ` + capitals + `}`, "its keys are CloudFormation's", "",
		},
		"a key that is mistyped": {
			"x.json", `{"family": "web", "containerDefinition": ` + image + `}`, "did you mean containerDefinitions?", "",
		},
		"in a list": {
			"x.json", `[{"family": "web", "containerDefintions": ` + image + `}]`, "did you mean containerDefinitions?", "",
		},
		"a template without resources": {
			"x.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nresources: {A: {Type: AWS::ECS::Service}}\n",
			"a CloudFormation template without Resources", "",
		},
		"such a template of something else": {"x.yaml", "AWSTemplateFormatVersion: 1\nA: {Type: AWS::S3::Bucket}\n", "", ""},
		"one that a macro completes": {
			"x.yaml", "AWSTemplateFormatVersion: 1\nTransform: Acme\nA: {Type: AWS::ECS::Service}\n", "", "",
		},
		"a piece of a template": {
			"x.yaml", "Family: web\nContainerDefinitions: [{Name: web, Image: !Ref Image}]\n", "",
			"skipped x.yaml: not a task definition: its keys are CloudFormation's",
		},
		"the input of a module": {
			"x.json", `{"family": "web", "container_definitions": ` + image + `}`, "", passed + "its keys are Terraform's",
		},
		"a key alone":     {"x.json", `{"containerDefinition": ` + image + `}`, "", passed + "ECS has no key"},
		"two keys of ECS": {"x.json", `{"family": "web", "networkMode": "host", "image": 1}`, "", passed + "it is an object"},
		"a single key":    {"x.json", `{"family": "sans", "image": "a.png"}`, "", ""},
		"a schema": {
			"x.json", `{"properties": {"containerDefinitions": {"type": "array", "items": {"image": 1}}}}`, "", "",
		},
		"a key that is no list": {"x.json", `{"containerDefinition": "a.json", "image": "x"}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := tree{c.name: c.content, "web.yaml": definitionYAML}.write(t)

			res, err := files.Read(files.Request{Root: walk.Root{Dir: dir}, Paths: []string{"."}})
			if err != nil {
				t.Fatal(err)
			}

			told := slices.Collect(func(yield func(string) bool) {
				for _, problem := range res.Problems {
					yield(problem.Error())
				}
			})
			if got := strings.Join(told, "\n"); !strings.Contains(got, c.problem) || (got == "") != (c.problem == "") {
				t.Errorf("problems %q, want %q", got, c.problem)
			}

			got := strings.Join(res.Remarks, "\n")
			if !strings.Contains(got, c.remark) || (got == "") != (c.remark == "") {
				t.Errorf("remarks %q, want %q", got, c.remark)
			}

			if skipped := c.problem == ""; (res.Skipped == 1) != skipped {
				t.Errorf("skipped %d, want %t", res.Skipped, skipped)
			}
		})
	}
}
