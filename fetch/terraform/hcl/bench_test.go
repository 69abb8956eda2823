package hcl_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// service is a file with what a service needs.
const service = `
variable "port_%[1]d" { default = 8080 }
locals {
  name_%[1]d = "svc-${var.env}-%[1]d"
  tags_%[1]d = merge(local.common, { Name = local.name_%[1]d })
}
resource "aws_security_group" "svc_%[1]d" {
  name   = local.name_%[1]d
  vpc_id = data.aws_vpc.main.id
  tags   = local.tags_%[1]d
  dynamic "ingress" {
    for_each = toset(["10.0.0.0/16", "10.1.0.0/16"])
    content {
      from_port   = var.port_%[1]d
      to_port     = var.port_%[1]d
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
    }
  }
}
resource "aws_ecs_task_definition" "svc_%[1]d" {
  family = local.name_%[1]d
  container_definitions = jsonencode([
    for c in ["web", "side"] : {
      name         = c
      image        = "${var.registry}/${c}:${var.tag}"
      portMappings = [{ containerPort = var.port_%[1]d }]
      environment  = [for k, v in { A = "1", B = var.env } : { name = k, value = v }]
    }
  ])
}
resource "aws_ecs_service" "svc_%[1]d" {
  name            = local.name_%[1]d
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.svc_%[1]d.arn
  network_configuration {
    subnets         = module.vpc.private_subnets
    security_groups = concat([aws_security_group.svc_%[1]d.id], var.more)
  }
}
`

const shared = `
variable "env" { default = "prod" }
variable "registry" {}
variable "tag" {}
variable "more" { type = list(string) }
locals { common = { Team = "a" } }
data "aws_vpc" "main" {}
resource "aws_ecs_cluster" "main" { name = "main" }
module "vpc" { source = "terraform-aws-modules/vpc/aws" }
`

// A root module of n files takes n times as long as one.
func BenchmarkRead(b *testing.B) {
	for _, n := range []int{20, 200, 2000} {
		files := dir{"main.tf": shared}
		for i := range n {
			files[fmt.Sprintf("svc%d.tf", i)] = fmt.Sprintf(service, i)
		}

		fsys := files.fs()

		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()

			for b.Loop() {
				if r := hcl.NewReader(fsys).Read(".", hcl.Options{}); len(r.Resources) != 3*n+2 || len(r.Problems) > 0 {
					b.Fatal(len(r.Resources), r.Problems)
				}
			}
		})
	}
}

// So does a long heredoc, as far as the parser lets it be.
func BenchmarkHeredoc(b *testing.B) {
	for _, n := range []int{100, 1000} {
		text := res("<<EOF\n[{}" + strings.Repeat(",\n{\"name\": \"${var.u}\"}", n) + "]\nEOF\n")
		fsys := dir{"main.tf": text}.fs()

		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if r := hcl.NewReader(fsys).Read(".", hcl.Options{}); len(r.Problems) > 0 {
					b.Fatal(r.Problems)
				}
			}
		})
	}
}
