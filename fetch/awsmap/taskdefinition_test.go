package awsmap_test

import (
	"strings"
	"testing"

	ecs "github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"pgregory.net/rapid"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

func TestTaskDefinition(t *testing.T) {
	t.Parallel()

	full := ecs.TaskDefinition{
		TaskDefinitionArn: new(arnECS + "task-definition/web:7"), Family: new("web"), Revision: 7,
		NetworkMode: "bridge", RequiresCompatibilities: []ecs.Compatibility{"EC2"},
		Compatibilities: []ecs.Compatibility{"EC2", "EXTERNAL"}, // computed, not asked for
		RuntimePlatform: &ecs.RuntimePlatform{OperatingSystemFamily: "LINUX", CpuArchitecture: "ARM64"},
		PlacementConstraints: []ecs.TaskDefinitionPlacementConstraint{
			{Type: "memberOf", Expression: new("attribute:ecs.os-type == linux")},
		},
		ContainerDefinitions: []ecs.ContainerDefinition{{
			Name: new("web"), Privileged: new(false), Command: []string{"serve"},
			LinuxParameters: &ecs.LinuxParameters{Capabilities: &ecs.KernelCapabilities{Add: []string{"NET_RAW", "NET_ADMIN"}}},
			Environment:     []ecs.KeyValuePair{{Name: new("LOG"), Value: new("debug")}, {Name: new("NONE")}},
			PortMappings: []ecs.PortMapping{
				{ContainerPort: new(int32(80)), HostPort: new(int32(0)), Protocol: "tcp", Name: new("http")},
				{ContainerPortRange: new("7000-7010"), Protocol: "udp"},
			},
		}},
	}

	same(t, noun(t, read(awsmap.Answers{TaskDefinitions: []ecs.TaskDefinition{full}}).TaskDefinitions), `{
		"id": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7", "family": "web", "revision": 7,
		"networkMode": "bridge", "requiresCompatibilities": ["EC2"],
		"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64",
		"placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}],
		"containerDefinitions": [{"name": "web", "privileged": false, "addedCapabilities": ["NET_ADMIN", "NET_RAW"],
			"environment": [{"name": "LOG"}, {"name": "NONE"}],
			"portMappings": [{"name": "http", "containerPort": 80, "hostPort": 0, "protocol": "tcp"},
				{"containerPortRange": "7000-7010", "protocol": "udp"}]}]}`)
}

// The mode is absent, not unknown: the answer is whole.
func TestTaskDefinitionWithoutMode(t *testing.T) {
	t.Parallel()

	got := read(awsmap.Answers{TaskDefinitions: []ecs.TaskDefinition{{
		TaskDefinitionArn: new(arnECS + "task-definition/web:7"), Status: "INACTIVE",
	}}}).TaskDefinitions

	same(t, noun(t, got), `{"id": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7", "family": "web"}`)
}

// Of the labels one is read: ours. It covers the task definition, whichever container has it.
func TestLabelsWithIgnores(t *testing.T) {
	t.Parallel()

	labels := func(value string) map[string]string {
		return map[string]string{"ecslint.ignore": value, "team": "hush", "ecslint": "hush", "ecslint.ignored": "hush"}
	}

	got := read(awsmap.Answers{TaskDefinitions: []ecs.TaskDefinition{{
		TaskDefinitionArn: new(arnECS + "task-definition/web:7"),
		ContainerDefinitions: []ecs.ContainerDefinition{
			{Name: new("a")},
			{Name: new("b"), DockerLabels: labels("host/network-mode until=2027-06-30 reason=agent; hardening/*")},
			{Name: new("c"), DockerLabels: labels("bridge/links by hand")},
			{Name: new("d"), DockerLabels: map[string]string{"team": "hush"}},
		},
	}}}).TaskDefinitions

	same(t, noun(t, got), `{
		"id": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7", "family": "web",
		"containerDefinitions": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}],
		"suppressions": [
			{"kind": "label", "origin": {"arn": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"},
				"rules": ["host/network-mode"], "until": "2027-06-30", "reason": "agent"},
			{"kind": "label", "origin": {"arn": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"},
				"rules": ["hardening/*"]},
			{"kind": "label", "origin": {"arn": "arn:aws:ecs:eu-north-1:111122223333:task-definition/web:7"},
				"problem": "between rules stand commas, and before a reason stands reason=; `+
		`write RULE[,RULE] until=YYYY-MM-DD reason=\"…\""}]}`)
}

// A credential is known by its shape; its value is not kept, see TestSecretsAreDropped.
func TestCredential(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]bool{"AKIA" + strings.Repeat("Z", 16): true, "changeme": false} {
		s := read(awsmap.Answers{TaskDefinitions: []ecs.TaskDefinition{{
			TaskDefinitionArn: new("t"), ContainerDefinitions: []ecs.ContainerDefinition{{
				Environment: []ecs.KeyValuePair{{Name: new("A"), Value: new(value)}},
			}},
		}}})
		if got := s.TaskDefinitions[0].ContainerDefinitions[0].Environment[0].Credential; got != want {
			t.Errorf("%q is a credential: %v, want %v", value, got, want)
		}
	}
}

// Hosts and ports are all that is kept of values and commands, see package mention.
func TestMentions(t *testing.T) {
	t.Parallel()

	s := read(awsmap.Answers{TaskDefinitions: []ecs.TaskDefinition{{
		TaskDefinitionArn: new("t"), ContainerDefinitions: []ecs.ContainerDefinition{{
			Environment: []ecs.KeyValuePair{{Name: new("DB"), Value: new("postgres://app:hunter2@db.internal/x")}, {}},
			Command:     []string{"serve", "--redis-addr", "cache:6379"},
			EntryPoint:  []string{"wait-for", "b.internal:8080"},
			HealthCheck: &ecs.HealthCheck{Command: []string{"CMD", "curl", "http://c.internal"}},
		}},
	}}})

	equal(t, s.TaskDefinitions[0].ContainerDefinitions[0].Mentions, []snapshot.Mention{
		{Host: "b.internal", Port: 8080},
		{Host: "c.internal", Port: 80},
		{Host: "cache", Port: 6379},
		{Host: "db.internal", Port: 5432},
	})
}

// A credential that someone wrote in the place of a variable's name is not kept: only that there is one.
func TestCredentialForName(t *testing.T) {
	t.Parallel()

	credentials := rapid.OneOf(
		rapid.StringMatching(`(AKIA|ASIA)[A-Z2-7]{16}`), rapid.StringMatching(`xox[baprs]-[0-9]{12}`),
		rapid.StringMatching(`gh[pousr]_[A-Za-z0-9]{36}`),
		rapid.StringMatching(`eyJ[A-Za-z0-9]{10}\.eyJ[A-Za-z0-9]{10}\.[A-Za-z0-9]{10}`),
		rapid.StringMatching(`postgres://app:[a-z]{8}@db:5432/x`),
	)
	around := rapid.SampledFrom([]string{"", " ", "=", "_"})

	rapid.Check(t, func(t *rapid.T) {
		secret := credentials.Draw(t, "credential")
		name := around.Draw(t, "before") + secret + around.Draw(t, "behind")
		value := rapid.SampledFrom([]string{"", "x", secret}).Draw(t, "value")

		s := read(awsmap.Answers{TaskDefinitions: []ecs.TaskDefinition{{
			TaskDefinitionArn: new(arnECS + "task-definition/web:7"),
			ContainerDefinitions: []ecs.ContainerDefinition{{Environment: []ecs.KeyValuePair{
				{Name: &name, Value: &value}, {Name: new("LOG"), Value: new("debug")},
			}}},
		}}})

		if variables := s.TaskDefinitions[0].ContainerDefinitions[0].Environment; len(variables) != 2 ||
			variables[0] != (snapshot.Variable{Credential: true}) || variables[1].Name != "LOG" {
			t.Fatalf("%q is kept as %+v", name, variables)
		}

		if strings.Contains(mustEncode(s), secret) {
			t.Fatalf("the snapshot holds %q", secret)
		}
	})
}
