package planned

import (
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/field"
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

// addRouteTables adds the main route table, which a new VPC has.
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
		st.RouteTables = append(st.RouteTables,
			field.MainRouteTable(meta(&vpc.Meta), "main route table of "+vpc.ID, vpc.ID))
	}
}

// addDefaultACLs adds the network ACL that a new VPC has.
func (st *stack) addDefaultACLs() {
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
		st.NetworkACLs = append(st.NetworkACLs,
			field.DefaultACL(meta(&vpc.Meta), "default network ACL of "+vpc.ID, vpc.ID))
	}
}

// markDefaultGroups marks those that a reader has added: their ID is an attribute of the VPC.
func (st *stack) markDefaultGroups() {
	for i := range st.SecurityGroups {
		g := &st.SecurityGroups[i]
		g.Implied = g.Implied || g.Default() && g.VPC != "" && strings.HasPrefix(g.ID, g.VPC+".")
	}
}

// addDefaultGroups adds the default group that a new VPC has.
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
		st.SecurityGroups = append(st.SecurityGroups, field.DefaultGroup(meta(&vpc.Meta), id, vpc.ID, true))
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
