package awsjson_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const denied = "\nAn error occurred (AccessDeniedException) when calling the DescribeServices operation: User: " +
	"arn:aws:sts::" + account + ":assumed-role/hunter2 is not authorized to perform: ecs:DescribeServices\n"

// A file that holds no answer because a call failed is a gap about the call, and the others are read all the same.
func TestFailedCall(t *testing.T) {
	t.Parallel()

	const (
		refused = "ecs:DescribeServices: AccessDeniedException (failed)"
		empty   = ": the file is empty; the call that should have filled it may have failed (failed)"
		mixed   = `{"taskDefinition": {"taskDefinitionArn": "` + arnECS + `task-definition/web:1"}}`
	)

	for name, c := range map[string]struct {
		file, content string
		want          []string
	}{
		"denied":          {"x.json", denied, []string{refused}},
		"of a newer CLI":  {"x.json", "\naws: [ERROR]: " + denied[1:], []string{refused}},
		"with details":    {"x.json", denied + "\nAdditional error details:\nCode: hunter2\n", []string{refused}},
		"in UTF-16":       {"x.json", "\xff\xfe" + strings.ReplaceAll(denied, "", "\x00")[1:], []string{refused}},
		"before answers":  {"x.json", denied + mixed, []string{refused}},
		"behind answers":  {"x.json", mixed + "\n" + denied, []string{refused}},
		"between answers": {"x.json", mixed + denied + mixed, []string{refused}},
		"twice": {"x.json", denied + strings.ReplaceAll(denied, "Services", "Tasks"), []string{
			refused, "ecs:DescribeTasks: AccessDeniedException (failed)",
		}},
		"retried": {
			"x.json", "An error occurred (ThrottlingException) when calling the DescribeListeners operation " +
				"(reached max retries: 2): Rate exceeded", []string{
				"elasticloadbalancing:DescribeListeners: ThrottlingException (failed)",
			},
		},
		"text for a code": {
			"x.json", "An error occurred (hunter2 of someone) when calling the DescribeVpcs operation: x",
			[]string{"ec2:DescribeVpcs: the call failed (failed)"},
		},
		"of no concern": {
			"x.json", "An error occurred (AuthFailure) when calling the DescribeVolumes operation: x",
			[]string{"DescribeVolumes: AuthFailure (failed)"},
		},

		"empty":               {"describe-services.json", "", []string{"ecs:DescribeServices" + empty}},
		"blank":               {"describe-services-2.json", " \n", []string{"ecs:DescribeServices" + empty}},
		"called by its nouns": {"services.json", "", []string{"ecs:DescribeServices" + empty}},
		"called by its task":  {"describe-task-definition-web.json", "", []string{"ecs:DescribeTaskDefinition" + empty}},
		"with a long name": {
			"describe-vpc-endpoints.json", "", []string{"ec2:DescribeVpcEndpoints" + empty},
		},
		"recorded":          {"elbv2.DescribeRules_1.json", "", []string{"elasticloadbalancing:DescribeRules" + empty}},
		"called otherwise":  {"x.json", "", []string{"x.json" + empty}},
		"called much alike": {"vpcsandmore.json", "", []string{"vpcsandmore.json" + empty}},

		"YAML": {
			"x.yaml", "services:\n- serviceArn: " + arnECS + "service/prod/web\n",
			[]string{"ecs:DescribeServices: x.yaml is YAML; write it with --output json (failed)"},
		},
		"YAML called JSON": {
			"x.json", "SecurityGroups:\n- GroupId: sg-1\n",
			[]string{"ec2:DescribeSecurityGroups: x.json is YAML; write it with --output json (failed)"},
		},
		"YAML as a stream": {
			"x.yml", "- taskArns:\n  - " + arnECS + "task/t\n",
			[]string{"ecs:ListTasks: x.yml is YAML; write it with --output json (failed)"},
		},
		"an empty list in YAML": {
			"x.yaml", "failures: []\nservices: []\n",
			[]string{"ecs:DescribeServices: x.yaml is YAML; write it with --output json (failed)"},
		},
		"an error called YAML": {"x.yaml", denied, []string{refused}},
		"YAML of others":       {"compose.yaml", "services:\n  web:\n    image: hunter2\n", []string{}},
		"empty YAML":           {"x.yaml", "", []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			s := read(t, folder{c.file: c.content, "c.json": clusters})
			equal(t, gaps(s), c.want)
			equal(t, len(s.Clusters), 1)

			if strings.Contains(encoded(t, s), "hunter2") {
				t.Error("keeps what the file says")
			}
		})
	}
}

// Where nothing tells which call failed, it may have been any: everything that has no default is in doubt.
func TestFailedCallOfAnyKind(t *testing.T) {
	t.Parallel()

	g := read(t, folder{"x.json": "", "c.json": clusters}).Gaps[0]

	for noun, want := range map[snapshot.Noun]bool{
		snapshot.NounService: true, snapshot.NounSecurityGroup: true, snapshot.NounImage: false,
	} {
		equal(t, slices.Contains(g.Nouns, noun), want)
	}
}

// A folder of failed calls alone is incomplete, not empty.
func TestOnlyFailedCalls(t *testing.T) {
	t.Parallel()

	s := read(t, folder{"eu-north-1/s.json": denied})
	equal(t, slices.Contains(gaps(s), "ecs:DescribeServices: AccessDeniedException (failed)"), true)
	equal(t, s.Sources[0].Region, region)
}
