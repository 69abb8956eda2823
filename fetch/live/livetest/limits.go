package livetest

import (
	"fmt"
	"strconv"
)

// A limit is what AWS takes in one call of an action, and how it pages the answer.
type limit struct {
	// list is the member of the answer that is paged; empty for an answer in one piece.
	list string

	// least, most and usual are the bounds of the page size, and the size where a call names none.
	least, most, usual int

	// batch is the most that a parameter may list.
	batch map[string]int

	// alone is a list of ids that rules out a page size.
	alone string
}

// limits are AWS's own, from the API references:
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html,
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/OperationList-query.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html,
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html,
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html,
// https://docs.aws.amazon.com/cloud-map/latest/api/API_ListNamespaces.html.
//
// EC2 pages at 1,000 at most, some lists at less; Elastic Load Balancing documents no limit for target groups
// and is taken to hold the one for load balancers.
func limits(action string) limit {
	switch action {
	case "ecs:ListClusters":
		return limit{list: "clusterArns", least: 1, most: 100, usual: 100}
	case "ecs:ListServices":
		return limit{list: "serviceArns", least: 1, most: 100, usual: 10}
	case "ecs:ListTasks":
		return limit{list: "taskArns", least: 1, most: 100, usual: 100}
	case "ecs:ListContainerInstances":
		return limit{list: "containerInstanceArns", least: 1, most: 100, usual: 100}
	case "ecs:DescribeCapacityProviders":
		return limit{list: "capacityProviders", least: 1, most: 10, usual: 10, batch: atMost("capacityProviders", 100)}
	case "ecs:DescribeClusters":
		return limit{batch: atMost("clusters", 100)}
	case "ecs:DescribeServices":
		return limit{batch: atMost("services", 10)}
	case "ecs:DescribeTasks":
		return limit{batch: atMost("tasks", 100)}
	case "ecs:DescribeContainerInstances":
		return limit{batch: atMost("containerInstances", 100)}
	default:
		return limitsBalancing(action)
	}
}

// limitsBalancing are those of load balancers, of both services called Auto Scaling and of Cloud Map.
func limitsBalancing(action string) limit {
	switch action {
	case "autoscaling:DescribeAutoScalingGroups":
		return limit{list: "AutoScalingGroups", least: 1, most: 100, usual: 50, batch: atMost("AutoScalingGroupNames", 100)}
	case "application-autoscaling:DescribeScalableTargets":
		return limit{list: "ScalableTargets", least: 1, most: 50, usual: 50, batch: atMost("ResourceIds", 50)}
	case "elasticloadbalancing:DescribeLoadBalancers":
		return limit{list: "LoadBalancers", least: 1, most: 400, usual: 400, batch: atMost("LoadBalancerArns", 20)}
	case "elasticloadbalancing:DescribeTargetGroups":
		return limit{list: "TargetGroups", least: 1, most: 400, usual: 400, batch: atMost("TargetGroupArns", 20)}
	case "elasticloadbalancing:DescribeListeners":
		return limit{list: "Listeners", least: 1, most: 400, usual: 400}
	case "servicediscovery:ListNamespaces":
		return limit{list: "Namespaces", least: 1, most: 100, usual: 100}
	case "elasticloadbalancing:DescribeRules":
		return limit{list: "Rules", least: 1, most: 400, usual: 400}
	default:
		return limitsEC2(action)
	}
}

// limitsEC2 are what a page of EC2 holds. Its batches are filters, which have one limit for all.
func limitsEC2(action string) limit {
	switch action {
	case "ec2:DescribeInstances":
		return limit{list: "reservationSet", least: 5, most: 1000, usual: 1000, alone: "InstanceId"}
	case "ec2:DescribeImages":
		return limit{list: "imagesSet", least: 1, most: 1000, usual: 1000}
	case "ec2:DescribeLaunchTemplateVersions":
		return limit{list: "launchTemplateVersionSet", least: 1, most: 200, usual: 200}
	case "ec2:DescribeNetworkInterfaces":
		return limit{list: "networkInterfaceSet", least: 5, most: 1000, usual: 1000, alone: "NetworkInterfaceId"}
	case "ec2:DescribeSecurityGroups":
		return limit{list: "securityGroupInfo", least: 5, most: 1000, usual: 1000}
	case "ec2:DescribeSecurityGroupRules":
		return limit{list: "securityGroupRuleSet", least: 5, most: 1000, usual: 1000}
	case "ec2:DescribeManagedPrefixLists":
		return limit{list: "prefixListSet", least: 1, most: 100, usual: 100}
	case "ec2:GetManagedPrefixListEntries":
		return limit{list: "entrySet", least: 1, most: 100, usual: 100}
	case "ec2:DescribeVpcs":
		return limit{list: "vpcSet", least: 5, most: 1000, usual: 1000}
	case "ec2:DescribeSubnets":
		return limit{list: "subnetSet", least: 5, most: 1000, usual: 1000}
	case "ec2:DescribeRouteTables":
		return limit{list: "routeTableSet", least: 5, most: 100, usual: 100}
	default:
		return limitsGateways(action)
	}
}

// limitsGateways go on with limitsEC2.
func limitsGateways(action string) limit {
	usual := func(list string) limit { return limit{list: list, least: 5, most: 1000, usual: 1000} }

	switch action {
	case "ec2:DescribeNetworkAcls":
		return usual("networkAclSet")
	case "ec2:DescribeInternetGateways":
		return usual("internetGatewaySet")
	case "ec2:DescribeVpcBlockPublicAccessExclusions":
		return usual("vpcBlockPublicAccessExclusionSet")
	case "ec2:DescribeVpcPeeringConnections":
		return usual("vpcPeeringConnectionSet")
	case "ec2:DescribeVpcEndpoints":
		return limit{list: "vpcEndpointSet", least: 1, most: 1000, usual: 1000}
	case "ec2:DescribeTransitGateways":
		return usual("transitGatewaySet")
	case "ec2:DescribeTransitGatewayAttachments", "ec2:DescribeTransitGatewayVpcAttachments":
		return usual("transitGatewayAttachments")
	default:
		return limit{}
	}
}

func atMost(parameter string, n int) map[string]int { return map[string]int{parameter: n} }

// maxFilterValues is what EC2 takes in all filters of a call.
// https://github.com/gjbae1212/gossm/issues/47
const maxFilterValues = 200

// check refuses what AWS refuses, in the codes of each service.
func (l limit) check(c *call) *refusal {
	s := style(c.service())

	for parameter, most := range l.batch {
		if n := c.params.count(parameter); n > most {
			return &refusal{s.invalid, fmt.Sprintf("%s cannot have more than %d elements, not %d", parameter, most, n)}
		}
	}

	if n := c.params.filterValues(); n > maxFilterValues {
		return &refusal{"FilterLimitExceeded", fmt.Sprintf(
			"The maximum number of filter values specified on a single call is %d", maxFilterValues)}
	}

	asked := c.params.get(s.size)
	if asked == "" || l.list == "" {
		return nil
	}

	if l.alone != "" && c.params.count(l.alone) > 0 {
		return &refusal{"InvalidParameterCombination", fmt.Sprintf("%s does not go with %s", s.size, l.alone)}
	}

	if n, err := strconv.Atoi(asked); err != nil || n < l.least || n > l.most {
		return &refusal{s.outOfBounds, fmt.Sprintf("%s is %s, outside of %d to %d", s.size, asked, l.least, l.most)}
	}

	return nil
}
