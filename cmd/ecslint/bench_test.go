package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The benchmarks are whole runs of check: files are walked, read and put through every rule, and findings are printed.
// Each is at n and at ten times that, for which it is to cost about ten times as much.

// BenchmarkCheckTemplates is to cost 0.8 s and 200 MB at most for 1,000 templates, on two cores.
func BenchmarkCheckTemplates(b *testing.B) {
	for _, n := range []int{1, 100, 1_000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			dir := b.TempDir()
			for i := range n {
				write(b, filepath.Join(dir, fmt.Sprintf("team-%d/service-%d.yaml", i%20, i)), fmt.Sprintf(benchedTemplate, i))
			}

			check(b, dir)
		})
	}
}

// BenchmarkCheckPlan is to cost 0.4 s at most for 5 MB, which are about 1,000 services of a module each.
func BenchmarkCheckPlan(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			file := filepath.Join(b.TempDir(), "plan.json")
			plan := benchedPlan(n)
			write(b, file, plan)
			b.SetBytes(int64(len(plan)))

			check(b, file)
		})
	}
}

// BenchmarkCheckModule is to cost 0.5 s at most for a root module of 200 files.
func BenchmarkCheckModule(b *testing.B) {
	for _, n := range []int{20, 200, 2_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			dir := b.TempDir()
			for i := range n {
				write(b, filepath.Join(dir, fmt.Sprintf("service-%d.tf", i)), fmt.Sprintf(benchedModule, i))
			}

			check(b, dir)
		})
	}
}

// BenchmarkCheckOthers is a folder in which nearly nothing is about ECS.
func BenchmarkCheckOthers(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			dir := b.TempDir()
			write(b, filepath.Join(dir, "web.json"), cleanDefinition)
			write(b, filepath.Join(dir, ".gitignore"), strings.Repeat("*.log\n/target/\n", 10))

			for i := range n {
				write(b, filepath.Join(dir, fmt.Sprintf("chart-%d/values-%d.yaml", i%100, i)), "name: {{ .Values.name }}\n")
			}

			check(b, dir)
		})
	}
}

func check(b *testing.B, path string) {
	b.Helper()
	b.ReportAllocs()

	for b.Loop() {
		status := run(b.Context(), []string{"check", path}, nil, strings.NewReader(""), io.Discard, io.Discard)
		if status == exitUnreadable {
			b.Fatal(status)
		}
	}
}

func write(tb testing.TB, name, content string) {
	tb.Helper()

	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		tb.Fatal(err)
	}

	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		tb.Fatal(err)
	}
}

const benchedTemplate = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Vpc:
    Type: AWS::EC2::VPC::Id
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: service-%[1]d
      NetworkMode: bridge
      ContainerDefinitions:
        - Name: web
          Image: web
          Environment:
            - Name: DATABASE
              Value: !Sub "postgres://database-%[1]d.${AWS::Region}.example:5432/web"
          PortMappings:
            - ContainerPort: 8080
              HostPort: 8080
  Hosts:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: hosts
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 32768
          ToPort: 65535
          CidrIp: 0.0.0.0/0
`

const benchedModule = `
locals { port_%[1]d = 8000 + %[1]d }
resource "aws_security_group" "g%[1]d" {
  vpc_id = "vpc-1"
  ingress {
    from_port   = local.port_%[1]d
    to_port     = local.port_%[1]d
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ecs_task_definition" "t%[1]d" {
  family                = "service-%[1]d"
  network_mode          = "awsvpc"
  container_definitions = jsonencode([{
    name = "web", image = "web", portMappings = [{ containerPort = local.port_%[1]d }]
  }])
}
resource "aws_ecs_service" "s%[1]d" {
  name            = "service-%[1]d"
  cluster         = "prod"
  task_definition = aws_ecs_task_definition.t%[1]d.arn
  launch_type     = "FARGATE"
  network_configuration {
    subnets          = ["subnet-1"]
    security_groups  = [aws_security_group.g%[1]d.id]
    assign_public_ip = true
  }
}
`

// benchedPlan is a plan of n services, with a task definition and a group for each.
func benchedPlan(n int) string {
	var values, changes, written []string

	for i := range n {
		id := strconv.Itoa(i)

		for kind, r := range map[string][3]string{
			"aws_security_group": {
				`{"name": "service-` + id + `", "vpc_id": "vpc-1", "ingress": [{"from_port": 80, "to_port": 80,
					"protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"], "self": false}]}`,
				`{"id": true, "arn": true, "egress": true}`, `{"name": {}}`,
			},
			"aws_ecs_task_definition": {
				`{"family": "service-` + id + `", "network_mode": "awsvpc", "container_definitions":
					"[{\"name\":\"web\",\"image\":\"web\",\"portMappings\":[{\"containerPort\":80}],\"environment\":[` +
					strings.TrimSuffix(strings.Repeat(`{\"name\":\"A_B\",\"value\":\"c.example:80\"},`, 15), ",") + `]}]"}`,
				`{"id": true, "arn": true, "revision": true}`, `{"family": {}}`,
			},
			"aws_ecs_service": {
				`{"name": "service-` + id + `", "cluster": "prod", "launch_type": "FARGATE", "desired_count": 1,
					"network_configuration": [{"subnets": ["subnet-1"], "assign_public_ip": true}]}`,
				`{"id": true, "task_definition": true, "network_configuration": [{"security_groups": true}]}`,
				`{"task_definition": {"references": ["aws_ecs_task_definition.r` + id + `.arn"]},
					"network_configuration": [{"security_groups": {"references": ["aws_security_group.r` + id + `.id"]}}]}`,
			},
		} {
			head := fmt.Sprintf(`{"address": "%s.r%d", "mode": "managed", "type": %[1]q, "name": "r%[2]d", `, kind, i)
			values = append(values, head+`"values": `+r[0]+`, "sensitive_values": {}}`)
			changes = append(changes, head+`"change": {"actions": ["create"], "before": null, "after": `+r[0]+
				`, "after_unknown": `+r[1]+`}}`)
			written = append(written, head+`"expressions": `+r[2]+`}`)
		}
	}

	return `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [` + strings.Join(values, ",") +
		`]}}, "resource_changes": [` + strings.Join(changes, ",") + `],
		"configuration": {"root_module": {"resources": [` + strings.Join(written, ",") + `]}}}`
}
