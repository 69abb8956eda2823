package reach

import (
	"github.com/ecslint/ecslint/analyzer/netset"
	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// An Admission is what one group rule lets in to an endpoint from one source class.
type Admission struct {
	Group *snapshot.SecurityGroup
	Rule  *snapshot.SecurityGroupRule
	Class Class

	// Packets are the source addresses with what they may send; empty for a group, whose members are symbolic.
	Packets  netset.Set
	Services netset.Services

	// Path is the way from the source to the endpoint, in the order a packet takes it.
	Path []Step

	// Unknown is why the rule cannot be judged; empty where it can. Unclassified is why only its class cannot be
	// told: the traffic is admitted, by whomever it comes.
	Unknown      string
	Unclassified string
	Assumptions  []string

	// Public marks what comes in through an internet gateway.
	Public bool
}

// The codes of the assumptions an admission may rest on.
const (
	RoutesUnknown        = "ROUTES_UNKNOWN"
	BlockPublicAccessOff = "BLOCK_PUBLIC_ACCESS_OFF"
	NetworkACLOpen       = "NETWORK_ACL_OPEN"
	PublicAddressGiven   = "PUBLIC_ADDRESS_GIVEN"
	InstanceAddressGiven = "PUBLIC_ADDRESS_OF_INSTANCE"
)

// Ingress lists what the endpoint's groups admit of the given services, by rule and source class. Groups that
// were not read are returned apart.
func (m *Model) Ingress(e Endpoint, wanted netset.Services) (admissions []Admission, unread []string) {
	for _, id := range e.Groups {
		group := m.index.SecurityGroups[id]
		if group == nil {
			unread = append(unread, id)

			continue
		}

		for i := range group.Rules {
			if rule := &group.Rules[i]; !rule.Egress {
				admissions = append(admissions, m.admit(e, group, rule, wanted)...)
			}
		}
	}

	return m.classify(admissions), unread
}

func (m *Model) admit(
	e Endpoint, group *snapshot.SecurityGroup, rule *snapshot.SecurityGroupRule, wanted netset.Services,
) []Admission {
	a := Admission{Group: group, Rule: rule}

	services, why := ServicesOf(rule)
	if why != "" {
		a.Unknown = why

		return []Admission{a}
	}

	a.Services = services.Intersect(wanted)
	if a.Services.IsEmpty() {
		return nil
	}

	if rule.Stale() {
		return nil
	}

	if id, ok := rule.ReferencedGroup.Get(); ok {
		return m.admitGroup(e, a, id)
	}

	return m.admitAddresses(e, a)
}
