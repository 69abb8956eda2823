package analyzer_test

import (
	"fmt"
	"testing"

	"github.com/ecslint/ecslint/analyzer/facts/build"
	"github.com/ecslint/ecslint/analyzer/finding"
	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/taskdef"
)

// A published case is a task definition with what another tool says of it: by the text of a control of Security Hub, a
// scenario of a Control Tower rule, the tests of a linter. Where the rule here says something else, but says why.
type published struct {
	rule, control string

	// definition is what stands in the task definition beside its containers, container in its one container.
	definition, container string

	// fails is what the control says, finds the severity that the rule gives; empty where it finds nothing.
	fails bool
	finds finding.Severity

	// but is why the two differ. The page of the rule says so, too.
	but string
}

// https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
// https://docs.aws.amazon.com/controltower/latest/controlreference/ecs-rules.html
// https://docs.aws.amazon.com/config/latest/developerguide/ecs-no-environment-secrets.html
func publishedCases() []published {
	const windows = `"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}`

	return []published{
		{
			rule: "hardening/host-pid", control: "ECS.3 CT.ECS.PR.10",
			definition: `"pidMode": "host"`, fails: true, finds: "high",
		},
		{rule: "hardening/host-pid", control: "ECS.3 CT.ECS.PR.10", definition: `"pidMode": "task"`},
		{rule: "hardening/host-pid", control: "ECS.3 CT.ECS.PR.10"},

		{
			rule: "hardening/privileged", control: "ECS.4 CT.ECS.PR.11",
			container: `"privileged": true`, fails: true, finds: "high",
		},
		{rule: "hardening/privileged", control: "ECS.4 CT.ECS.PR.11", container: `"privileged": false`},
		{rule: "hardening/privileged", control: "ECS.4 CT.ECS.PR.11"},

		{rule: "hardening/writable-root-filesystem", control: "ECS.5 CT.ECS.PR.6", fails: true, finds: "info"},
		{
			rule: "hardening/writable-root-filesystem", control: "ECS.5 CT.ECS.PR.6",
			container: `"readonlyRootFilesystem": false`, fails: true, finds: "info",
		},
		{
			rule: "hardening/writable-root-filesystem", control: "ECS.5 CT.ECS.PR.6",
			container: `"readonlyRootFilesystem": true`,
		},
		{rule: "hardening/writable-root-filesystem", control: "ECS.5", definition: windows},

		{
			rule: "hardening/secret-in-environment", control: "ECS.8 CT.ECS.PR.12",
			container: `"environment": [{"name": "AWS_ACCESS_KEY_ID", "value": "x"}]`, fails: true, finds: "high",
		},
		{
			rule: "hardening/secret-in-environment", control: "ECS.8 CT.ECS.PR.12",
			container: `"environment": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "x"}]`, fails: true, finds: "high",
		},
		{
			rule: "hardening/secret-in-environment", control: "ECS.8 CT.ECS.PR.12",
			container: `"environment": [{"name": "ECS_ENGINE_AUTH_DATA", "value": "x"}]`, fails: true, finds: "high",
		},
		{
			rule: "hardening/secret-in-environment", control: "ECS.8 CT.ECS.PR.12",
			container: `"environment": [{"name": "ENVIRONMENT", "value": "development"}]`,
		},
		{rule: "hardening/secret-in-environment", control: "ECS.8 CT.ECS.PR.12"},
		{
			rule: "hardening/secret-in-environment", control: "ECS.8",
			container: `"environment": [{"name": "TOKEN", "value": "ghp_0123456789abcdefghijABCDEFGHIJ012345"}]`, finds: "high",
			but: "a value that is a credential is one under every name",
		},
		{
			rule: "hardening/secret-in-environment", control: "AWS-0036",
			container: `"environment": [{"name": "DATABASE_PASSWORD", "value": "oh no D:"}]`, fails: true,
			but: "a name proves no secret: what is drawn by no machine is told of nobody",
		},

		{rule: "hardening/missing-logging", control: "ECS.9 CT.ECS.PR.5", fails: true, finds: "info"},
		{
			rule: "hardening/missing-logging", control: "ECS.9 CT.ECS.PR.5",
			container: `"logConfiguration": {}`, fails: true, finds: "info",
		},
		{
			rule: "hardening/missing-logging", control: "ECS.9 CT.ECS.PR.5",
			container: `"logConfiguration": {"logDriver": "awslogs"}`,
		},

		{
			rule: "hardening/efs-transit-encryption", control: "ECS.18",
			definition: `"volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]`,
			fails:      true, finds: "medium",
		},
		{
			rule: "hardening/efs-transit-encryption", control: "ECS.18 AC_AWS_0463",
			definition: `"volumes": [{"name": "data", "efsVolumeConfiguration": {"transitEncryption": "DISABLED"}}]`,
			fails:      true, finds: "medium",
		},
		{
			rule: "hardening/efs-transit-encryption", control: "ECS.18",
			definition: `"volumes": [{"name": "data", "efsVolumeConfiguration": {"transitEncryption": "ENABLED"}}]`,
		},
		{
			rule: "hardening/efs-transit-encryption", control: "ECS.18 CKV_AWS_97",
			definition: `"volumes": [{"name": "a", "efsVolumeConfiguration": {"transitEncryption": "ENABLED"}},
				{"name": "b", "efsVolumeConfiguration": {}}]`,
			fails: true, finds: "medium",
		},
		{
			rule: "hardening/efs-transit-encryption", control: "ECS.18 AWS-0035",
			definition: `"volumes": [{"name": "data", "host": {}}]`,
		},

		{rule: "hardening/root-user", control: "ECS.20 CT.ECS.PR.3", fails: true, finds: "info"},
		{rule: "hardening/root-user", control: "ECS.20 CT.ECS.PR.3", container: `"user": "root"`, fails: true, finds: "low"},
		{rule: "hardening/root-user", control: "ECS.20 CT.ECS.PR.3", container: `"user": "0"`, fails: true, finds: "low"},
		{rule: "hardening/root-user", control: "ECS.20 CT.ECS.PR.3", container: `"user": "1000"`},
		{
			rule: "hardening/root-user", control: "ECS.20", container: `"user": "0:0"`, finds: "low",
			but: "root has more spellings than two",
		},
		{rule: "hardening/root-user", control: "ECS.20", definition: windows},

		{
			rule: "hardening/windows-admin-user", control: "ECS.21",
			definition: windows, fails: true, finds: "info",
		},
		{
			rule: "hardening/windows-admin-user", control: "ECS.21",
			definition: windows, container: `"user": "containeradministrator"`, fails: true, finds: "info",
		},
		{
			rule: "hardening/windows-admin-user", control: "ECS.21",
			definition: windows, container: `"user": "ContainerUser"`,
		},
		{rule: "hardening/windows-admin-user", control: "ECS.21", container: `"user": "app"`},

		{rule: "hardening/no-memory-limit", control: "CT.ECS.PR.7", container: `"memory": 512`},
		{rule: "hardening/no-memory-limit", control: "CT.ECS.PR.7", fails: true, finds: "info"},
		{
			rule: "hardening/no-memory-limit", control: "CT.ECS.PR.7",
			container: `"memoryReservation": 512`, fails: true, finds: "info",
		},
		{
			rule: "hardening/no-memory-limit", control: "CT.ECS.PR.7", definition: `"memory": "512"`, fails: true,
			but: "the limit of the task holds for its containers together",
		},

		{
			rule: "hardening/same-execution-and-task-role", control: "CKV_AWS_249",
			definition: `"taskRoleArn": "arn:aws:iam::111122223333:role/a",
				"executionRoleArn": "arn:aws:iam::111122223333:role/a"`,
			fails: true, finds: "low",
		},
		{
			rule: "hardening/same-execution-and-task-role", control: "CKV_AWS_249",
			definition: `"taskRoleArn": "arn:aws:iam::111122223333:role/a",
				"executionRoleArn": "arn:aws:iam::111122223333:role/b"`,
		},

		{
			rule: "hardening/blocking-log-mode", control: "ecs_task_definitions_logging_block_mode",
			container: `"logConfiguration": {"logDriver": "awslogs", "options": {"mode": "blocking"}}`,
			fails:     true, finds: "info",
		},
		{
			rule: "hardening/blocking-log-mode", control: "ecs_task_definitions_logging_block_mode",
			container: `"logConfiguration": {"logDriver": "awslogs", "options": {"mode": "non-blocking"}}`,
		},
		{
			rule: "hardening/blocking-log-mode", control: "ecs_task_definitions_logging_block_mode",
			container: `"logConfiguration": {"logDriver": "awslogs"}`, fails: true,
			but: "non-blocking is what ECS takes since 25 June 2025",
		},

		{
			rule: "host/network-mode", control: "ECS.17 CT.ECS.PR.4",
			definition: `"networkMode": "host"`, fails: true, finds: "medium",
		},
		{rule: "host/network-mode", control: "ECS.17", definition: `"networkMode": "bridge"`},
		{rule: "bridge/network-mode", control: "CT.ECS.PR.4", fails: true, finds: "low"},
		{
			rule: "bridge/network-mode", control: "CT.ECS.PR.4",
			definition: `"networkMode": "bridge"`, fails: true, finds: "low",
		},
		{rule: "bridge/network-mode", control: "CT.ECS.PR.4", definition: `"networkMode": "awsvpc"`},
		{
			rule: "bridge/network-mode", control: "CT.ECS.PR.4",
			definition: `"networkMode": "bridge", "requiresCompatibilities": ["EXTERNAL"]`,
		},
		{
			rule: "bridge/network-mode", control: "CT.ECS.PR.4", definition: `"networkMode": "none"`, fails: true,
			but: "a task without a network shares none",
		},

		{
			rule: "fargate/requires-awsvpc", control: "cfn-lint E3048",
			definition: `"networkMode": "bridge", "requiresCompatibilities": ["FARGATE"]`, fails: true, finds: "high",
		},
		{
			rule: "fargate/requires-awsvpc", control: "cfn-lint E3048",
			definition: `"requiresCompatibilities": ["FARGATE"]`, fails: true, finds: "high",
		},
		{
			rule: "fargate/requires-awsvpc", control: "cfn-lint E3048",
			definition: `"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"]`,
		},
		{rule: "fargate/requires-awsvpc", control: "cfn-lint E3048", definition: `"networkMode": "bridge"`},

		{
			rule: "ports/invalid-mapping", control: "cfn-lint E3053", definition: `"networkMode": "awsvpc"`,
			container: `"portMappings": [{"containerPort": 8080, "hostPort": 80}]`, fails: true, finds: "high",
		},
		{
			rule: "ports/invalid-mapping", control: "cfn-lint E3053", definition: `"networkMode": "awsvpc"`,
			container: `"portMappings": [{"containerPort": 8080, "hostPort": 8080}]`,
		},
		{
			rule: "ports/invalid-mapping", control: "cfn-lint E3053", definition: `"networkMode": "awsvpc"`,
			container: `"portMappings": [{"containerPort": 8080}]`,
		},
		{
			rule: "ports/invalid-mapping", control: "cfn-lint E3053", definition: `"networkMode": "bridge"`,
			container: `"portMappings": [{"containerPort": 8080, "hostPort": 80}]`,
		},
		{
			rule: "host/port-not-remappable", control: "cfn-lint E3053", definition: `"networkMode": "host"`,
			container: `"portMappings": [{"containerPort": 8080, "hostPort": 80}]`, finds: "high",
			but: "ECS refuses it in host mode too",
		},
	}
}

// What others say of a task definition holds here, or the case says why it does not.
func TestPublishedCases(t *testing.T) {
	t.Parallel()

	e := rules(t)

	for i, c := range publishedCases() {
		t.Run(fmt.Sprintf("%d %s %s", i, c.rule, c.control), func(t *testing.T) {
			t.Parallel()

			var found finding.Severity

			for _, f := range evaluate(t, e, c.snapshot(t)) {
				if f.Rule == c.rule {
					found = f.Severity
				}
			}

			if found != c.finds {
				t.Errorf("it is %q, want %q", found, c.finds)
			}

			if differs := c.fails != (found != ""); differs != (c.but != "") {
				t.Errorf("%s fails: %v; here it is %q, with the reason %q", c.control, c.fails, found, c.but)
			}
		})
	}
}

func (c published) snapshot(t *testing.T) *snapshot.Snapshot {
	t.Helper()

	comma := func(text string) string {
		if text == "" {
			return ""
		}

		return ", " + text
	}

	definitions, err := taskdef.Read("case.json", fmt.Appendf(nil,
		`{"family": "web"%s, "containerDefinitions": [{"name": "web", "image": "web"%s}]}`,
		comma(c.definition), comma(c.container)))
	if err != nil {
		t.Fatal(err)
	}

	s := snapshot.New()
	s.TaskDefinitions = definitions

	if roots := build.New(s).Roots("taskDefinition"); roots != 1 {
		t.Fatalf("%d definitions", roots)
	}

	return s
}
