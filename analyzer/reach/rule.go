package reach

import (
	"fmt"
	"strconv"

	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// ServicesOf is what a group rule admits. why is set where the rule cannot be read: a value is not known, or
// EC2 would refuse it.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func ServicesOf(r *snapshot.SecurityGroupRule) (services netset.Services, why string) {
	if r.Protocol.IsUnknown() {
		return netset.Services{}, "protocol: " + r.Protocol.Reason()
	}

	switch protocol := r.Protocol.Or("-1"); protocol {
	case "-1":
		return netset.All(), ""
	case "tcp", "6":
		return portsOf(netset.ProtocolTCP, r)
	case "udp", "17":
		return portsOf(netset.ProtocolUDP, r)
	case "icmp", "1":
		return icmpOf(netset.ICMP, r)
	case "icmpv6", "58":
		return icmpOf(netset.ICMPv6, r)
	default:
		n, err := strconv.ParseUint(protocol, 10, 8)
		if err != nil {
			return netset.Services{}, fmt.Sprintf("protocol %q is none that EC2 knows", protocol)
		}

		return netset.Protocol(uint8(n)), "" // ports mean nothing there: all are admitted
	}
}

// portsOf takes absent ports and -1 for all of them. Port 0 exists.
func portsOf(protocol uint8, r *snapshot.SecurityGroupRule) (services netset.Services, why string) {
	if why := unknownPorts(r); why != "" {
		return netset.Services{}, why
	}

	from, to := r.FromPort.Or(-1), r.ToPort.Or(-1)
	if from == -1 && to == -1 {
		from, to = 0, 65535
	}

	if from < 0 || to > 65535 || from > to {
		return netset.Services{}, fmt.Sprintf("ports %d to %d are no range", from, to)
	}

	return netset.Ports(protocol, uint16(from), uint16(to)), ""
}

func icmpOf(
	set func(typ, code int) netset.Services, r *snapshot.SecurityGroupRule,
) (services netset.Services, why string) {
	if why := unknownPorts(r); why != "" {
		return netset.Services{}, why
	}

	return set(r.FromPort.Or(-1), r.ToPort.Or(-1)), ""
}

func unknownPorts(r *snapshot.SecurityGroupRule) string {
	switch {
	case r.FromPort.IsUnknown():
		return "from port: " + r.FromPort.Reason()
	case r.ToPort.IsUnknown():
		return "to port: " + r.ToPort.Reason()
	default:
		return ""
	}
}

// RuleText is a rule as people write it: tcp 32768-65535 from 0.0.0.0/0.
func RuleText(r *snapshot.SecurityGroupRule) string {
	word := "from"
	if r.Egress {
		word = "to"
	}

	services, why := ServicesOf(r)
	if why != "" {
		return fmt.Sprintf("%s %s %s", why, word, PeerText(r))
	}

	return fmt.Sprintf("%s %s %s", services, word, PeerText(r))
}

// PeerText is the other end of a rule, as the rule writes it.
func PeerText(r *snapshot.SecurityGroupRule) string {
	for _, v := range []snapshot.Value[string]{r.CIDRIPv4, r.CIDRIPv6, r.ReferencedGroup, r.PrefixList} {
		if text, ok := v.Get(); ok {
			return text
		}

		if v.IsUnknown() {
			return "an unknown peer (" + v.Reason() + ")"
		}
	}

	return "no peer"
}
