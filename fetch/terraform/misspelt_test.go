package terraform_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ecslint/ecslint/fetch/terraform"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

func TestMisspelt(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an argument": {
			`resource "aws_ecs_task_definition" "a" { network_mod = "host" }`, []string{
				"main.tf:1:42: aws_ecs_task_definition has no network_mod, which is not read; did you mean network_mode?",
			},
		},
		"in a block": {
			"resource \"aws_ecs_service\" \"a\" {\n network_configuration {\n  security_group = []\n }\n}", []string{
				"main.tf:3:3: aws_ecs_service/network_configuration has no security_group, which is not read; " +
					"did you mean security_groups?",
			},
		},
		"in a dynamic block": {
			"resource \"aws_security_group\" \"a\" {\n dynamic \"ingres\" {\n  for_each = [1]\n  content {}\n }\n}", []string{
				"main.tf:2:2: aws_security_group has no ingres, which is not read; did you mean ingress?",
			},
		},
		"in containers": {
			"resource \"aws_ecs_task_definition\" \"a\" {\n container_definitions = jsonencode([{ portMapping = [] }])\n}",
			[]string{
				"main.tf:2:40: a container definition has no key portMapping, which is not read; did you mean portMappings?",
			},
		},
		"in containers as text": {
			"resource \"aws_ecs_task_definition\" \"a\" {\n container_definitions = <<E\n[{\"privilegd\": true}]\nE\n}",
			[]string{
				"main.tf:3:3: a container definition has no key privilegd, which is not read; did you mean privileged?",
			},
		},
		"other capitals in containers": {
			`resource "aws_ecs_task_definition" "a" { container_definitions = jsonencode([{ PortMappings = [] }]) }`, nil,
		},
		"right":                {`resource "aws_security_group" "a" { revoke_rules_on_delete = true }`, nil},
		"of an older provider": {`resource "aws_subnet" "a" { ipv6_native = true }`, nil},
		"Terraform's own":      {"resource \"aws_instance\" \"a\" {\n count = 1\n lifecycle {}\n timeouts {}\n}", nil},
		"free":                 {`resource "aws_vpc" "a" { tags = { Nam = "a", tag = "b" } }`, nil},
		"what is not read":     {`resource "aws_s3_bucket" "a" { buckt = "b" }`, nil},
		"a data source":        {`data "aws_vpc" "a" { cidr_blok = "b" }`, nil},
		"nothing near":         {`resource "aws_vpc" "a" { something_else_entirely = "b" }`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			read := hcl.NewReader(fstest.MapFS{"main.tf": {Data: []byte(c.text)}}).Read(".", hcl.Options{})
			if diff := cmp.Diff(c.want, terraform.Misspelt(read.Resources), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
