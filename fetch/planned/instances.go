package planned

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
)

// mostInstances bounds what one auto scaling group is taken to start. The limit is our own.
const mostInstances = 1000

// addInstances adds the container instances that the auto scaling groups of a cluster start, each with its instance and
// interface. They have no ID but one made of the group's name and a number.
func (st *stack) addInstances() {
	for i := range st.Clusters {
		cluster := &st.Clusters[i]

		for j := range st.AutoScalingGroups {
			if provider, feeds := st.feeds(&st.AutoScalingGroups[j], cluster); feeds {
				st.start(&st.AutoScalingGroups[j], cluster, provider)
				st.fed[cluster.ID] = true
			}
		}
	}
}

// feeds reports whether the instances of a group join the cluster: by a capacity provider, or because their user data
// names it. What cannot be read of that is taken to name the only cluster of the stack.
func (st *stack) feeds(asg *snapshot.AutoScalingGroup, cluster *snapshot.Cluster) (provider string, ok bool) {
	for i := range st.CapacityProviders {
		p := &st.CapacityProviders[i]
		if st.scaled[p.ID] == asg.ID && (p.Cluster == cluster.ID || st.uses(cluster, p.Name)) {
			return p.Name, true
		}
	}

	template := st.template(asg.LaunchTemplate)

	switch {
	case template == nil || template.Agent == nil:
		return "", false
	case template.Cluster != "":
		named := st.knownCluster(template.Cluster)

		return "", named != nil && named.ID == cluster.ID
	case template.Agent.DynamicPortRange.IsUnknown(): // so is all that the user data says
		return "", len(st.Clusters) == 1
	default:
		return "", false
	}
}

// uses reports whether a cluster has the provider, or a service in it.
func (st *stack) uses(cluster *snapshot.Cluster, provider string) bool {
	if slices.Contains(cluster.CapacityProviders, provider) {
		return true
	}

	return slices.ContainsFunc(st.Services, func(s snapshot.Service) bool {
		return s.Cluster == cluster.ID && slices.ContainsFunc(s.CapacityProviderStrategy,
			func(i snapshot.CapacityProviderStrategyItem) bool { return i.CapacityProvider == provider })
	})
}

func (st *stack) template(id string) *snapshot.LaunchTemplate {
	return find(st.LaunchTemplates, id,
		func(t *snapshot.LaunchTemplate) string { return t.ID },
		func(t *snapshot.LaunchTemplate) string { return t.Name })
}

// start adds as many instances as the group wants, in turn to its subnets; one where it does not say how many.
func (st *stack) start(asg *snapshot.AutoScalingGroup, cluster *snapshot.Cluster, provider string) {
	template := st.template(asg.LaunchTemplate)
	if template == nil {
		template = &snapshot.LaunchTemplate{Meta: asg.Meta}
	}

	for n := range min(max(1, asg.Desired, asg.MinSize), mostInstances) {
		name := fmt.Sprintf("%s/%d", asg.ID, n+1)

		subnet := ""
		if len(asg.Subnets) > 0 {
			subnet = asg.Subnets[n%len(asg.Subnets)]
		}

		eni := st.networkInterface(asg, template, subnet, "eni-"+name)
		eni.Instance = "i-" + name
		st.NetworkInterfaces = append(st.NetworkInterfaces, eni)

		st.Instances = append(st.Instances, snapshot.Instance{
			Meta: meta(&asg.Meta), ID: "i-" + name, InstanceType: template.InstanceType, Image: template.Image,
			AutoScalingGroup: asg.Name, LaunchTemplate: template.ID, NetworkInterfaces: []string{eni.ID},
			Platform: platform(template),
		})

		st.ContainerInstances = append(st.ContainerInstances, snapshot.ContainerInstance{
			Meta: meta(&asg.Meta), ID: name, Cluster: cluster.ID, Instance: "i-" + name, CapacityProvider: provider,
			Status: "ACTIVE", Attributes: st.attributes(template, subnet), ReservedPorts: agentPorts(template),
			ReservedPortsUDP: agentPortsUDP(template),
		})
	}
}

// platform tells Windows by the name of the image's parameter, where there is one.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_windows_AMI.html
func platform(template *snapshot.LaunchTemplate) string {
	if strings.Contains(template.Image, "ami-windows-latest") {
		return "windows"
	}

	return ""
}

func agentPorts(template *snapshot.LaunchTemplate) []int {
	if template.Agent == nil {
		return nil
	}

	return template.Agent.ReservedPorts
}

func agentPortsUDP(template *snapshot.LaunchTemplate) []int {
	if template.Agent == nil {
		return nil
	}

	return template.Agent.ReservedPortsUDP
}

// attributes are those that ECS gives to each instance, as far as the stack says them.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html#attributes
func (st *stack) attributes(template *snapshot.LaunchTemplate, subnet string) []snapshot.Attribute {
	var all []snapshot.Attribute

	add := func(name, value string) {
		if value != "" {
			all = append(all, snapshot.Attribute{Name: name, Value: value})
		}
	}

	if s := st.subnet(subnet); s != nil {
		add("ecs.availability-zone", s.AvailabilityZone)
	}

	add("ecs.instance-type", template.InstanceType)
	add("ecs.subnet-id", subnet)

	return all
}

func (st *stack) subnet(id string) *snapshot.Subnet {
	none := func(*snapshot.Subnet) string { return "" }

	return find(st.Subnets, id, func(s *snapshot.Subnet) string { return s.ID }, none)
}

// networkInterface is the primary interface that an instance gets.
func (st *stack) networkInterface(
	asg *snapshot.AutoScalingGroup, template *snapshot.LaunchTemplate, subnet, id string,
) snapshot.NetworkInterface {
	eni := snapshot.NetworkInterface{
		Meta: meta(&asg.Meta), ID: id, Subnet: subnet, InterfaceType: "interface",
		SecurityGroups: template.SecurityGroups, PublicIP: template.AssociatePublicIP,
	}

	s := st.subnet(subnet)
	if s != nil {
		eni.VPC = s.VPC
	}

	switch {
	case !eni.PublicIP.IsZero():
	case s == nil:
		eni.PublicIP = snapshot.Unknown[bool]("whether subnet " + subnet + " gives public addresses is not in the stack")
	default:
		eni.PublicIP = snapshot.Known(s.MapPublicIPOnLaunch.Or(false))
		if s.MapPublicIPOnLaunch.IsUnknown() {
			eni.PublicIP = s.MapPublicIPOnLaunch
		}
	}

	if len(eni.SecurityGroups) == 0 {
		eni.SecurityGroups = []string{st.defaultGroup(eni.VPC, asg.Name)}
	}

	return eni
}

// dropTemplates drops the launch templates of machines that have nothing to do with ECS, as far as the stack says: no
// auto scaling group that may feed a cluster starts from them, and their user data names no cluster. Live, they are not
// asked for either.
func (st *stack) dropTemplates() {
	starts := map[string]bool{}

	for i := range st.AutoScalingGroups {
		if t := st.template(st.AutoScalingGroups[i].LaunchTemplate); t != nil {
			starts[t.ID] = true
		}
	}

	st.LaunchTemplates = slices.DeleteFunc(st.LaunchTemplates, func(t snapshot.LaunchTemplate) bool {
		return !starts[t.ID] && t.Cluster == ""
	})
}
