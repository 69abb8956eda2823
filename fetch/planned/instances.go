package planned

import (
	"cmp"
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
	for i, feeds := range st.feeds() {
		cluster := &st.Clusters[i]

		for _, f := range feeds {
			st.start(&st.AutoScalingGroups[f.group], cluster, f.provider)
			st.fed[cluster.ID] = true
		}
	}
}

func (st *stack) template(id string) *snapshot.LaunchTemplate {
	return find(st.LaunchTemplates, st.templates, id)
}

// start adds as many instances as the group wants, in turn to its subnets and to the templates that it chooses from;
// one for each template where it does not say how many: what these show of the network holds for any number.
func (st *stack) start(asg *snapshot.AutoScalingGroup, cluster *snapshot.Cluster, provider string) {
	choices := st.choices(asg)
	count := min(max(1, asg.Desired.Or(0), asg.MinSize.Or(0)), mostInstances)

	for n := range max(count, len(choices)) {
		st.startOne(asg, cluster, provider, choices[n%len(choices)], n)
	}
}

// startOne adds the instance of a group that has a number, counted from 0.
func (st *stack) startOne(
	asg *snapshot.AutoScalingGroup, cluster *snapshot.Cluster, provider string, of choice, n int,
) {
	name := fmt.Sprintf("%s/%d", asg.ID, n+1)
	template := of.template

	subnet := ""
	if len(asg.Subnets) > 0 {
		subnet = asg.Subnets[n%len(asg.Subnets)]
	}

	eni := snapshot.NetworkInterface{
		Meta: meta(&asg.Meta), ID: "eni-" + name, Subnet: subnet, InterfaceType: "interface", Instance: "i-" + name,
	}
	st.place(&eni, template, asg.Name)
	st.NetworkInterfaces = append(st.NetworkInterfaces, eni)

	instance := snapshot.Instance{
		Meta: meta(&asg.Meta), ID: "i-" + name, InstanceType: template.InstanceType, Image: template.Image,
		AutoScalingGroup: asg.Name, LaunchTemplate: template.ID, NetworkInterfaces: []string{eni.ID},
		Platform: platform(template), InstanceTypes: of.types,
	}
	st.addSecondary(&instance, template, subnet)
	st.Instances = append(st.Instances, instance)

	st.ContainerInstances = append(st.ContainerInstances, snapshot.ContainerInstance{
		Meta: meta(&asg.Meta), ID: name, Cluster: cluster.ID, Instance: "i-" + name, CapacityProvider: provider,
		Status: "ACTIVE", Attributes: st.attributes(template, subnet, ""), ReservedPorts: agentPorts(template),
		ReservedPortsUDP: agentPortsUDP(template),
	})
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
func (st *stack) attributes(template *snapshot.LaunchTemplate, subnet, zone string) []snapshot.Attribute {
	var all []snapshot.Attribute

	add := func(name, value string) {
		if value != "" {
			all = append(all, snapshot.Attribute{Name: name, Value: value})
		}
	}

	if s := st.subnet(subnet); s != nil {
		zone = cmp.Or(s.AvailabilityZone, zone)
	}

	add("ecs.availability-zone", zone)
	add("ecs.instance-type", template.InstanceType)
	add("ecs.subnet-id", subnet)

	return all
}

func (st *stack) subnet(id string) *snapshot.Subnet {
	return find(st.Subnets, st.subnets, id)
}

// dropTemplates drops the launch templates of machines that have nothing to do with ECS, as far as the stack says: no
// auto scaling group that may feed a cluster starts from them, nor does an instance that joins one, and their user data
// names no cluster. Live, they are not
// asked for either.
func (st *stack) dropTemplates() {
	starts := map[string]bool{}

	for i := range st.AutoScalingGroups {
		g := &st.AutoScalingGroups[i]
		if t := st.template(g.LaunchTemplate); t != nil {
			starts[t.ID] = true
		}

		for j := range g.Overrides {
			if t := st.template(g.Overrides[j].LaunchTemplate); t != nil {
				starts[t.ID] = true
			}
		}
	}

	st.LaunchTemplates = slices.DeleteFunc(st.LaunchTemplates, func(t snapshot.LaunchTemplate) bool {
		return !starts[t.ID] && !st.joining[t.ID] && t.Cluster == ""
	})
}
