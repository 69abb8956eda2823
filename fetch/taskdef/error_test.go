package taskdef_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

func TestNotTaskDefinition(t *testing.T) {
	t.Parallel()

	const (
		expected = "expected the input of register-task-definition or the answer of describe-task-definition, " +
			"which have containerDefinitions, or container definitions alone, which have an image"
		objectWith = "it is an object with the keys "
		listWith   = "it is a list of objects with the keys "
		asInAPI    = "; in a task definition they are written as in the API: " + expected
	)

	for _, tc := range []struct{ file, text, want string }{
		{"a.json", `{"version": 1, "examples": {}}`, objectWith + `"version", "examples"; ` + expected},
		{"a.yml", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6", objectWith + `"a", "b", "c", "d", 2 more; ` + expected},
		{
			"a.json", `{"` + strings.Repeat("é", 60) + `": "\n"}`,
			objectWith + `"` + strings.Repeat("é", 40) + `"; ` + expected,
		},
		{"a.json", `{}`, "it is an object with no keys; " + expected},
		{"a.json", `[]`, "it is a list without container definitions; " + expected},
		{"a.json", `["image"]`, "it is a list without container definitions; " + expected},
		{"a.json", `[{"name": "a"}]`, listWith + `"name"; ` + expected},
		{"a.json", `"text"`, "it is text; " + expected},
		{"a.yaml", `~`, "it is null; " + expected},
		{"a.yaml", `networkMode=awsvpc`, "it is text; " + expected},

		{"a.yaml", "Resources: {}", "it is a CloudFormation template" + asInAPI},
		{
			"a.json", `{"Family": "a", "ContainerDefinitions": []}`,
			"its keys are CloudFormation's (ContainerDefinitions)" + asInAPI,
		},
		{"a.json", `[{"Name": "a", "Image": "b"}]`, "its keys are CloudFormation's (Image)" + asInAPI},
		{"a.json", `{"container_definitions": []}`, "its keys are Terraform's (container_definitions)" + asInAPI},
		{"a.yaml", "- port_mappings: []", "its keys are Terraform's (port_mappings)" + asInAPI},

		{
			"a.json", `{"family": "a", "containerDefinitions": null}`,
			objectWith + `"family", "containerDefinitions"; ` + expected,
		},
		{
			"a.json", `{"serviceName": "a", "taskDefinition": "b:1"}`,
			objectWith + `"serviceName", "taskDefinition"; ` + expected,
		},
		{"a.json", `{"status_code": 200, "data": {"services": []}}`, objectWith + `"status_code", "data"; ` + expected},
		// A pipeline of GitLab and a container of Kubernetes have an image, too.
		{"a.yml", "image: ruby\nstages: [test]\nunit: {script: rake}", objectWith + `"image", "stages", "unit"; ` + expected},
		{"a.yml", "- {name: a, image: b, ports: [], env: []}", listWith + `"name", "image", "ports", "env"; ` + expected},
		{"a.json", `[{"name": "a", "image": {"src": "b"}}]`, listWith + `"name", "image"; ` + expected},
	} {
		definitions, err := taskdef.Read(tc.file, []byte(tc.text))
		if !errors.Is(err, taskdef.ErrNotTaskDefinition) || definitions != nil {
			t.Errorf("%s: %v; want ErrNotTaskDefinition", tc.text, err)

			continue
		}

		if want := tc.file + ": not a task definition: " + tc.want; err.Error() != want {
			t.Errorf("%s:\n %v\nwant\n %s", tc.text, err, want)
		}
	}
}

func TestTypeError(t *testing.T) {
	t.Parallel()

	const rendered = ", not a template placeholder; render the template first"

	for _, tc := range []struct{ text, want string }{
		{`{"containerDefinitions": {}}`, "1:26: containerDefinitions must be a list, not an object"},
		{`{"containerDefinitions": "${containers}"}`, "1:26: containerDefinitions must be a list" + rendered},
		{`{"containerDefinitions": [1]}`, "1:27: an item of containerDefinitions must be an object, not a number"},
		{`[{"image": "a"}, "b"]`, "1:18: an item of the list of container definitions must be an object, not text"},
		{`{"containerDefinitions": [], "networkMode": ["host"]}`, "1:45: networkMode must be text, not a list"},
		{`{"containerDefinitions": [], "family": 1}`, "1:40: family must be text, not a number"},
		{
			`{"containerDefinitions": [], "revision": "a"}`,
			"1:42: revision must be a whole number in decimal digits, not text",
		},
		{`{"containerDefinitions": [], "taskDefinitionArn": {}}`, "1:51: taskDefinitionArn must be text, not an object"},
		{
			`{"containerDefinitions": [], "requiresCompatibilities": "EC2"}`,
			"1:57: requiresCompatibilities must be a list, not text",
		},
		{
			`{"containerDefinitions": [], "requiresCompatibilities": [true]}`,
			"1:58: an item of requiresCompatibilities must be text, not true or false",
		},
		{`{"containerDefinitions": [], "runtimePlatform": "LINUX"}`, "1:49: runtimePlatform must be an object, not text"},
		{
			`{"containerDefinitions": [], "runtimePlatform": {"operatingSystemFamily": 1}}`,
			"1:75: operatingSystemFamily must be text, not a number",
		},
		{
			`{"containerDefinitions": [], "placementConstraints": ["distinctInstance"]}`,
			"1:55: an item of placementConstraints must be an object, not text",
		},
		{`[{"image": "a", "name": ["b"]}]`, "1:25: name must be text, not a list"},
		{`[{"image": "a", "privileged": "true"}]`, "1:31: privileged must be true or false, not text"},
		{`[{"image": "a", "privileged": 1}]`, "1:31: privileged must be true or false, not a number"},
		{`[{"image": "a", "portMappings": 80}]`, "1:33: portMappings must be a list, not a number"},
		{`[{"image": "a", "portMappings": "${ports}"}]`, "1:33: portMappings must be a list" + rendered},
		{`[{"image": "a", "portMappings": ["80:80"]}]`, "1:34: an item of portMappings must be an object, not text"},
		{
			`[{"image": "a", "portMappings": [{"containerPort": "http"}]}]`,
			"1:52: containerPort must be a whole number in decimal digits, not text",
		},
		{
			`[{"image": "a", "portMappings": [{"containerPort": "-1"}]}]`,
			"1:52: containerPort must be a whole number in decimal digits, not text",
		},
		{
			`[{"image": "a", "portMappings": [{"containerPort": 80.0}]}]`,
			"1:52: containerPort must be a whole number in decimal digits, not any other number",
		},
		{
			`[{"image": "a", "portMappings": [{"hostPort": "99999999999999999999"}]}]`,
			"1:47: hostPort must be a whole number in decimal digits, not text",
		},
		{`[{"image": "a", "portMappings": [{"protocol": 6}]}]`, "1:47: protocol must be text, not a number"},
		{
			`[{"image": "a", "portMappings": [{"containerPortRange": 80}]}]`,
			"1:57: containerPortRange must be text, not a number",
		},
		{`[{"image": "a", "environment": {"A": "b"}}]`, "1:32: environment must be a list, not an object"},
		{`[{"image": "a", "environment": [{"name": 1}]}]`, "1:42: name must be text, not a number"},
		{`[{"image": "a", "linuxParameters": []}]`, "1:36: linuxParameters must be an object, not a list"},
		{
			`[{"image": "a", "linuxParameters": {"capabilities": {"add": "ALL"}}}]`,
			"1:61: add must be a list, not text",
		},
		// Of several, the first that the reader meets.
		{`[{"image": "a", "portMappings": 80, "environment": 1}]`, "1:33: portMappings must be a list, not a number"},
	} {
		definitions, err := taskdef.Read("a.json", []byte(tc.text))

		wrong, ok := errors.AsType[*taskdef.TypeError](err)
		if !ok || wrong.Error() != "a.json:"+tc.want || definitions != nil {
			t.Errorf("%s:\n %v\nwant\n a.json:%s", tc.text, err, tc.want)
		}
	}
}

func TestSyntaxErrorPasses(t *testing.T) {
	t.Parallel()

	_, err := taskdef.Read("a.json", []byte(`{"containerDefinitions": [`))
	if _, ok := errors.AsType[*document.SyntaxError](err); !ok || errors.Is(err, taskdef.ErrNotTaskDefinition) {
		t.Errorf("a truncated file is %v", err)
	}
}

// Whatever is written in every place that a snapshot does not keep, and wherever a type is wrong, the secret
// reaches neither the result nor the error.
func TestSecretsStayBehind(t *testing.T) {
	t.Parallel()

	const secret = "hunter2"

	whole := `{"taskDefinition": {"family": "web", "containerDefinitions": [{"name": "web", "image": "hunter2",
		"command": ["hunter2"], "entryPoint": ["hunter2"], "workingDirectory": "hunter2", "user": "hunter2",
		"environment": [{"name": "PASSWORD", "value": "hunter2"}, {"name": "URL", "value": "x://a:hunter2@b"}],
		"secrets": [{"name": "S", "valueFrom": "hunter2"}], "dockerLabels": {"hunter2": "hunter2"},
		"healthCheck": {"command": ["hunter2"]}, "repositoryCredentials": {"credentialsParameter": "hunter2"},
		"logConfiguration": {"options": {"token": "hunter2"}, "secretOptions": [{"name": "a", "valueFrom": "hunter2"}]},
		"linuxParameters": {"devices": ["hunter2"]}, "extraHosts": ["hunter2"], "links": ["hunter2"]}],
		"volumes": [{"name": "data", "dockerVolumeConfiguration": {"driverOpts": {"o": "password=hunter2"}}}],
		"proxyConfiguration": {"properties": [{"value": "hunter2"}]}},
		"tags": [{"key": "hunter2", "value": "hunter2"}]}`

	d := read(t, "a.json", whole)
	if got := fmt.Sprintf("%+v %s", d, outline(d)); strings.Contains(got, secret) {
		t.Errorf("the secret is in the result: %s", got)
	}

	for _, wrong := range []string{
		`"family": ["hunter2"]`, `"networkMode": {"hunter2": 1}`, `"revision": "hunter2"`,
		`"containerDefinitions": "hunter2"`, `"containerDefinitions": ["hunter2"]`, `"containerDefinitions": null`,
		`"containerDefinitions": [{"privileged": "hunter2"}]`, `"containerDefinitions": hunter2`, `"hunter2`,
	} {
		_, err := taskdef.Read("a.json", []byte(`{"containerDefinitions": [], `+wrong+`}`))
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
