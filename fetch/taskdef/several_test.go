package taskdef_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// A file may hold several task definitions, each with its own identity and place.
func TestSeveral(t *testing.T) {
	t.Parallel()

	const (
		a, b = `{"family": "a", "containerDefinitions": []}`, `{"family": "b", "containerDefinitions": []}`
		arn  = "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"
	)

	for _, tc := range []struct {
		file, text string
		want       []string
	}{
		{"f.json", a, []string{"f.json a # 1:1"}},
		{"f.json", "[" + a + ",\n" + b + "]", []string{"f.json a #/0 1:2", "f.json#2 b #/1 2:1"}},
		{"f.json", `[{"taskDefinition": ` + a + `}]`, []string{"f.json a #/0/taskDefinition 1:3"}},
		{
			"f.json", `[{"taskDefinition": ` + a + `, "tags": []}, {"data": {"taskDefinition": ` + b + `}}, ` + a + `]`,
			[]string{
				"f.json a #/0/taskDefinition 1:3", "f.json#2 b #/1/data/taskDefinition 1:89", "f.json#3 a #/2 1:154",
			},
		},
		{
			"f.json", `[{"taskDefinitionArn": "` + arn + `", "containerDefinitions": []}, ` + a + `]`,
			[]string{arn + " web #/0 1:2", "f.json#2 a #/1 1:114"},
		},
		{"f.yaml", a + "\n---\n" + b, []string{"f.yaml a # 1:1", "f.yaml#2 b # 3:1"}},
		{"f.yaml", "---\n" + a + "\n---\n# nothing\n---\n" + b + "\n---\n", []string{"f.yaml a # 2:1", "f.yaml#2 b # 6:1"}},
		{
			"f.yaml", "containerDefinitions: []\n---\ncontainerDefinitions: []\n",
			[]string{"f.yaml f # 1:1", "f.yaml#2 f#2 # 3:1"},
		},
		{"f.yaml", a + "\n---\n- {name: c, image: d}", []string{"f.yaml a # 1:1", "f.yaml#2 f#2 # 3:1"}},
		{"f.yaml", a + "\n---\n[" + b + "]", []string{"f.yaml a # 1:1", "f.yaml#2 b #/0 3:2"}},
	} {
		definitions, err := taskdef.Read(tc.file, []byte(tc.text))
		if err != nil {
			t.Errorf("%s: %v", tc.text, err)
		}

		got := make([]string, 0, len(definitions))
		for _, d := range definitions {
			got = append(got, fmt.Sprintf("%s %s #%s %d:%d",
				d.ID, d.Family, d.Origin.Pointer, d.Origin.Range.StartLine, d.Origin.Range.StartColumn))
		}

		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", tc.text, diff)
		}
	}
}

// Where one is a task definition and another is not, neither is passed over; where none is, the file is something else.
func TestSeveralOfOtherKinds(t *testing.T) {
	t.Parallel()

	const definition, others = `{"containerDefinitions": []}`, "this is no task definition, but others in the file are: "

	for _, tc := range []struct{ file, text, want string }{
		{"a.yaml", definition + "\n---\nkind: Pod\n", "a.yaml:3:1: " + others + `it is an object with the keys "kind"`},
		{"a.yaml", "kind: Pod\n---\n" + definition, "a.yaml:1:1: " + others},
		{"a.json", "[" + definition + `, {"a": 1}]`, "a.json:1:32: " + others + `it is an object with the keys "a"`},
		{"a.json", "[" + definition + `, null]`, "a.json:1:32: " + others + "it is null"},
		{"a.json", "[" + definition + `, {"image": "a"}]`, "a.json:1:32: " + others},
		{"a.yaml", definition + "\n---\ncontainerDefinitions: 1", "a.yaml:3:23: containerDefinitions must be a list"},
	} {
		definitions, err := taskdef.Read(tc.file, []byte(tc.text))
		if err == nil || definitions != nil || errors.Is(err, taskdef.ErrNotTaskDefinition) ||
			!strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%s:\n %v\nwant\n %s", tc.text, err, tc.want)
		}
	}

	for _, text := range []string{"kind: Pod\n---\nkind: Service", "[{a: 1}, {b: 2}]", "---\n---\n"} {
		if _, err := taskdef.Read("a.yaml", []byte(text)); !errors.Is(err, taskdef.ErrNotTaskDefinition) {
			t.Errorf("%s is %v", text, err)
		}
	}
}

// ECS refuses a key in other capitals, and tools that drop it let ECS take its default instead.
func TestKeysInOtherCapitalsAreRefused(t *testing.T) {
	t.Parallel()

	const write = "ECS takes no key in these capitals; write "

	for _, tc := range []struct{ text, want string }{
		{`{"containerDefinitions": [], "networkmode": "host"}`, "1:30: " + write + "networkMode"},
		{`{"containerdefinitions": []}`, "1:2: " + write + "containerDefinitions"},
		{`{"family": "web", "ContainerDefinitions": []}`, "1:19: " + write + "containerDefinitions"},
		{`{"containerDefinitions": [], "CPU": "256"}`, "1:30: " + write + "cpu"},
		{`{"taskDefinition": {"containerDefinitions": [], "TaskRoleArn": "a"}}`, "1:49: " + write + "taskRoleArn"},
		{`{"networkMode": "host", "NetworkMode": "bridge", "containerDefinitions": []}`, "1:25: " + write + "networkMode"},
		{`{"containerDefinitions": [{"Name": "a"}]}`, "1:28: " + write + "name"},
		{`{"containerDefinitions": [{"LogConfiguration": {}}]}`, "1:28: " + write + "logConfiguration"},
		{`{"containerDefinitions": [{"portMappings": [{"hostport": 80}]}]}`, "1:46: " + write + "hostPort"},
		{`{"containerDefinitions": [{"environment": [{"Name": "a"}]}]}`, "1:45: " + write + "name"},
		{
			`{"containerDefinitions": [{"linuxParameters": {"Capabilities": {"add": []}}}]}`,
			"1:48: " + write + "capabilities",
		},
		{
			`{"containerDefinitions": [{"linuxParameters": {"capabilities": {"Add": []}}}]}`, "1:65: " + write + "add",
		},
		{
			`{"containerDefinitions": [], "runtimePlatform": {"OperatingSystemFamily": "LINUX"}}`,
			"1:50: " + write + "operatingSystemFamily",
		},
		{`{"containerDefinitions": [], "placementConstraints": [{"Type": "a"}]}`, "1:56: " + write + "type"},
	} {
		checkShape(t, tc.text, tc.want)
	}

	for _, text := range []string{
		`{"containerDefinitions": [], "networkMode": "host"}`,
		`{"containerDefinitions": [], "network_mode": "host", "$schema": "a", "Comment": "b"}`, // no key of ECS's at all
		`{"containerDefinitions": [{"dockerLabels": {"Name": "a", "IMAGE": "b"}}]}`,            // names of one's own
		`[{"image": "a", "Name": "b", "PortMappings": []}]`,                                    // Terraform takes it
	} {
		if _, err := taskdef.Read("a.json", []byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What is there twice is taken from one place by one tool and from the other by another.
func TestRepeatedKeysAreRefused(t *testing.T) {
	t.Parallel()

	const already, remove = "the object has this key already, at ", "; remove one of the two"

	for _, tc := range []struct{ text, want string }{
		{`{"networkMode": "host", "networkMode": "host", "containerDefinitions": []}`, "1:25: " + already + "1:2" + remove},
		{"{\"containerDefinitions\": [{\"image\": \"a\",\n\"image\": \"b\"}]}", "2:1: " + already + "1:28" + remove},
		{`[{"image": "a", "image": "hunter2"}]`, "1:17: " + already + "1:3" + remove},
		{
			`{"containerDefinitions": [{"dockerLabels": {"hunter2": "a", "hunter2": "b"}}]}`,
			"1:61: " + already + "1:45" + remove,
		},
	} {
		checkShape(t, tc.text, tc.want)
	}

	// A file of another kind is another kind first.
	if _, err := taskdef.Read("a.json", []byte(`{"a": 1, "a": 2}`)); !errors.Is(err, taskdef.ErrNotTaskDefinition) {
		t.Error(err)
	}
}

func checkShape(t *testing.T, text, want string) {
	t.Helper()

	definitions, err := taskdef.Read("a.json", []byte(text))

	wrong, ok := errors.AsType[*taskdef.ShapeError](err)
	if !ok || wrong.Error() != "a.json:"+want || definitions != nil {
		t.Errorf("%s:\n %v\nwant\n a.json:%s", text, err, want)
	}
}

// Fargate is Fargate in any capitals, so that its rules are asked. What is no launch type stays what it is.
func TestLaunchTypes(t *testing.T) {
	t.Parallel()

	d := read(t, "a.json", `{"containerDefinitions": [], "requiresCompatibilities":
		["fargate", "Ec2", "FARGATE", "external", "managed_instances", "${type}", "fargate_spot", "FARGATE "]}`)

	want := []snapshot.LaunchType{
		snapshot.LaunchFargate, snapshot.LaunchEC2, snapshot.LaunchFargate, snapshot.LaunchExternal,
		snapshot.LaunchManagedInstances, "${type}", "fargate_spot", "FARGATE ",
	}
	if !slices.Equal(d.RequiresCompatibilities, want) {
		t.Errorf("%q; want %q", d.RequiresCompatibilities, want)
	}
}
