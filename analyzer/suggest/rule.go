package suggest

import (
	"fmt"
	"slices"
	"strings"
)

// A flow is what tells the rules of a group apart for EC2, which refuses to have one twice.
type flow struct {
	protocol                           string
	from, to                           int
	group, suggested, cidr, prefixList string
}

func (r Rule) flow() flow {
	f := flow{r.Protocol, -1, -1, r.PeerGroup, r.SuggestedGroup, r.CIDR, r.PrefixList}
	if r.FromPort != nil && r.ToPort != nil {
		f.from, f.to = *r.FromPort, *r.ToPort
	}

	return f
}

// flows are those of a list of rules.
type flows map[flow]bool

// add adds rules unless there are some for the same flows.
func (f flows) add(list []Rule, rules ...Rule) []Rule {
	for _, rule := range rules {
		if key := rule.flow(); !f[key] {
			f[key] = true
			list = append(list, rule)
		}
	}

	return list
}

func (s *Service) note(text string) {
	if !slices.Contains(s.Notes, text) {
		s.Notes = append(s.Notes, text)
	}
}

// Peer is the other end of a rule, as people write it.
func (r Rule) Peer() string {
	switch {
	case r.SuggestedGroup != "":
		return r.SuggestedGroup + " (new)"
	case r.PeerGroupName != "":
		return r.PeerGroupName + " (" + r.PeerGroup + ")"
	default:
		return r.PeerGroup + r.CIDR + r.PrefixList
	}
}

// Ports is the protocol and ports of a rule, as people write them.
func (r Rule) Ports() string {
	switch {
	case r.Protocol == "-1":
		return "all traffic"
	case r.FromPort == nil || r.ToPort == nil || *r.FromPort == -1:
		return r.Protocol
	case strings.HasPrefix(r.Protocol, "icmp"):
		return r.icmp()
	case *r.FromPort == *r.ToPort:
		return fmt.Sprintf("%s/%d", r.Protocol, *r.FromPort)
	default:
		return fmt.Sprintf("%s/%d-%d", r.Protocol, *r.FromPort, *r.ToPort)
	}
}

// icmp writes type and code, which rules have in the place of ports.
func (r Rule) icmp() string {
	if *r.ToPort == -1 {
		return fmt.Sprintf("%s type %d", r.Protocol, *r.FromPort)
	}

	return fmt.Sprintf("%s type %d code %d", r.Protocol, *r.FromPort, *r.ToPort)
}
