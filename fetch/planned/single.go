package planned

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/userdata"
)

// addSingles makes container instances of the instances that join a cluster by themselves, without an auto scaling
// group: their user data names it.
func (st *stack) addSingles() {
	interfaces := make(map[string]int, len(st.NetworkInterfaces))
	for i := range st.NetworkInterfaces {
		interfaces[st.NetworkInterfaces[i].ID] = i
	}

	for i := range st.Instances {
		instance := &st.Instances[i]

		template := st.template(instance.LaunchTemplate)
		if template == nil {
			continue
		}

		subnet := ""

		if len(instance.NetworkInterfaces) > 0 {
			if at, ok := interfaces[instance.NetworkInterfaces[0]]; ok {
				st.place(&st.NetworkInterfaces[at], template, instance.ID)
				subnet = st.NetworkInterfaces[at].Subnet
			}
		}

		st.addSecondary(instance, template, subnet)
		st.join(instance, template, subnet)
	}
}

// join makes a container instance of an instance of a cluster of the stack. Where it may be one, a gap will say so.
func (st *stack) join(instance *snapshot.Instance, template *snapshot.LaunchTemplate, subnet string) {
	cluster, why := st.joined(template)

	switch {
	case why != "":
		st.unsure = append(st.unsure, snapshot.Gap{What: "instance " + template.Name + " may be one", Why: why})
	case cluster != nil:
		if instance.Platform == "" {
			instance.Platform = platform(template)
		}

		st.fed[cluster.ID], st.joining[template.ID] = true, true
		st.ContainerInstances = append(st.ContainerInstances, snapshot.ContainerInstance{
			Meta: meta(&instance.Meta), ID: instance.ID, Cluster: cluster.ID, Instance: instance.ID,
			Status: "ACTIVE", Attributes: st.attributes(template, subnet, instance.AvailabilityZone),
			ReservedPorts: agentPorts(template), ReservedPortsUDP: agentPortsUDP(template),
		})

		if instance.ID == "i-"+template.ID { // its own, which starts nothing else: the interfaces have all groups now
			template.SecurityGroups, template.Interfaces = nil, nil
		}
	}
}

// joined is the cluster of the stack that a single instance joins, nil where it joins none of them; and why that is not
// known. User data that cannot be read is that of any machine, unless the image is one for ECS: then it can but name
// the only cluster.
func (st *stack) joined(template *snapshot.LaunchTemplate) (cluster *snapshot.Cluster, why string) {
	if template.Cluster != "" {
		cluster = st.knownCluster(template.Cluster)
		if cluster == nil && !userdata.Resolved(template.Cluster) {
			why = "the cluster that its user data names is not known"
		}

		return cluster, why
	}

	switch {
	case !untold(template.Agent):
		return nil, ""
	case len(st.Clusters) == 1 && userdata.DefaultCluster(template.Image) != "":
		return &st.Clusters[0], ""
	default:
		return nil, template.Agent.TaskENI.Reason()
	}
}

// untold reports whether user data says nothing that can be read.
func untold(a *snapshot.Agent) bool {
	return a != nil && a.DynamicPortRange.IsUnknown() && a.BlockIMDS.IsUnknown() && a.OffhostIntrospection.IsUnknown() &&
		a.TaskENI.IsUnknown()
}

// place gives the primary interface of an instance what it leaves to the launch template, the subnet and the VPC.
func (st *stack) place(eni *snapshot.NetworkInterface, template *snapshot.LaunchTemplate, of string) {
	s := st.subnet(eni.Subnet)
	if s != nil && eni.VPC == "" {
		eni.VPC = s.VPC
	}

	if eni.PublicIP.IsZero() {
		eni.PublicIP = template.AssociatePublicIP
	}

	if eni.PublicIP.IsZero() {
		eni.PublicIP = publicIn(s, eni.Subnet)
	}

	if len(eni.SecurityGroups) == 0 {
		eni.SecurityGroups = primaryGroups(template)
	}

	if len(eni.SecurityGroups) == 0 {
		eni.SecurityGroups = []string{st.defaultGroup(eni.VPC, of)}
	}
}

// publicIn is whether a new interface in a subnet gets a public address, where nothing else says so.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
func publicIn(s *snapshot.Subnet, id string) snapshot.Value[bool] {
	switch {
	case s == nil:
		return snapshot.Unknown[bool]("whether subnet " + id + " gives public addresses is not in the stack")
	case s.MapPublicIPOnLaunch.IsUnknown():
		return s.MapPublicIPOnLaunch
	default:
		return snapshot.Known(s.MapPublicIPOnLaunch.Or(false))
	}
}

func primaryGroups(template *snapshot.LaunchTemplate) []string {
	if len(template.Interfaces) > 0 {
		return slices.Clone(template.Interfaces[0].SecurityGroups)
	}

	return slices.Clone(template.SecurityGroups)
}

// addSecondary adds the interfaces beside the primary one. They answer for host ports as that does, with groups of
// their own, and get no public address: EC2 assigns one to an instance with one interface only.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#public-ip-addresses
func (st *stack) addSecondary(instance *snapshot.Instance, template *snapshot.LaunchTemplate, subnet string) {
	for i := range template.Interfaces {
		if i == 0 {
			continue
		}

		written := &template.Interfaces[i]
		eni := snapshot.NetworkInterface{
			Meta: meta(&instance.Meta), ID: fmt.Sprintf("eni-%s/%d", instance.ID, i), Instance: instance.ID,
			InterfaceType: "interface", Subnet: cmp.Or(written.Subnet, subnet), PublicIP: snapshot.Known(false),
			SecurityGroups: slices.Clone(written.SecurityGroups),
		}
		st.place(&eni, &snapshot.LaunchTemplate{}, instance.ID)

		instance.NetworkInterfaces = append(instance.NetworkInterfaces, eni.ID)
		st.NetworkInterfaces = append(st.NetworkInterfaces, eni)
	}
}

// nameInstances gives instances of the stack IDs that begin as EC2's do: by that alone ECS knows them from machines of
// the user's own. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-registration.html
func (st *stack) nameInstances() {
	names := map[string]string{}

	for i := range st.Instances {
		if instance := &st.Instances[i]; !strings.HasPrefix(instance.ID, "i-") {
			names[instance.ID] = "i-" + instance.ID
			instance.ID = names[instance.ID]
		}
	}

	if len(names) == 0 {
		return
	}

	st.renameTargets(names)

	for i := range st.NetworkInterfaces {
		eni := &st.NetworkInterfaces[i]
		eni.Instance = cmp.Or(names[eni.Instance], eni.Instance)
	}

	for i := range st.TargetGroups {
		for j := range st.TargetGroups[i].Targets {
			target := &st.TargetGroups[i].Targets[j]
			target.ID = cmp.Or(names[target.ID], target.ID)
		}
	}
}
