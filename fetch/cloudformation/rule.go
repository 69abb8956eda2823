package cloudformation

import (
	"fmt"
	"net/netip"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/document"
	"github.com/ecslint/ecslint/fetch/field"
)

// rules are those of one item: one for each peer, as EC2 makes them. An item without a peer has one that is not known.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-securitygroup-ingress.html
func (r resource) rules(n *document.Node, egress bool, id string) []snapshot.SecurityGroupRule {
	base := snapshot.SecurityGroupRule{ID: id + "/0", Egress: egress, Origin: r.origin(n)}
	if n.Kind() != document.Object {
		return []snapshot.SecurityGroupRule{field.UnknownRule(base, field.Why(n, "a rule"))}
	}

	r.ports(n, &base)
	r.refused(n, &base)

	var rules []snapshot.SecurityGroupRule

	add := func(set func(*snapshot.SecurityGroupRule)) {
		rule := base
		rule.ID = fmt.Sprintf("%s/%d", id, len(rules))
		set(&rule)
		rules = append(rules, rule)
	}

	r.peers(n, add)

	if len(rules) == 0 {
		add(func(x *snapshot.SecurityGroupRule) {
			x.CIDRIPv4 = snapshot.Unknown[string]("the rule names nobody whose traffic it is for")
		})
	}

	return rules
}

// refused remarks on blocks and ports that EC2 does not take, of which the rules then say nothing.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func (r resource) refused(n *document.Node, rule *snapshot.SecurityGroupRule) {
	tell := func(at *document.Node, problem string) {
		place := at.Range()
		r.remark("%s:%d:%d: %s; EC2 refuses the rule", r.File(), place.StartLine, place.StartColumn, problem)
	}

	for _, key := range []string{"CidrIp", "CidrIpv6"} {
		text, ok := cidr(n.Get(key)).Get()
		if _, err := netip.ParsePrefix(text); ok && text != "" && err != nil {
			tell(n.Get(key), key+" is no block of addresses")
		}
	}

	hasPorts := rule.Protocol.Or("") == "tcp" || rule.Protocol.Or("") == "udp" // those of ICMP are a type and a code

	from, known := rule.FromPort.Get()
	if to, ok := rule.ToPort.Get(); known && ok && hasPorts && from > to {
		tell(n.Get("FromPort"), "FromPort lies behind ToPort")
	}
}

// peers calls add for each peer that an item names.
func (r resource) peers(n *document.Node, add func(func(*snapshot.SecurityGroupRule))) {
	if v := cidr(n.Get("CidrIp")); !v.IsZero() {
		add(func(x *snapshot.SecurityGroupRule) { x.CIDRIPv4 = v })
	}

	if v := cidr(n.Get("CidrIpv6")); !v.IsZero() {
		add(func(x *snapshot.SecurityGroupRule) { x.CIDRIPv6 = v })
	}

	for _, key := range []string{"SourceSecurityGroupId", "DestinationSecurityGroupId"} {
		if peer := n.Get(key); r.refOf(peer) != "" {
			owner, _ := field.Written(n.Get("SourceSecurityGroupOwnerId"))

			add(func(x *snapshot.SecurityGroupRule) { x.ReferencedGroup, x.ReferencedAccount = r.named(peer), owner })
		}
	}

	if name := n.Get("SourceSecurityGroupName"); name != nil {
		add(func(x *snapshot.SecurityGroupRule) {
			x.ReferencedGroup = snapshot.Unknown[string]("the group is given by its name")
		})
	}

	for _, key := range []string{"SourcePrefixListId", "DestinationPrefixListId"} {
		if list := n.Get(key); r.refOf(list) != "" {
			add(func(x *snapshot.SecurityGroupRule) { x.PrefixList = r.named(list) })
		}
	}
}

// named is the ID of what a value names, unknown where it could be anything.
func (m *mapper) named(n *document.Node) snapshot.Value[string] {
	if _, _, ok := n.Reference(); !ok && n.Why() != "" {
		return snapshot.Unknown[string](n.Why())
	}

	return snapshot.Known(m.refOf(n))
}

// ports reads protocol and ports. EC2 names the four protocols that have names, and keeps no ports for all protocols.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
func (r resource) ports(n *document.Node, rule *snapshot.SecurityGroupRule) {
	rule.Protocol = field.Text[string](n.Get("IpProtocol"))
	if name, ok := rule.Protocol.Get(); ok {
		rule.Protocol = snapshot.Known(field.Protocol(name))
	}

	if rule.Protocol.Or("") != all {
		rule.FromPort, rule.ToPort = field.Int(n.Get("FromPort")), field.Int(n.Get("ToPort"))
	}
}

// origin is the place of a part of the resource.
func (r resource) origin(n *document.Node) snapshot.Origin {
	at := n.NameRange()
	if n.Name() == "" {
		at = n.Head()
	}

	return snapshot.Origin{File: r.File(), Pointer: r.Pointer(), Range: at}
}
