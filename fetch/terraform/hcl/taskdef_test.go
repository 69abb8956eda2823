package hcl_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/taskdef"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// What is not known of container definitions is not known of the containers, and never absent or an error.
func TestContainers(t *testing.T) {
	t.Parallel()

	for _, test := range []struct{ name, expression, want string }{
		{"known", `jsonencode([{ name = "web", portMappings = [{ containerPort = 80 }] }])`, "web 80:-"},
		{"port", `jsonencode([{ name = "web", portMappings = [{ containerPort = var.u, hostPort = 0 }] }])`, "web ?:0"},
		{"port in a text", `"[{\"name\": \"web\", \"portMappings\": [{\"containerPort\": ${var.u}}]}]"`, "web ?:-"},
		{"quoted port", `"[{\"name\": \"web\", \"portMappings\": [{\"containerPort\": \"${var.u}\"}]}]"`, "web ?:-"},
		{"mappings", `jsonencode([{ name = "web", portMappings = var.u }])`, "web ?:?"},
		{"mappings in a text", `"[{\"name\": \"web\", \"portMappings\": ${jsonencode(var.u)}}]"`, "web ?:?"},
		{
			"mappings of a list", `jsonencode([{ name = "web", portMappings = [for p in var.list : { containerPort = p }] }])`,
			"web ?:?",
		},
		{
			"more mappings", `jsonencode([{ name = "web", portMappings = concat([{ containerPort = 80 }], var.list) }])`,
			"web ?:? 80:-",
		},
		{"a decision", `jsonencode([{ name = "web", portMappings = var.u ? [{ containerPort = 80 }] : [] }])`, "web ?:?"},
		{"a member that may be", `jsonencode([merge({ name = "web" }, var.u ? { portMappings = [] } : {})])`, "web ?:?"},
		{
			"an encoded member that may be", `"[${jsonencode(merge({ name = "web" }, var.u ? { portMappings = [] } : {}))}]"`,
			"web ?:?",
		},
		{"container", `jsonencode([{ name = "web" }, var.u])`, " ?:?; web"},
		{"container in a text", `"[{\"name\": \"web\"}, ${var.u}]"`, " ?:?; web"},
		{"container behind", `"[{\"name\": \"web\"} ${var.u ? ", {}" : ""}]"`, " ?:?; web"},
		{"container before", `"[${var.u ? "{}, " : ""} {\"name\": \"web\"}]"`, " ?:?; web"},
		{"containers in a row", `"[${var.u}${var.list} {\"name\": \"web\"}]"`, " ?:?;  ?:?; web"},
		{"members", `"[{\"name\": \"web\" ${var.u}}]"`, " ?:?"},
		{"merged container", `jsonencode([merge({ name = "web" }, var.u)])`, " ?:?"},
		{"containers", `jsonencode(var.u)`, " ?:?"},
		{"all", `var.u`, " ?:?"},
		{"a file", `file("absent.json")`, " ?:?"},
		{"a text that is no JSON without its values", `"[{ ${var.u} }]"`, " ?:?"},
		{"name", `jsonencode([{ name = "web-${var.u}" }])`, "web-${var.u}"},
		{
			"decoded and encoded", `jsonencode([for c in jsondecode("[{\"name\": \"${var.u}-a\"}]") : merge(c, { cpu = 1 })])`,
			"${var.u}-a",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()

			text := "variable \"u\" {}\nvariable \"list\" { type = list(number) }\n" +
				"resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = " + test.expression + "\n}"

			found := find(t, dir{"main.tf": text}.read(hcl.Options{}), "aws_ecs_task_definition.x")

			list := found.Values.Get("container_definitions").Renamed("containerDefinitions")

			definition, err := taskdef.Within(found.File, found.Values.MakeObject([]*document.Node{list}), "")
			if err != nil {
				t.Fatal(err)
			}

			got := make([]string, 0, len(definition.ContainerDefinitions))
			for _, c := range definition.ContainerDefinitions {
				got = append(got, mappings(c))
			}

			equal(t, strings.Join(got, "; "), test.want)
		})
	}
}

// mappings are a container's ports, each as container port and host port.
func mappings(c snapshot.ContainerDefinition) string {
	words := append(make([]string, 0, 1+len(c.PortMappings)), c.Name)
	for _, m := range c.PortMappings {
		words = append(words, port(m.ContainerPort)+":"+port(m.HostPort))
	}

	return strings.Join(words, " ")
}

func port(v snapshot.Value[int]) string {
	n, known := v.Get()

	switch {
	case known:
		return strconv.Itoa(n)
	case v.IsUnknown():
		return "?"
	default:
		return "-"
	}
}
