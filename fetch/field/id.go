package field

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
)

// ID is the ID of the resource that a value names, in a stack. What has an ID of AWS keeps it; a resource of the stack,
// a parameter, or anything else that is not known before a deployment goes by its address, such as
// "infra/web.yaml#WebGroup", so that it is the same one wherever it is named. What cannot even be named so is called by
// its place, and equals nothing. It is empty where there is no value.
func ID(stack string, n *document.Node) string {
	if address, attribute, ok := n.Reference(); ok {
		if !identifies(attribute) {
			address += "." + attribute
		}

		return Address(stack, address)
	}

	text, ok := Written(n)

	switch at := n.Head(); {
	case absent(n):
		return ""
	case !ok:
		return fmt.Sprintf("%s#unknown@%d:%d", stack, at.StartLine, at.StartColumn)
	default:
		return text
	}
}

// ShortName is the name in an ARN, or the address in the ID of what a stack names.
func ShortName(id string) string {
	if _, address, ok := strings.Cut(id, "#"); ok {
		return address
	}

	return snapshot.Name(id)
}

// Set sorts, and drops what is empty or there twice; nil where nothing is left. It may change the list.
func Set(all []string) []string {
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	if len(all) == 0 {
		return nil
	}

	slices.Sort(all)

	return slices.Clip(slices.Compact(all))
}

// Address is the ID of a resource of a stack.
func Address(stack, address string) string { return stack + "#" + address }

// identifies reports whether an attribute of a resource stands for the resource itself, in CloudFormation or Terraform.
func identifies(attribute string) bool {
	switch attribute {
	case "", "id", "arn", "name", "Id", "Arn", "Name", "GroupId", "VpcId", "SubnetId", "RouteTableId", "InternetGatewayId",
		"LoadBalancerArn", "TargetGroupArn", "ListenerArn", "ServiceArn", "TaskDefinitionArn", "LaunchTemplateId",
		"PrefixListId", "AllocationId", "NatGatewayId":
		return true
	default:
		return false
	}
}

// IDs are the IDs in a list, and why the list is not known; a single value counts as a list of one.
func IDs(stack string, n *document.Node) (ids []string, why string) {
	if n.Kind() == document.List {
		for _, item := range n.Items() {
			if id := ID(stack, item); id != "" {
				ids = append(ids, id)
			}
		}

		return ids, ""
	}

	if why := n.Why(); why != "" {
		return nil, why
	}

	if id := ID(stack, n); id != "" {
		return []string{id}, ""
	}

	return nil, ""
}
