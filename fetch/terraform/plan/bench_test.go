package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/plan"
)

// BenchmarkRead is to cost 0.4 s at most for 5 MB, and ten times as much for ten times the plan.
func BenchmarkRead(b *testing.B) {
	for _, megabytes := range []int{1, 5, 10, 50} {
		data := estate(megabytes << 20)

		b.Run(fmt.Sprintf("%dMB", megabytes), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()

			for b.Loop() {
				root, all, err := plan.Read("plan.json", data)
				if err != nil {
					b.Fatal(err)
				}

				out, errs := terraform.Snapshot(root, all, snapshot.Source{})
				if len(errs) > 0 || len(out.Services) == 0 || out.Services[0].NetworkConfiguration.SecurityGroups.Or(nil) == nil {
					b.Fatal(errs, "no services with groups")
				}
			}
		})
	}
}

// estate is a plan of services, one module for each, of about a size.
func estate(size int) []byte {
	const before = `"description": "` + "Managed by Terraform" + `", "tags": {"Team": "a", "Service": "b"},
		"tags_all": {"Team": "a"}`

	var modules, changes, calls strings.Builder

	for i := 0; modules.Len()+changes.Len()+calls.Len() < size; i++ {
		comma := ","
		if i == 0 {
			comma = ""
		}

		name := fmt.Sprintf("s%d", i)
		containers := fmt.Sprintf(`[{\"name\":\"%s\",\"image\":\"nginx\",\"portMappings\":[{\"containerPort\":8080}],`+
			`\"environment\":[%s]}]`, name, strings.TrimSuffix(strings.Repeat(`{\"name\":\"A_B\",\"value\":\"c.example:80\"},`,
			20), ","))

		fmt.Fprintf(&modules, `%[1]s{"address": "module.%[2]s", "resources": [`, comma, name)
		fmt.Fprintf(&calls, `%[1]s%[2]q: {"source": "./service", "expressions": {"vpc": {"references": ["aws_vpc.main.id",
			"aws_vpc.main"]}},
			"module": {"resources": [`, comma, name)

		for j, r := range [][4]string{
			{
				"aws_security_group", fmt.Sprintf(`{"name": %q, "ingress": [{"from_port": 80, "to_port": 80, "protocol": "tcp",
					"cidr_blocks": ["10.0.0.0/8"], "security_groups": [], "self": false}], %s}`, name, before),
				`{"id": true, "arn": true, "egress": true, "vpc_id": true, "ingress": [{"cidr_blocks": [false]}]}`,
				`{"name": {"references": ["var.name"]}, "vpc_id": {"references": ["var.vpc"]}}`,
			},
			{
				"aws_ecs_task_definition", fmt.Sprintf(`{"family": %q, "network_mode": "awsvpc",
					"container_definitions": "%s", %s}`,
					name, containers, before),
				`{"id": true, "arn": true, "revision": true}`,
				`{"family": {"references": ["var.name"]}, "container_definitions": {}}`,
			},
			{
				"aws_ecs_service", fmt.Sprintf(`{"name": %q, "network_configuration": [{"subnets": ["subnet-1"]}], %s}`, name,
					before),
				`{"id": true, "task_definition": true, "network_configuration": [{"security_groups": true, "subnets": [false]}]}`,
				`{"task_definition": {"references": ["aws_ecs_task_definition.this.arn", "aws_ecs_task_definition.this"]},
				  "network_configuration": [{"security_groups": {"references": ["aws_security_group.this.id"]}}]}`,
			},
		} {
			if j > 0 {
				modules.WriteString(",")
				calls.WriteString(",")
			}

			if i+j > 0 {
				changes.WriteString(",")
			}

			head := fmt.Sprintf(`"address": "module.%s.%s.this", "mode": "managed", "type": %q, "name": "this"`, name, r[0],
				r[0])
			fmt.Fprintf(&modules, `{%s, "values": %s, "sensitive_values": {}}`, head, r[1])
			fmt.Fprintf(&changes, `{%s, "change": {"actions": ["create"], "before": null, "after": %s, "after_unknown": %s}}`,
				head, r[1], r[2])
			fmt.Fprintf(&calls, `{"address": "%s.this", "mode": "managed", "expressions": %s}`, r[0], r[3])
		}

		modules.WriteString("]}\n")
		calls.WriteString("]}}\n")
	}

	return []byte(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
		{"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "values": {"cidr_block": "10.0.0.0/8"}}],
		"child_modules": [` + modules.String() + `]}}, "resource_changes": [` + changes.String() + `],
		"configuration": {"root_module": {"module_calls": {` + calls.String() + `}}}}`)
}
