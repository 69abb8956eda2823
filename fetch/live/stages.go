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
			awsmap.DescribeInstances, awsmap.DescribeNetworkInterfaces,
		}},
		{r.askAround, []string{awsmap.DescribeAutoScalingGroups, awsmap.DescribeLoadBalancers}},
		{r.askParts, []string{
			awsmap.DescribeLaunchTemplateVersions, awsmap.DescribeListeners, awsmap.DescribeSubnets,
		}},
		{r.askRest, []string{awsmap.DescribeImages, awsmap.DescribeRules, awsmap.DescribeSubnets}},
		{r.askVPCs, []string{
			awsmap.DescribeSubnets, awsmap.DescribeVPCs, awsmap.DescribeRouteTables, awsmap.DescribeSecurityGroups,
		}},
		{r.askRules, []string{awsmap.DescribeSecurityGroupRules, awsmap.DescribeManagedPrefixLists}},
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
	targetGroups := batches(awsmap.DescribeTargetGroups, targetGroups(s), maxBalancers, r.describeTargetGroups)
	instances := batches(awsmap.DescribeInstances, instanceIDs(s), maxFilter, r.describeInstances)
	interfaces := batches(awsmap.DescribeNetworkInterfaces, taskInterfaces(s), maxFilter, r.describeNetworkInterfaces)

	r.ask(ctx, definitions, targets, targetGroups, instances, interfaces)

	r.answers.TaskDefinitions, r.answers.ScalableTargets = definitions.all(), targets.all()
	r.answers.TargetGroups = targetGroups.all()
	r.answers.Instances, r.answers.NetworkInterfaces = instances.all(), interfaces.all()
}

// askAround asks about what stands behind instances and before target groups.
func (r *region) askAround(ctx context.Context) {
	s := r.known()
	groups := batches(awsmap.DescribeAutoScalingGroups, groupNames(s), maxGroups, r.describeGroups)
	balancers := batches(awsmap.DescribeLoadBalancers, loadBalancers(s), maxBalancers, r.describeLoadBalancers)

	r.ask(ctx, groups, balancers)

	r.answers.AutoScalingGroups, r.answers.LoadBalancers = groups.all(), balancers.all()
}

// askParts asks what belongs to groups and load balancers, and for the subnets of every VPC that is in use.
func (r *region) askParts(ctx context.Context) {
	s := r.known()
	listeners := each(awsmap.DescribeListeners,
		of(s.LoadBalancers, func(l *snapshot.LoadBalancer) string { return l.ID }), r.describeListeners)
	subnets := batches(awsmap.DescribeSubnets, vpcs(s), maxFilter, r.subnetsBy("vpc-id"))
	versions := newQuestion(awsmap.DescribeLaunchTemplateVersions, templates(s), r.describeTemplate)
	versions.resource = func(t template) string { return t.id }

	r.ask(ctx, versions, listeners, subnets)

	r.answers.LaunchTemplateVersions, r.answers.Listeners = versions.all(), listeners.all()
	r.answers.Subnets = subnets.all()
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

	r.ask(ctx, subnets, vpcs, tables, groups)

	r.answers.Subnets = append(r.answers.Subnets, subnets.all()...)
	r.answers.VPCs, r.answers.RouteTables, r.answers.SecurityGroups = vpcs.all(), tables.all(), groups.all()
}

// askRules asks for the ids of rules, and which prefix lists rules and routes name.
func (r *region) askRules(ctx context.Context) {
	s := r.known()
	rules := batches(awsmap.DescribeSecurityGroupRules, groupsInUse(s), maxFilter, r.describeRules)
	lists := batches(awsmap.DescribeManagedPrefixLists, prefixLists(s), maxFilter, r.describePrefixLists)

	r.ask(ctx, rules, lists)

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
