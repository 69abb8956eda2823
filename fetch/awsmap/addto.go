package awsmap

import "github.com/ecslint/ecslint/analyzer/snapshot"

// AddTo adds what the answers say to s, whose nouns and gaps are in one total order afterwards: equal
// answers give an equal snapshot in whatever order they came. Of two answers about one resource one is kept.
// Sources and the time of collection are the caller's.
func (a *Answers) AddTo(s *snapshot.Snapshot) {
	mapped := snapshot.New()
	a.addECS(mapped)
	a.addEC2(mapped)
	a.addGateways(mapped)
	a.addELB(mapped)

	own := snapshot.New() // joined first on its own: that finds the gaps of nouns without an id
	Join(own, mapped)

	for i := range own.Gaps {
		own.Gaps[i].Account, own.Gaps[i].Region = a.Account, a.Region
	}

	Join(s, own)
}

func (a *Answers) addECS(s *snapshot.Snapshot) {
	s.Clusters = each(a.Clusters, a.cluster)
	s.CapacityProviders = each(a.CapacityProviders, a.capacityProvider)
	s.Services = each(a.Services, a.service())
	s.TaskDefinitions = each(a.TaskDefinitions, a.taskDefinition)
	s.Tasks = each(a.Tasks, a.task)
	s.ContainerInstances = each(a.ContainerInstances, a.containerInstance())
	s.ScalableTargets = each(a.ScalableTargets, a.scalableTarget)
	s.CloudMapServices = a.cloudMapServices()
	s.Clusters = append(s.Clusters, a.namedClusters(s)...)
	s.Gaps = append(s.Gaps, a.ecsGaps(s)...)
}

func (a *Answers) addEC2(s *snapshot.Snapshot) {
	s.LaunchTemplates = each(a.LaunchTemplateVersions, a.launchTemplate)
	s.AutoScalingGroups = each(a.AutoScalingGroups, a.autoScalingGroup())
	s.Instances = each(a.Instances, a.instance())
	s.Images = each(a.Images, a.image)
	s.NetworkInterfaces = a.networkInterfaces()
	s.SecurityGroups = each(a.SecurityGroups, a.securityGroup())
	s.PrefixLists = a.prefixLists()
	s.VPCs = each(a.VPCs, a.vpc)
	s.Subnets = each(a.Subnets, a.subnet)
	s.RouteTables = each(a.RouteTables, a.routeTable)
	s.NetworkACLs = each(a.NetworkACLs, a.networkACL)
	s.Gaps = append(s.Gaps, a.ec2Gaps()...)
}

func (a *Answers) addGateways(s *snapshot.Snapshot) {
	s.VPCBlockPublicAccess = a.blockPublicAccess()
	s.InternetGateways = each(a.InternetGateways, a.internetGateway)
	s.Peerings = each(a.VPCPeeringConnections, a.peering)
	s.TransitGateways = each(a.TransitGateways, a.transitGateway)
	s.TransitGatewayAttachments = a.transitGatewayAttachments()
	s.VPCEndpoints = each(a.VPCEndpoints, a.endpoint)
}

func (a *Answers) addELB(s *snapshot.Snapshot) {
	s.LoadBalancers = each(a.LoadBalancers, a.loadBalancer)
	s.Listeners = each(a.Listeners, a.listener)
	s.TargetGroups = each(a.TargetGroups, a.targetGroup)
}

// all maps every element.
func all[In, Out any](in []In, f func(*In) Out) []Out {
	return each(in, func(i *In) (Out, bool) { return f(i), true })
}

// each maps every element that f does not drop.
func each[In, Out any](in []In, f func(*In) (Out, bool)) []Out {
	var out []Out

	for i := range in {
		if noun, ok := f(&in[i]); ok {
			out = append(out, noun)
		}
	}

	return out
}
