package plan_test

import (
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/terraform/plan"
)

// What is no plan, or half of one, is an error that says what to do, at its place.
func TestRefuse(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ data, want string }{
		"the log of plan -json": {
			"{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\"}\n{\"@level\":\"info\"}\n",
			"p.json:1:1: this is the log of `terraform plan -json`, not the plan; write a plan with " +
				"`terraform plan -out=FILE`, and turn it into JSON with `terraform show -json FILE`",
		},
		"the plan itself": {
			"PK\x03\x04\x00",
			"p.json:1:1: this is the plan itself, which is no text; turn it into JSON with `terraform show -json FILE`",
		},
		"a state":   {"{\n \"values\": {}}", "p.json:1:1: this is a state, not a plan;"},
		"a list":    {"[]", "p.json:1:1: this is no plan but a list;"},
		"something": {`{"a": 1}`, "p.json:1:1: this is no plan: it has no planned_values;"},
		"a newer format": {
			"{\"planned_values\": {},\n \"format_version\": \"2.0\"}",
			"p.json:2:20: the plan has a format_version that this version of ecslint cannot read",
		},
		"half a plan": {"{\"planned_values\": {\n", "p.json:2:1: "},
		"nothing":     {"", "p.json:1:1: the file is empty"},
		"a plan that failed": {
			"{\"planned_values\": {},\n \"errored\": true}", "p.json:2:13: the plan ended with an error,",
		},
		"no AWS in it":   {`{"format_version": "1.2", "planned_values": {}}`, ""},
		"of version 0.1": {`{"format_version": "0.1", "planned_values": {"root_module": {}}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ""
			if _, _, err := plan.Read("p.json", []byte(c.data)); err != nil {
				got = err.Error()
			}

			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Which resources a plan has: those that are there after it.
func TestResources(t *testing.T) {
	t.Parallel()

	const document = `{"format_version": "1.2",
	"planned_values": {"root_module": {
	  "resources": [
		{"address": "aws_vpc.a", "mode": "managed", "type": "aws_vpc", "values": {"cidr_block": "10.0.0.0/16"}},
		{"address": "google_project.a", "mode": "managed", "type": "google_project", "values": {}},
		{"address": "data.aws_vpc.late", "mode": "data", "type": "aws_vpc", "values": {}}],
	  "child_modules": [{"address": "module.m[0]", "resources": [
		{"address": "module.m[0].aws_vpc.b[\"x.y\"]", "mode": "managed", "type": "aws_vpc", "values": {}}],
		"child_modules": [{"address": "module.m[0].module.n", "resources": [
		  {"address": "module.m[0].module.n.aws_vpc.c", "mode": "managed", "type": "aws_vpc", "values": {}}]}]}]}},
	"prior_state": {"values": {"root_module": {"resources": [
		{"address": "aws_vpc.gone", "mode": "managed", "type": "aws_vpc", "values": {}},
		{"address": "data.aws_vpc.read", "mode": "data", "type": "aws_vpc", "values": {"id": "vpc-1"}}]}}},
	"resource_changes": [
		{"address": "aws_vpc.gone", "mode": "managed", "type": "aws_vpc", "change": {"actions": ["delete"], "after": null}},
		{"address": "aws_vpc.kept", "mode": "managed", "type": "aws_vpc", "change": {"actions": ["forget"], "after": null}},
		{"address": "aws_vpc.a", "deposed": "1234", "mode": "managed", "type": "aws_vpc", "change": {"actions": ["delete"]}},
		{"address": "data.aws_vpc.late", "mode": "data", "type": "aws_vpc",
		  "change": {"actions": ["read"], "after_unknown": {"id": true, "cidr_block": true}}},
		{"address": "awscc_ecs_service.x", "mode": "managed", "type": "awscc_ecs_service",
			"change": {"actions": ["create"]}}],
	"deferred_changes": [{"reason": "instance_count_unknown", "resource_change":
		{"address": "aws_subnet.d[\"*\"]", "mode": "managed", "type": "aws_subnet",
		  "change": {"actions": ["create"], "after": null, "after_unknown": true}}}],
	"configuration": {"root_module": {"resources": [
		{"address": "aws_subnet.d", "expressions": {"cidr_block": {}, "vpc_id": {"references": ["aws_vpc.a.id"]}}}]}}}`

	resources := read(t, document)
	got := make([]string, 0, len(resources))

	for _, r := range resources {
		got = append(got, r.Address+" "+describe(r.Values))
	}

	want := strings.Join([]string{
		"aws_vpc.a [cidr_block: 10.0.0.0/16]",
		"data.aws_vpc.late [id: unknown, cidr_block: unknown]",
		`module.m[0].aws_vpc.b["x.y"] []`,
		"module.m[0].module.n.aws_vpc.c []",
		"data.aws_vpc.read [id: vpc-1]",
		"awscc_ecs_service.x []",
		`aws_subnet.d["*"] [cidr_block: unknown, vpc_id: aws_vpc.a id]`,
	}, "\n")

	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// Values of which a part is unknown or sensitive keep the rest.
func TestValues(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct{ values, unknown, sensitive, expressions, want string }{
		"nothing to do": {`{"a": ["b"], "c": {"d": "e"}}`, `{}`, `{}`, `{}`, "[a: [b], c: [d: e]]"},
		"sensitive":     {`{"a": "s3cret", "b": "c"}`, `{}`, `{"a": true}`, `{"a": {}, "b": {}}`, "[a: unknown, b: c]"},
		"sensitive inside": {
			`{"a": [{"b": "s3cret", "c": "d"}, "e"]}`, `{}`, `{"a": [{"b": true}, false]}`, `{}`, "[a: [[b: unknown, c: d], e]]",
		},
		"an item of a list": {
			`{"cidr_blocks": ["10.0.0.0/8", null]}`, `{"cidr_blocks": [false, true]}`, `{}`, `{"cidr_blocks": {}}`,
			"[cidr_blocks: [10.0.0.0/8, unknown]]",
		},
		"groups in a list, one of them known": {
			`{"security_groups": ["sg-1", null]}`, `{"security_groups": [false, true]}`, `{}`,
			`{"security_groups": {"references": ["aws_security_group.g.id"]}}`,
			"[security_groups: [sg-1, aws_security_group.g id]]",
		},
		"a block": {
			`{"network_configuration": [{"assign_public_ip": false}]}`,
			`{"network_configuration": [{"security_groups": true, "ours": true}]}`, `{}`,
			`{"network_configuration": [{"security_groups": {"references": ["aws_security_group.g.id"]}}]}`,
			"[network_configuration: [[assign_public_ip: [], security_groups: [aws_security_group.g id]]]]",
		},
		"a dynamic block, which the configuration does not have": {
			`{"load_balancer": [{"container_name": "a"}]}`, `{"load_balancer": [{"target_group_arn": true}]}`, `{}`,
			`{"name": {}}`,
			"[load_balancer: [[container_name: a, target_group_arn: unknown]]]",
		},
		"dynamic blocks of which not even the number is known": {
			`{}`, `{"load_balancer": true}`, `{}`, `{"name": {}}`, "[load_balancer: unknown]",
		},
		"rules that are not written": {`{}`, `{"ingress": true, "id": true}`, `{}`, `{"name": {}}`, "[]"},
		"a block that stands for an attribute": {
			`{"ingress": [{"protocol": "tcp"}]}`, `{"ingress": [{"security_groups": true}]}`, `{}`, `{"name": {}}`,
			"[ingress: [[protocol: tcp, security_groups: unknown]]]",
		},
		"an attribute that is a list of objects": {
			`{"ingress": [{"protocol": "tcp"}]}`, `{"ingress": [{"security_groups": true}]}`, `{}`,
			`{"ingress": {"references": ["aws_security_group.g.id", "aws_security_group.g", "var.x"]}}`,
			"[ingress: [[protocol: tcp, security_groups: [aws_security_group.g id]]]]",
		},
		"two groups for the rules of an attribute": {
			`{"ingress": [{"protocol": "tcp"}]}`, `{"ingress": [{"security_groups": true}]}`, `{}`,
			`{"ingress": {"references": ["aws_security_group.g.id", "aws_security_group.h.id"]}}`,
			"[ingress: [[protocol: tcp, security_groups: unknown]]]",
		},
		"the region of the provider": {`{"region": "eu-north-1"}`, `{}`, `{}`, `{}`, "[]"},
		"a region that is written": {
			`{"region": "eu-north-1"}`, `{}`, `{}`, `{"region": {}}`,
			"[region: eu-north-1]",
		},
		"more marks than values": {
			`{"a": []}`, `{"a": [true, {"b": true}]}`, `{"a": {"b": true}}`, `{}`,
			"[a: []]",
		},
		"marks of another shape":             {`{"a": "b"}`, `{"a": [true]}`, `{"a": {"c": true}}`, `{}`, "[a: b]"},
		"an unknown value that is left over": {`{"name": "old"}`, `{"name": true}`, `{}`, `{"name": {}}`, "[name: unknown]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			document := `{"planned_values": {"root_module": {"resources": [
				{"address": "aws_x.r", "mode": "managed", "type": "aws_x", "values": ` + c.values + `, "sensitive_values": ` +
				c.sensitive + `},
				{"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group", "values": {}},
				{"address": "aws_security_group.h", "mode": "managed", "type": "aws_security_group", "values": {}}]}},
				"resource_changes": [{"address": "aws_x.r", "change": {"after_unknown": ` + c.unknown + `}}],
				"configuration": {"root_module": {"resources": [{"address": "aws_x.r", "expressions": ` + c.expressions + `}]}}}`
			if got := describe(read(t, document)[0].Values); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// A list whose items are resources of their own is told by those, not by what the last refresh found: its items would
// be there twice, and those that the plan deletes would stay.
func TestWrittenApart(t *testing.T) {
	t.Parallel()

	const group = `{"address": "aws_security_group.g", "mode": "managed", "type": "aws_security_group",
		"values": {"id": "sg-1", "ingress": [{"protocol": "tcp"}], "egress": [{"protocol": "-1"}]}}`

	for name, c := range map[string]struct{ change, expressions, want string }{
		"nothing apart": {
			`{"type": "aws_vpc", "change": {}}`, `{}`,
			"[id: sg-1, ingress: [[protocol: tcp]], egress: [[protocol: -1]]]",
		},
		"a rule that stays": {
			`{"type": "aws_vpc_security_group_ingress_rule", "change": {"before": {"security_group_id": "sg-1"}}}`, `{}`,
			"[id: sg-1, egress: [[protocol: -1]]]",
		},
		"a rule that goes": {
			`{"type": "aws_security_group_rule", "change": {"actions": ["delete"],
				"before": {"security_group_id": "sg-1", "type": "egress"}, "after": null}}`, `{}`,
			"[id: sg-1, ingress: [[protocol: tcp]]]",
		},
		"a rule that comes": {
			`{"type": "aws_security_group_rule", "change": {"after": {"security_group_id": "sg-1", "type": "ingress"}}}`, `{}`,
			"[id: sg-1, egress: [[protocol: -1]]]",
		},
		"a rule of another group": {
			`{"type": "aws_security_group_rule", "change": {"after": {"security_group_id": "sg-2", "type": "ingress"}}}`, `{}`,
			"[id: sg-1, ingress: [[protocol: tcp]], egress: [[protocol: -1]]]",
		},
		"both, though one undoes the other": {
			`{"type": "aws_security_group_rule", "change": {"after": {"security_group_id": "sg-1", "type": "ingress"}}}`,
			`{"ingress": {}}`, "[id: sg-1, ingress: [[protocol: tcp]], egress: [[protocol: -1]]]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			data := `{"planned_values": {"root_module": {"resources": [` + group + `]}}, "resource_changes": [` + c.change + `],
				"configuration": {"root_module": {"resources": [{"address": "aws_security_group.g", "expressions": ` +
				c.expressions + `}]}}}`
			if got := describe(read(t, data)[0].Values); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Of user data that a plan keeps a hash of, the configuration has the text, or the cluster that is made part of it.
func TestHashedUserData(t *testing.T) {
	t.Parallel()

	const hash = "a13a2ade143429e5daf422a24200ee53138a8527"

	for name, c := range map[string]struct{ value, expression, want string }{
		"a text":    {hash, `{"constant_value": "ECS_CLUSTER=prod"}`, "ECS_CLUSTER=prod"},
		"a cluster": {hash, `{"references": ["aws_ecs_cluster.c.name", "aws_ecs_cluster.c"]}`, "aws_ecs_cluster.c name"},
		"something": {hash, `{"references": ["var.script"]}`, hash},
		"nothing":   {hash, `{}`, hash},
		"no hash":   {"ECS_CLUSTER=prod", `{"constant_value": "ECS_CLUSTER=dev"}`, "ECS_CLUSTER=prod"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			data := `{"format_version": "1.2", "planned_values": {"root_module": {"resources": [
				{"address": "aws_ecs_cluster.c", "mode": "managed", "type": "aws_ecs_cluster", "values": {}},
				{"address": "aws_instance.i", "mode": "managed", "type": "aws_instance", "values": {"user_data": "` + c.value + `"}}
			]}}, "configuration": {"root_module": {"resources": [
				{"address": "aws_instance.i", "expressions": {"user_data": ` + c.expression + `}}]}}}`

			_, all, err := plan.Read("p.json", []byte(data))
			if err != nil {
				t.Fatal(err)
			}

			for i := range all {
				if all[i].Address != "aws_instance.i" {
					continue
				}

				n := all[i].Values.Get("user_data")
				got, _ := n.Text()

				if address, attribute, ok := n.Reference(); ok {
					got = address + " " + attribute
				}

				if got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}
		})
	}
}
