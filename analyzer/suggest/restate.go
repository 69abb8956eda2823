package suggest

import (
	"cmp"
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/reach"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// restate is a rule in the form in which EC2 takes it: protocols by name, ports wherever the protocol has them, and
// only there. why is set where the rule cannot be read, since half a rule would admit more.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func restate(r *snapshot.SecurityGroupRule) (rule Rule, why string) {
	if _, why := reach.ServicesOf(r); why != "" {
		return Rule{}, why
	}

	for _, v := range []snapshot.Value[string]{r.CIDRIPv4, r.CIDRIPv6, r.ReferencedGroup, r.PrefixList} {
		if v.IsUnknown() {
			return Rule{}, "peer: " + v.Reason()
		}
	}

	rule = Rule{
		Protocol: protocolName(r.Protocol.Or("-1")), PeerGroup: r.ReferencedGroup.Or(""), PrefixList: r.PrefixList.Or(""),
		CIDR: cmp.Or(r.CIDRIPv4.Or(""), r.CIDRIPv6.Or("")),
	}

	if _, err := netip.ParsePrefix(rule.CIDR); err != nil && rule.PeerGroup+rule.PrefixList == "" {
		return Rule{}, "peer: " + reach.PeerText(r) + " is no CIDR"
	}

	from, to := r.FromPort.Or(-1), r.ToPort.Or(-1)

	switch rule.Protocol {
	case "tcp", "udp":
		if from == -1 {
			from, to = 0, 65535
		}

		rule.FromPort, rule.ToPort = &from, &to
	case "icmp", "icmpv6":
		rule.FromPort, rule.ToPort = &from, &to
	}

	return rule, ""
}

func protocolName(protocol string) string {
	switch protocol {
	case "1":
		return "icmp"
	case "6":
		return "tcp"
	case "17":
		return "udp"
	case "58":
		return "icmpv6"
	default:
		return protocol
	}
}
