package files

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
	"github.com/ecslint/ecslint/fetch/terraform/hcl"
)

// addUnread says of modules that are not read that nothing of them is known. One that is given something of the
// network may add to it: what nothing that was read says of routes and network ACLs is not known then.
func addUnread(s *snapshot.Snapshot, stack string, calls []hcl.Call) {
	for _, call := range calls {
		nouns := []snapshot.Noun{snapshot.NounService, snapshot.NounTaskDefinition, snapshot.NounSecurityGroup}

		if !leavesNetwork(call.Source) {
			if slices.ContainsFunc(call.Given, ofNetwork) {
				nouns = append(nouns, field.NetworkNouns()...)
			}

			field.HandTables(s, field.Address(stack, call.Address), addresses(stack, call.Given))
		}

		s.Gaps = append(s.Gaps, snapshot.Gap{
			What: "module " + call.Source, Why: "its files are not here", Stack: stack, Resource: call.Address, Nouns: nouns,
		})
	}
}

func addresses(stack string, given []string) []string {
	ids := make([]string, 0, len(given))
	for _, address := range given {
		ids = append(ids, field.Address(stack, address))
	}

	return ids
}

// ofNetwork reports whether who has a resource, by its address in Terraform, can add to the routes and network ACLs of
// a VPC or a subnet.
func ofNetwork(address string) bool {
	labels := strings.Split(address, ".")

	switch labels[max(0, len(labels)-2)] {
	case "aws_vpc", "aws_default_vpc", "aws_subnet", "aws_default_subnet", "aws_route_table", "aws_default_route_table",
		"aws_route_table_association", "aws_main_route_table_association", "aws_network_acl", "aws_default_network_acl",
		"aws_internet_gateway", "aws_nat_gateway", "aws_vpc_ipv4_cidr_block_association":
		return true
	default:
		return false
	}
}

// leavesNetwork knows the sources of public modules that have no route, no network ACL and no subnet, though they are
// given some: their resources are those of load balancers, groups, instances, databases, services and endpoints.
//
//   - https://github.com/terraform-aws-modules/terraform-aws-alb/blob/master/main.tf
//   - https://github.com/terraform-aws-modules/terraform-aws-autoscaling/blob/master/main.tf
//   - https://github.com/terraform-aws-modules/terraform-aws-ecs/tree/master/modules
//   - https://github.com/terraform-aws-modules/terraform-aws-rds/tree/master/modules
//   - https://github.com/terraform-aws-modules/terraform-aws-security-group/blob/master/main.tf
//   - https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/master/modules/vpc-endpoints/main.tf
func leavesNetwork(source string) bool { return quietSources.MatchString(source) }

var quietSources = regexp.MustCompile(
	`^(registry\.(terraform\.io|opentofu\.org)/)?terraform-aws-modules/` +
		`((alb|autoscaling|ecs|rds|security-group)/aws(//.*)?|vpc/aws//modules/vpc-endpoints)$` +
		`|^(git::)?(https://|ssh://git@|git@)?github\.com[/:]terraform-aws-modules/terraform-aws-` +
		`((alb|autoscaling|ecs|rds|security-group)(\.git)?(//[^?]*)?|vpc(\.git)?//modules/vpc-endpoints)(\?.*)?$`)
