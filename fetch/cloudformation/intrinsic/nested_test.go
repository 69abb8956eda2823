package intrinsic_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/cloudformation/intrinsic"
)

const network = `
Parameters:
  Block: {Type: String}
  Group: {Type: String, Default: none}
Resources:
  VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Block}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref VPC, Name: !Sub '${Group}-${AWS::StackName}'}}
Outputs:
  Vpc: {Value: !Ref VPC}
  Block: {Value: !GetAtt VPC.CidrBlock}
`

// outline is all resources, those of nested stacks too, with their properties.
func outline(t *intrinsic.Template) []string {
	var all []string

	for _, r := range t.Resources() {
		all = append(all, fmt.Sprintf("%s %s %s", r.File(), r.Address(), show(r.Properties())))

		if nested := r.Nested(); nested != nil {
			all = append(all, outline(nested)...)
		}
	}

	return all
}

func TestNestedStacks(t *testing.T) {
	t.Parallel()

	template := load(t, `
Parameters: {Secret: {Type: String, NoEcho: true, Default: hunter2}}
Resources:
  Network:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ../parts/network.yaml
      Parameters: {Block: 10.0.0.0/16, Group: !Ref Secret}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {VpcId: !GetAtt Network.Outputs.Vpc, Cidr: !GetAtt Network.Outputs.Block, X: !GetAtt Network.Outputs.No}
`, nil, map[string]string{"parts/network.yaml": network})

	want := []string{
		file + " Network {TemplateURL: ../parts/network.yaml, Parameters: {Block: 10.0.0.0/16, Group: <Secret>}}",
		"parts/network.yaml Network.VPC {CidrBlock: 10.0.0.0/16}",
		"parts/network.yaml Network.Web {VpcId: <Network.VPC>, Name: ${Secret}-${Network.AWS::StackName}}",
		file + " Group {VpcId: <Network.VPC>, Cidr: 10.0.0.0/16, X: <Network.Outputs.No>}",
	}
	if got := outline(template); !slices.Equal(got, want) || len(template.Problems()) > 0 {
		t.Errorf("got\n%s\nwant\n%s\n%v", strings.Join(got, "\n"), strings.Join(want, "\n"), template.Problems())
	}

	if got := template.Files(); !slices.Equal(got, []string{"parts/network.yaml"}) {
		t.Errorf("files: %v", got)
	}
}

func TestNestedStacksThatAreNotRead(t *testing.T) {
	t.Parallel()

	stack := func(url string) string {
		return "Resources: {N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: " + url + "}}}"
	}

	for url, want := range map[string]string{
		"https://s3.amazonaws.com/b/t.yaml":    "",
		"s3://b/t.yaml":                        "",
		"/etc/passwd":                          "",
		"!Sub 'https://${AWS::Region}/t.yaml'": "",
		"!Ref AWS::URLSuffix":                  "",
		"missing.yaml":                         "1:77: the template of the nested stack cannot be read",
		"other.yaml":                           "1:77: the template of the nested stack is no CloudFormation template",
		"main.yaml":                            "1:77: the nested stack holds itself",
		"./ring.yaml":                          "stacks/ring.yaml:1:77: the nested stack holds itself",
		"broken.yaml":                          "stacks/broken.yaml:1:",
	} {
		template := load(t, stack(url), nil, map[string]string{
			"stacks/other.yaml": "a: b", "stacks/ring.yaml": stack("main.yaml"), "stacks/broken.yaml": "a: [",
		})
		outline(template)

		got := strings.Join(texts(template.Problems()), "\n")
		if !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

// A stack of stacks of stacks ends somewhere.
func TestManyNestedStacks(t *testing.T) {
	t.Parallel()

	var text strings.Builder

	text.WriteString("Resources:\n")

	for i := range 20 {
		fmt.Fprintf(&text, "  N%d: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: next.yaml}}\n", i)
	}

	template := load(t, text.String(), nil, map[string]string{
		"stacks/next.yaml":    strings.ReplaceAll(text.String(), "next", "further"),
		"stacks/further.yaml": text.String(),
	})

	if got := len(outline(template)); got > 20*101 {
		t.Errorf("%d resources", got)
	}

	checkProblems(t, template.Problems())
}
