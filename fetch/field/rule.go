package field

import (
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// UnknownRule is a rule of a group that admits nobody knows whom to what.
func UnknownRule(rule snapshot.SecurityGroupRule, why string) snapshot.SecurityGroupRule {
	rule.Protocol, rule.CIDRIPv4 = snapshot.Unknown[string](why), snapshot.Unknown[string](why)
	rule.FromPort, rule.ToPort = snapshot.Unknown[int](why), snapshot.Unknown[int](why)

	return rule
}

// Protocol is a protocol of a group's rule as the API answers it: the four that have a name by that, others by number.
// An empty one, which Terraform takes, is all of them.
//
//   - https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
//   - https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_security_group.go,
//     ProtocolForValue
func Protocol(written string) string {
	switch name := strings.ToLower(strings.TrimSpace(written)); name {
	case "all", "":
		return "-1"
	case "6":
		return "tcp"
	case "17":
		return "udp"
	case "1":
		return "icmp"
	case "58":
		return "icmpv6"
	default:
		return name
	}
}
