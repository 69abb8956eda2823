package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/terraform/plan"
	"github.com/ecslint/ecslint/fetch/terraform/resource"
)

// What is known after apply is the resource that the configuration says it is of.
func TestLinks(t *testing.T) {
	t.Parallel()

	const sg, here = `"aws_security_group.a"`, `"aws_security_group_rule.r"`

	for name, c := range map[string]struct {
		instances, of, attribute string
		configuration            string
		want                     string
	}{
		"a resource beside it": {
			sg + "," + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_security_group.a.id", "aws_security_group.a"]}`)),
			"aws_security_group.a id",
		},
		"a resource as Terraform 0.12 wrote it": {
			sg + "," + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_security_group.a"]}`)),
			"aws_security_group.a",
		},
		"an instance with a written key": {
			`"aws_security_group.a[0]","aws_security_group.a[1]",` + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_security_group.a[1].id", "aws_security_group.a[1]",
				"aws_security_group.a"]}`)),
			"aws_security_group.a[1] id",
		},
		"the instance of the same key": {
			`"aws_security_group.a[\"x\"]","aws_security_group.a[\"y.z\"]","aws_security_group_rule.r[\"y.z\"]"`,
			`aws_security_group_rule.r["y.z"]`, "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_security_group.a", "each.key"]}`)),
			`aws_security_group.a["y.z"]`,
		},
		"what for_each goes over": {
			`"aws_security_group.a[\"x\"]","aws_security_group.a[\"y\"]","aws_security_group_rule.r[\"y\"]"`,
			`aws_security_group_rule.r["y"]`, "security_group_id",
			root(`{"address": "aws_security_group_rule.r", "expressions": {
				"security_group_id": {"references": ["each.value.id", "each.value"]}},
				"for_each_expression": {"references": ["aws_security_group.a"]}}`),
			`aws_security_group.a["y"] id`,
		},
		"an output of the module that for_each goes over": {
			`"module.m[\"x\"].aws_security_group.a","module.m[\"y\"].aws_security_group.a","aws_security_group_rule.r[\"y\"]"`,
			`aws_security_group_rule.r["y"]`, "security_group_id",
			`{"root_module": {"resources": [{"address": "aws_security_group_rule.r", "expressions": {
				"security_group_id": {"references": ["each.value.group", "each.value"]}},
				"for_each_expression": {"references": ["module.m"]}}],
			  "module_calls": {"m": {"module": {"outputs": {"group": {"expression": {"references": [
				"aws_security_group.a.id", "aws_security_group.a"]}}}}}}}}`,
			`module.m["y"].aws_security_group.a id`,
		},
		"a group behind variables and outputs of three modules": {
			`"module.net.module.in.aws_security_group.a","module.app[\"k\"].aws_security_group_rule.r"`,
			`module.app["k"].aws_security_group_rule.r`, "security_group_id",
			`{"root_module": {"module_calls": {
			  "net": {"module": {
				"outputs": {"groups": {"expression": {"references": ["module.in.id", "module.in"]}}},
				"module_calls": {"in": {"module": {"outputs": {"id": {"expression": {"references": [
					"aws_security_group.a.id", "aws_security_group.a"]}}}}}}}},
			  "app": {"expressions": {"group": {"references": ["module.net.groups", "module.net"]}},
				"module": {"resources": [` + rule(`"security_group_id": {"references": ["var.group"]}`) + `]}}}}}`,
			"module.net.module.in.aws_security_group.a id",
		},
		"a variable with a key of an object": {
			`"aws_security_group.a","aws_vpc.v","module.app.aws_security_group_rule.r"`,
			`module.app.aws_security_group_rule.r`, "security_group_id",
			`{"root_module": {"module_calls": {"app": {
				"expressions": {"o": {"references": ["aws_vpc.v.id", "aws_vpc.v", "aws_security_group.a.id"]}},
				"module": {"resources": [` + rule(`"security_group_id": {"references": ["var.o.group", "var.o"]}`) + `]}}}}}`,
			"aws_security_group.a id",
		},
		"a data source that is read at the end": {
			`"data.aws_security_group.a",` + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["data.aws_security_group.a.id", "data.aws_security_group.a"]}`)),
			"data.aws_security_group.a id",
		},
		"the group that a VPC brings": {
			`"aws_vpc.v",` + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_vpc.v.default_security_group_id", "aws_vpc.v"]}`)),
			"aws_vpc.v default_security_group_id",
		},
		"the only group of the module behind a local value": {
			`"aws_security_group.other","module.m.aws_security_group.a[0]","module.m.aws_security_group_rule.r"`,
			"module.m.aws_security_group_rule.r", "security_group_id",
			`{"root_module": {"module_calls": {"m": {"module": {"resources": [` +
				rule(`"security_group_id": {"references": ["local.group"]}`) + `]}}}}}`,
			"module.m.aws_security_group.a[0]",
		},
		"one of two groups behind a local value": {
			`"aws_security_group.a","aws_security_group.b",` + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["local.group"]}`)),
			"unknown",
		},
		"one of two groups by a condition": {
			`"aws_security_group.a","aws_security_group.b",` + here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_security_group.a.id", "aws_security_group.b.id"]}`)),
			"unknown",
		},
		"a resource that the plan does not have": {
			here, "aws_security_group_rule.r", "security_group_id",
			root(rule(`"security_group_id": {"references": ["aws_security_group.a.id"]}`)),
			"unknown",
		},
		"a circle of outputs": {
			here, "aws_security_group_rule.r", "security_group_id",
			`{"root_module": {"resources": [` + rule(`"security_group_id": {"references": ["module.m.o"]}`) + `],
			  "module_calls": {"m": {"expressions": {"v": {"references": ["module.m.o"]}},
				"module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}}}}}}`,
			"unknown",
		},
		"a list of all instances and one more": {
			`"aws_security_group.a[0]","aws_security_group.a[1]","aws_security_group.b","aws_instance.r"`,
			"aws_instance.r", "vpc_security_group_ids",
			root(`{"address": "aws_instance.r", "expressions": {"vpc_security_group_ids": {"references": [
				"aws_security_group.a", "aws_security_group.b.id", "aws_security_group.b"]}}}`),
			"[aws_security_group.a[0], aws_security_group.a[1], aws_security_group.b id]",
		},
		"a VPC in the local value of a module": {
			`"module.vpc.aws_vpc.this[0]","module.vpc.aws_subnet.r"`, "module.vpc.aws_subnet.r", "vpc_id",
			`{"root_module": {"module_calls": {"vpc": {"module": {"resources": [
				{"address": "aws_subnet.r", "expressions": {"vpc_id": {"references": ["local.vpc_id"]}}}]}}}}}`,
			"module.vpc.aws_vpc.this[0]",
		},
		"a text that is more than a resource": {
			`"aws_ecs_cluster.c","aws_ecs_service.s","aws_appautoscaling_target.r"`, "aws_appautoscaling_target.r",
			"resource_id",
			root(`{"address": "aws_appautoscaling_target.r", "expressions": {"resource_id": {"references": [
				"aws_ecs_cluster.c.name", "aws_ecs_cluster.c", "aws_ecs_service.s.name", "aws_ecs_service.s"]}}}`),
			"aws_ecs_service.s name",
		},
		"what only AWS can tell": {
			here, "aws_security_group_rule.r", "description",
			root(rule(`"description": {"references": ["aws_security_group.a.id"]}`)),
			"unknown",
		},
		"what is not written": {here, "aws_security_group_rule.r", "description", root(rule("")), "absent"},
		"what is not in the configuration": {
			here, "aws_security_group_rule.r", "description", `{"root_module": {}}`, "unknown",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			data := planOf(c.instances, c.configuration, c.of, `{"`+c.attribute+`": true}`)
			if got := describe(value(t, data, c.of, c.attribute)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func root(configured string) string { return `{"root_module": {"resources": [` + configured + `]}}` }

func rule(expressions string) string {
	return `{"address": "aws_security_group_rule.r", "expressions": {` + expressions + `}}`
}

// planOf has instances without values, of which one is unknown in part.
func planOf(instances, configuration, of, unknown string) string {
	resources := make([]string, 0, strings.Count(instances, ",")+1)

	for quoted := range strings.SplitSeq(instances, `",`) {
		quoted = strings.TrimSuffix(quoted, `"`) + `"`
		unquoted := strings.Trim(strings.ReplaceAll(quoted, `\"`, `'`), `"`)
		all := strings.Split(unquoted[strings.LastIndex(unquoted, "aws_"):], ".")
		mode := "managed"

		if strings.Contains(unquoted, "data.") {
			mode = "data"
		}

		resources = append(resources, fmt.Sprintf(`{"address": %s, "mode": %q, "type": %q, "values": {}}`, quoted, mode,
			all[0]))
	}

	return fmt.Sprintf(`{"format_version": "1.2", "planned_values": {"root_module": {"resources": [%s]}},
		"resource_changes": [{"address": %q, "change": {"actions": ["create"], "after_unknown": %s}}],
		"configuration": %s}`, strings.Join(resources, ",\n"), of, unknown, configuration)
}

func read(t *testing.T, data string) []resource.Resource {
	t.Helper()

	root, all, err := plan.Read("infra/plan.json", []byte(data))
	if err != nil || root != "infra/plan.json" {
		t.Fatalf("root %q, %v in\n%s", root, err, data)
	}

	return all
}

func value(t *testing.T, content, address, attribute string) *document.Node {
	t.Helper()

	for _, r := range read(t, content) {
		if r.Address == address {
			return r.Values.Get(attribute)
		}
	}

	t.Fatalf("no %s in\n%s", address, content)

	return nil
}

// describe is a value in a few words.
func describe(n *document.Node) string {
	address, attribute, isReference := n.Reference()
	text, isText := n.Text()

	switch {
	case n.Kind() == document.Null:
		return "absent"
	case isReference:
		return strings.TrimSpace(address + " " + attribute)
	case n.Why() != "":
		return "unknown"
	case isText:
		return text
	}

	var all []string
	for _, item := range n.Items() {
		name := item.Name()
		if name != "" {
			name += ": "
		}

		all = append(all, name+describe(item))
	}

	return "[" + strings.Join(all, ", ") + "]"
}
