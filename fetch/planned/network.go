package planned

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// linkBalancers tells target groups of the load balancers whose listeners lead to them, as the API does.
func (st *stack) linkBalancers() {
	groups := map[string]*snapshot.TargetGroup{}
	for i := range st.TargetGroups {
		groups[st.TargetGroups[i].ID] = &st.TargetGroups[i]
	}

	for i := range st.Listeners {
		l := &st.Listeners[i]
		for _, id := range l.TargetGroups {
			if g := groups[id]; g != nil && !slices.Contains(g.LoadBalancers, l.LoadBalancer) {
				g.LoadBalancers = append(g.LoadBalancers, l.LoadBalancer)
			}
		}
	}

	vpcs := map[string]string{}
	for i := range st.Subnets {
		vpcs[st.Subnets[i].ID] = st.Subnets[i].VPC
	}

	for i := range st.LoadBalancers {
		lb := &st.LoadBalancers[i]
		for _, subnet := range lb.Subnets {
			if lb.VPC == "" {
				lb.VPC = vpcs[subnet]
			}
		}
	}
}

// addSubnets puts the tasks of a service whose subnets are not known, as those that a parameter gives, into one of
// which nothing else is known. So what its groups admit is judged all the same, and what is assumed of the routes said.
func (st *stack) addSubnets() {
	for i := range st.Services {
		s := &st.Services[i]

		st.addSubnet(s.Name, s.NetworkConfiguration)

		for j := range s.TaskSets {
			st.addSubnet(s.Name, s.TaskSets[j].NetworkConfiguration)
		}
	}
}

func (st *stack) addSubnet(service string, config *snapshot.NetworkConfiguration) {
	if config != nil && config.Subnets.IsUnknown() {
		config.Subnets = snapshot.Known([]string{unknownSubnet(st.path, service)})
	}
}

// unknownSubnet is the ID of a subnet that the stack does not tell.
func unknownSubnet(path, of string) string { return path + "#unknown (" + of + ")" }

// addRouteTables adds the main route table, which a new VPC has, and which leads nowhere else.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#main-route-table
func (st *stack) addRouteTables() {
	have := map[string]bool{}
	for i := range st.RouteTables {
		have[st.RouteTables[i].VPC] = have[st.RouteTables[i].VPC] || st.RouteTables[i].Main
	}

	for i := range st.VPCs {
		vpc := &st.VPCs[i]
		if have[vpc.ID] {
			continue
		}

		have[vpc.ID] = true
		st.RouteTables = append(st.RouteTables, snapshot.RouteTable{
			Meta: meta(&vpc.Meta), ID: "main route table of " + vpc.ID, VPC: vpc.ID, Main: true,
		})
	}
}

// addDefaultACLs adds the network ACL that a new VPC has: it lets everything pass.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
func (st *stack) addDefaultACLs() {
	const last = 32767

	have := map[string]bool{}
	for i := range st.NetworkACLs {
		have[st.NetworkACLs[i].VPC] = have[st.NetworkACLs[i].VPC] || st.NetworkACLs[i].Default
	}

	for i := range st.VPCs {
		vpc := &st.VPCs[i]
		if have[vpc.ID] {
			continue
		}

		have[vpc.ID] = true
		acl := snapshot.NetworkACL{
			Meta: meta(&vpc.Meta), ID: "default network ACL of " + vpc.ID, VPC: vpc.ID, Default: true,
		}

		for _, egress := range []bool{false, true} {
			acl.Entries = append(acl.Entries,
				entry(100, egress, true, "0.0.0.0/0", ""), entry(101, egress, true, "", "::/0"),
				entry(last, egress, false, "0.0.0.0/0", ""), entry(last+1, egress, false, "", "::/0"))
		}

		st.NetworkACLs = append(st.NetworkACLs, acl)
	}
}

func entry(number int, egress, allow bool, ipv4, ipv6 string) snapshot.NetworkACLEntry {
	e := snapshot.NetworkACLEntry{Number: number, Egress: egress, Allow: allow, Protocol: snapshot.Known("-1")}

	if ipv4 != "" {
		e.CIDRIPv4 = snapshot.Known(ipv4)
	} else {
		e.CIDRIPv6 = snapshot.Known(ipv6)
	}

	return e
}

// markDefaultGroups marks those that a reader has added: their ID is an attribute of the VPC.
func (st *stack) markDefaultGroups() {
	for i := range st.SecurityGroups {
		g := &st.SecurityGroups[i]
		g.Implied = g.Implied || g.Default() && g.VPC != "" && strings.HasPrefix(g.ID, g.VPC+".")
	}
}

// addDefaultGroups adds the default group that a new VPC has: everything from itself, and to everybody.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (st *stack) addDefaultGroups() {
	have := map[string]bool{}

	for i := range st.SecurityGroups {
		g := &st.SecurityGroups[i]
		have[g.ID] = true

		if g.Default() {
			have[defaultGroup(g.VPC)] = true
		}
	}

	for i := range st.VPCs {
		vpc := &st.VPCs[i]
		id := defaultGroup(vpc.ID)

		if have[id] {
			continue
		}

		have[id] = true
		all := snapshot.Known("-1")

		st.SecurityGroups = append(st.SecurityGroups, snapshot.SecurityGroup{
			Meta: meta(&vpc.Meta), ID: id, Name: "default", VPC: vpc.ID,
			Rules: []snapshot.SecurityGroupRule{
				{ID: id + " from itself", Protocol: all, ReferencedGroup: snapshot.Known(id)},
				{ID: id + " to IPv4", Egress: true, Protocol: all, CIDRIPv4: snapshot.Known("0.0.0.0/0")},
				{ID: id + " to IPv6", Egress: true, Protocol: all, CIDRIPv6: snapshot.Known("::/0")},
			},
		})
	}
}

// defaultOf is the default group of a VPC, whatever its reader calls it; nil where the stack has none.
func (st *stack) defaultOf(vpc string) *snapshot.SecurityGroup {
	i := slices.IndexFunc(st.SecurityGroups, func(g snapshot.SecurityGroup) bool {
		return vpc != "" && g.VPC == vpc && g.Default()
	})
	if i < 0 {
		return nil
	}

	return &st.SecurityGroups[i]
}

// defaultGroup is the ID of the default group of a VPC, which may be one of others. Where the VPC is not known either,
// the group is one that nothing else has.
func (st *stack) defaultGroup(vpc, of string) string {
	if vpc == "" {
		return defaultGroup(st.path + "#unknown (" + of + ")")
	}

	if g := st.defaultOf(vpc); g != nil {
		return g.ID
	}

	return defaultGroup(vpc)
}

// defaultGroup is the ID of the default group of a VPC, as CloudFormation's attribute of the VPC has it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html#return-values
func defaultGroup(vpc string) string { return vpc + ".DefaultSecurityGroup" }
