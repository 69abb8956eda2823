package live

import (
	"context"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A stage asks what the answers so far make it possible to ask.
type stage struct {
	run     func(context.Context)
	actions []string
}

// stages are what follows the clusters, each as early as what it asks about is known. There are nine, so that a
// scan takes nine round trips at least, however small the account; their calls go side by side.
func (r *region) stages() []stage {
	return []stage{
		{r.listAll, []string{awsmap.ListServices, awsmap.ListTasks, awsmap.ListContainerInstances}},
		{r.describeAll, []string{
			awsmap.DescribeServices, awsmap.DescribeTasks, awsmap.DescribeContainerInstances,
			awsmap.DescribeCapacityProviders,
		}},
		{r.askUsed, []string{
			awsmap.DescribeTaskDefinition, awsmap.DescribeScalableTargets, awsmap.DescribeTargetGroups,
			awsmap.DescribeInstances, awsmap.DescribeNetworkInterfaces, awsmap.GetService, awsmap.ListNamespaces,
		}},
		{r.askAround, []string{
			awsmap.DescribeAutoScalingGroups, awsmap.DescribeLoadBalancers, awsmap.DescribeTargetHealth,
			awsmap.DescribeTargetGroupAttributes,
		}},
		{r.askParts, []string{
			awsmap.DescribeLaunchTemplateVersions, awsmap.DescribeListeners, awsmap.DescribeSubnets,
			awsmap.DescribeNetworkInterfaces,
		}},
		{r.askRest, []string{awsmap.DescribeImages, awsmap.DescribeRules, awsmap.DescribeSubnets}},
		{r.askVPCs, []string{
			awsmap.DescribeSubnets, awsmap.DescribeVPCs, awsmap.DescribeRouteTables, awsmap.DescribeSecurityGroups,
			awsmap.DescribeNetworkACLs, awsmap.DescribeVPCBlockPublicAccessOptions,
		}},
		{r.askRules, []string{
			awsmap.DescribeSecurityGroupRules, awsmap.DescribeManagedPrefixLists, awsmap.DescribeInternetGateways,
			awsmap.DescribeVPCPeeringConnections, awsmap.DescribeVPCEndpoints, awsmap.DescribeTransitGateways,
			awsmap.DescribeTransitGatewayAttachments, awsmap.DescribeTransitGatewayVPCAttachments,
			awsmap.DescribeVPCBlockPublicAccessExclusions,
		}},
		{r.askEntries, []string{awsmap.GetManagedPrefixListEntries}},
	}
}

// read goes through the stages. Where ctx ends, what is left of them becomes a gap.
func (r *region) read(ctx context.Context) {
	for _, s := range r.stages() {
		if ctx.Err() == nil {
			s.run(ctx)

			continue
		}

		r.interrupt(s.actions...)
	}
}

// askUsed asks about what services, tasks and container instances name.
func (r *region) askUsed(ctx context.Context) {
	s := r.known()
	definitions := each(awsmap.DescribeTaskDefinition, taskDefinitions(s), r.describeTaskDefinition)
	targets := batches(awsmap.DescribeScalableTargets, scalableResources(s), maxTargets, r.describeTargets)
	targetGroups := targetGroups(s)
	described := batches(awsmap.DescribeTargetGroups, targetGroups, maxBalancers, r.describeTargetGroups)
	chained := each(awsmap.DescribeTargetGroups, once(targetGroups), r.describeChained)
	instances := batches(awsmap.DescribeInstances, instanceIDs(s), maxFilter, r.describeInstances)
	interfaces := batches(awsmap.DescribeNetworkInterfaces, taskInterfaces(s), maxFilter,
		r.interfacesBy("network-interface-id"))
	services := each(awsmap.GetService, registries(s), r.getService)
	namespaces := each(awsmap.ListNamespaces, once(inNamespaces(s)), r.listNamespaces)

	r.ask(ctx, definitions, targets, described, chained, instances, interfaces, services, namespaces)

	r.answers.TaskDefinitions, r.answers.ScalableTargets = definitions.all(), targets.all()
	r.answers.TargetGroups = append(described.all(), beside(chained.all(), described.all())...)
	r.answers.Instances, r.answers.NetworkInterfaces = instances.all(), interfaces.all()
	r.answers.CloudMapServices, r.answers.CloudMapNamespaces = services.all(), namespaces.all()
}

// askAround asks about what stands behind instances, and before and behind target groups.
func (r *region) askAround(ctx context.Context) {
	s := r.known()
	groups := batches(awsmap.DescribeAutoScalingGroups, groupNames(s), maxGroups, r.describeGroups)
	balancers := batches(awsmap.DescribeLoadBalancers, loadBalancers(s), maxBalancers, r.describeLoadBalancers)

	health := each(awsmap.DescribeTargetHealth,
		of(s.TargetGroups, func(g *snapshot.TargetGroup) string { return g.ID }), r.describeTargetHealth)
	attributes := each(awsmap.DescribeTargetGroupAttributes, addressed(s), r.describeTargetGroupAttributes)

	r.ask(ctx, groups, balancers, health, attributes)

	r.answers.AutoScalingGroups, r.answers.LoadBalancers = groups.all(), balancers.all()
	r.answers.TargetHealth, r.answers.TargetGroupAttributes = by(health), by(attributes)
}

// askParts asks what belongs to groups and load balancers, and for the subnets of every VPC that is in use.
func (r *region) askParts(ctx context.Context) {
	s := r.known()
	listeners := each(awsmap.DescribeListeners,
		of(s.LoadBalancers, func(l *snapshot.LoadBalancer) string { return l.ID }), r.describeListeners)
	subnets := batches(awsmap.DescribeSubnets, vpcs(s), maxFilter, r.subnetsBy("vpc-id"))
	versions := newQuestion(awsmap.DescribeLaunchTemplateVersions, templates(s), r.describeTemplate)
	versions.resource = func(t template) string { return t.id }
	interfaces := batches(awsmap.DescribeNetworkInterfaces, balancerInterfaces(s), maxFilter,
		r.interfacesBy("description"))

	r.ask(ctx, versions, listeners, subnets, interfaces)

	r.answers.LaunchTemplateVersions, r.answers.Listeners = versions.all(), listeners.all()
	r.answers.Subnets = subnets.all()
	r.answers.NetworkInterfaces = append(r.answers.NetworkInterfaces, interfaces.all()...)
	r.vpcs = vpcs(s)
}

// askRest asks, besides images and rules, for subnets of a VPC that only a service without tasks names.
func (r *region) askRest(ctx context.Context) {
	s := r.known()
	images := batches(awsmap.DescribeImages, images(s), maxFilter, r.describeImages)
	rules := each(awsmap.DescribeRules, ruled(s), r.describeListenerRules)
	subnets := batches(awsmap.DescribeSubnets, strangers(s), maxFilter, r.subnetsBy("subnet-id"))

	r.ask(ctx, images, rules, subnets)

	r.answers.Images = images.all()
	r.answers.ListenerRules = by(rules)
	r.answers.Subnets = append(r.answers.Subnets, subnets.all()...)
}

// askVPCs asks for what decides on the traffic of the VPCs, and for the subnets of those found last.
func (r *region) askVPCs(ctx context.Context) {
	all := vpcs(r.known())
	subnets := batches(awsmap.DescribeSubnets, without(all, r.vpcs), maxFilter, r.subnetsBy("vpc-id"))
	vpcs := batches(awsmap.DescribeVPCs, all, maxFilter, r.describeVPCs)
	tables := batches(awsmap.DescribeRouteTables, all, maxFilter, r.describeRouteTables)
	groups := batches(awsmap.DescribeSecurityGroups, all, maxFilter, r.describeSecurityGroups)

	acls := batches(awsmap.DescribeNetworkACLs, all, maxFilter, r.describeNetworkACLs)
	block := each(awsmap.DescribeVPCBlockPublicAccessOptions, once(all), r.blockPublicAccess)

	r.ask(ctx, subnets, vpcs, tables, groups, acls, block)

	r.answers.Subnets = append(r.answers.Subnets, subnets.all()...)
	r.answers.VPCs, r.answers.RouteTables, r.answers.SecurityGroups = vpcs.all(), tables.all(), groups.all()
	r.answers.NetworkACLs = acls.all()

	for _, setting := range block.all() {
		r.answers.VPCBlockPublicAccess = &setting
	}
}

// once is for a call that is made once, if there is anything that it matters to.
func once(matters []string) []string {
	if len(matters) == 0 {
		return nil
	}

	return []string{""}
}

// askRules asks for the ids of rules, which prefix lists rules and routes name, and where routes lead.
func (r *region) askRules(ctx context.Context) {
	s := r.known()
	rules := batches(awsmap.DescribeSecurityGroupRules, groupsInUse(s), maxFilter, r.describeRules)
	lists := batches(awsmap.DescribeManagedPrefixLists, prefixLists(s), maxFilter, r.describePrefixLists)

	ways := r.askGateways(s)

	r.ask(ctx, append(ways.polls(), rules, lists)...)
	ways.answer(&r.answers)

	r.answers.SecurityGroupRules, r.answers.PrefixLists = rules.all(), lists.all()
}

// askEntries asks for what is in the prefix lists, one call each.
func (r *region) askEntries(ctx context.Context) {
	entries := each(awsmap.GetManagedPrefixListEntries,
		of(r.known().PrefixLists, func(l *snapshot.PrefixList) string { return l.ID }), r.prefixListEntries)
	r.ask(ctx, entries)

	r.answers.PrefixListEntries = by(entries)
}

// known is what the answers so far come to. What to ask next is taken from there, so that it is what the
// snapshot will refer to.
func (r *region) known() *snapshot.Snapshot {
	s := snapshot.New()
	r.answers.AddTo(s)

	return s
}
