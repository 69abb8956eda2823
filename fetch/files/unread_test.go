package files_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

const (
	network = `
resource "aws_ecs_cluster" "main" {}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_route_table" "main" { vpc_id = aws_vpc.main.id }
resource "aws_lb" "main" { subnets = [aws_subnet.main.id] }
locals { vpc = { id = aws_vpc.main.id } }
data "aws_subnets" "all" {
  filter {
    name   = "vpc-id"
    values = [aws_vpc.main.id]
  }
}
module "around" {
  source  = "./around"
  subnets = [aws_subnet.main.id]
}
`
	around = `
variable "subnets" {}
output "subnets" { value = var.subnets }
module "inner" {
  source = "acme/inner/aws"
  a      = each.value
}
`
)

// call is a root module that makes a network and calls a module.
func call(source, arguments string) tree {
	return tree{
		"main.tf":        network + "module \"m\" {\n  source = \"" + source + "\"\n  " + arguments + "\n}\n",
		"around/main.tf": around,
	}
}

// networkOf are the stacks and modules of which a gap blinds routes and network ACLs, by their addresses.
func networkOf(s *snapshot.Snapshot) []string {
	var blind []string

	for _, g := range s.Gaps {
		if slices.Contains(g.Nouns, snapshot.NounRouteTable) && slices.Contains(g.Nouns, snapshot.NounNetworkACL) &&
			g.Why != snapshot.NotInSource {
			blind = append(blind, g.Resource[strings.LastIndex(g.Resource, "#")+1:])
		}
	}

	return blind
}

// A module that is not read leaves known what it gets hold of nothing of.
func TestUnreadModules(t *testing.T) {
	t.Parallel()

	const (
		public = "terraform-aws-modules/"
		git    = "git::https://github.com/" + public
		other  = "\n}\nmodule \"other\" {\n  source = \"a/b/aws\"\n  v = aws_vpc.main.id"
	)

	for name, c := range map[string]struct {
		source, arguments string
		blinds, routes    bool
	}{
		"a VPC":                   {"acme/net/aws", "vpc_id = aws_vpc.main.id", true, false},
		"a VPC as a whole":        {"git::https://git.acme.com/net.git", "vpc = aws_vpc.main", true, false},
		"a subnet":                {"acme/net/aws", "subnet_ids = [aws_subnet.main.id]", true, false},
		"each subnet":             {"acme/net/aws", "for_each = toset([aws_subnet.main.id])", true, false},
		"by a local":              {"acme/net/aws", "vpc_id = local.vpc.id", true, false},
		"by an output":            {"acme/net/aws", "ids = module.around.subnets", true, false},
		"by a data source":        {"acme/net/aws", "ids = data.aws_subnets.all.ids", true, false},
		"by depends_on":           {"acme/net/aws", "depends_on = [aws_vpc.main]", true, false},
		"by an unread module":     {"acme/net/aws", "id = module.other.id" + other, true, false},
		"a table":                 {"acme/net/aws", "tables = aws_route_table.main[*].id", true, true},
		"a module that is lost":   {"./lost", "vpc_id = aws_vpc.main.id", true, false},
		"nothing":                 {"acme/net/aws", "", false, false},
		"a name":                  {"acme/net/aws", `name = "main"`, false, false},
		"a range":                 {"acme/net/aws", "cidr = aws_vpc.main.cidr_block", false, false},
		"a load balancer":         {"acme/net/aws", "lb = aws_lb.main.arn", false, false},
		"a known balancer":        {"terraform-aws-modules/alb/aws", "vpc_id = aws_vpc.main.id", false, false},
		"known endpoints":         {public + "vpc/aws//modules/vpc-endpoints", "vpc_id = aws_vpc.main.id", false, false},
		"known ones by git":       {git + "terraform-aws-ecs//modules/x?ref=5", "vpc_id = aws_vpc.main.id", false, false},
		"a known VPC":             {"terraform-aws-modules/vpc/aws", "vpc_id = aws_vpc.main.id", true, false},
		"a namesake of one":       {"acme.com/terraform-aws-modules/alb/aws", "vpc_id = aws_vpc.main.id", true, false},
		"a container definition":  {"cloudposse/ecs-container-definition/aws", "vpc_id = aws_vpc.main.id", false, false},
		"one that begins like it": {"terraform-aws-modules/alb-and-more/aws", "vpc_id = aws_vpc.main.id", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			res := read(t, call(c.source, c.arguments).write(t), ".")

			blind := slices.Contains(networkOf(res.Snapshot), "module.m")
			if blind != c.blinds {
				t.Errorf("blinds the network: %v, want %v\n%+v", blind, c.blinds, res.Snapshot.Gaps)
			}

			for i := range res.Snapshot.RouteTables {
				if r := &res.Snapshot.RouteTables[i]; !r.Main && len(r.Routes) > 0 != c.routes {
					t.Errorf("routes %+v, want some: %v", r.Routes, c.routes)
				}
			}

			if slices.Contains(networkOf(res.Snapshot), "module.around.module.inner") {
				t.Error("a module in a module is not given what the other has")
			}
		})
	}
}

const networkTemplate = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Size: {Type: String}
Conditions:
  Large: !Equals [!Ref Size, large]
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref VPC}}
  Read: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: read.yaml, Parameters: {Network: !Ref VPC}}}
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://s3.amazonaws.com/acme/nested.yaml
      Parameters: {P: `

const readTemplate = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Network: {Type: String}
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: https://s3.amazonaws.com/acme/inner.yaml, Parameters: {Network: !Ref Network}}
`

// The same for stacks: they get hold of what their parameters say.
func TestUnreadStacks(t *testing.T) {
	t.Parallel()

	for name, c := range map[string]struct {
		parameter      string
		blinds, routes bool
	}{
		"a VPC":             {"!Ref VPC", true, false},
		"its id":            {"!GetAtt VPC.VpcId", true, false},
		"subnets in a text": {`!Join [",", [!Ref Subnet, other]]`, true, false},
		"one in a text":     {`!Sub "${Subnet},${Size}"`, true, false},
		"one of two":        {"!If [Large, !Ref Subnet, subnet-1]", true, false},
		"a table":           {"!Ref Table", true, true},
		"a range":           {"!GetAtt VPC.CidrBlock", false, false},
		"a size":            {"!Ref Size", false, false},
		"a choice":          {"!If [Large, a, b]", false, false},
		"a cluster":         {"!Ref Cluster", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			dir := tree{"main.yaml": networkTemplate + c.parameter + "}\n", "read.yaml": readTemplate}.write(t)
			res := read(t, dir, ".")
			blind := networkOf(res.Snapshot)

			if slices.Contains(blind, "Nested") != c.blinds {
				t.Errorf("blind are %v, want Nested: %v", blind, c.blinds)
			}

			if !slices.Contains(blind, "Read.Inner") {
				t.Errorf("blind are %v, without Read.Inner, which is given the VPC", blind)
			}

			for i := range res.Snapshot.RouteTables {
				if r := &res.Snapshot.RouteTables[i]; !r.Main && len(r.Routes) > 0 != c.routes {
					t.Errorf("routes %+v, want some: %v", r.Routes, c.routes)
				}
			}

			if len(res.Problems) > 0 {
				t.Error(res.Problems)
			}
		})
	}
}

// A plan holds what all modules make.
func TestPlanIsWhole(t *testing.T) {
	t.Parallel()

	res := read(t, tree{"plan.json": plan}.write(t), ".")
	if blind := networkOf(res.Snapshot); len(blind) > 0 {
		t.Error(blind)
	}
}
