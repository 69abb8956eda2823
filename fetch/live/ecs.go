package live

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"github.com/ecslint/ecslint/fetch/awsmap"
)

// What ECS lists in a page and describes in a call, and where that is less than 100.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html
const (
	maxList             = 100
	maxDescribe         = 100
	maxDescribeServices = 10
	maxListProviders    = 10
)

// listings are the ARNs of what clusters hold, in the order of the clusters.
type listings struct {
	services, tasks, instances *question[string, string]
}

// listAll lists what is in the clusters. Clusters tell how many services, tasks and instances they have, but a
// service that is being deleted is in none of these numbers while its tasks go on, so all are listed. Without a
// status these are the tasks that are to run, and instances in every state but deregistered.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html
func (r *region) listAll(ctx context.Context) {
	r.listed = listings{
		each(awsmap.ListServices, r.clusters, func(ctx context.Context, cluster string) (reply[string], error) {
			in := &ecs.ListServicesInput{Cluster: &cluster, MaxResults: new(int32(maxList))}

			return pages(ctx, ecs.NewListServicesPaginator(r.ecs, in),
				func(page *ecs.ListServicesOutput) []string { return page.ServiceArns })
		}),
		each(awsmap.ListTasks, r.clusters, func(ctx context.Context, cluster string) (reply[string], error) {
			in := &ecs.ListTasksInput{Cluster: &cluster, MaxResults: new(int32(maxList))}

			return pages(ctx, ecs.NewListTasksPaginator(r.ecs, in),
				func(page *ecs.ListTasksOutput) []string { return page.TaskArns })
		}),
		each(awsmap.ListContainerInstances, r.clusters, func(ctx context.Context, cluster string) (reply[string], error) {
			in := &ecs.ListContainerInstancesInput{Cluster: &cluster, MaxResults: new(int32(maxList))}

			return pages(ctx, ecs.NewListContainerInstancesPaginator(r.ecs, in),
				func(page *ecs.ListContainerInstancesOutput) []string { return page.ContainerInstanceArns })
		}),
	}

	r.ask(ctx, r.listed.services, r.listed.tasks, r.listed.instances)
}

// part is what one call can describe of what a cluster holds: no call takes things of two clusters.
type part struct {
	cluster string
	arns    []string
}

// parts makes a question of what was listed, for calls that describe things of one cluster.
func parts[Out any](
	action string, listed *question[string, string], size int, ask func(context.Context, part) (reply[Out], error),
) *question[part, Out] {
	var all []part

	for i, cluster := range listed.about {
		for arns := range slices.Chunk(listed.replies[i].items, size) {
			all = append(all, part{cluster, arns})
		}
	}

	q := newQuestion(action, all, ask)
	q.resource = func(p part) string { return p.cluster }

	return q
}

// describeAll describes what was listed, and the capacity providers that the clusters name.
func (r *region) describeAll(ctx context.Context) {
	services := parts(awsmap.DescribeServices, r.listed.services, maxDescribeServices, r.describeServices)
	tasks := parts(awsmap.DescribeTasks, r.listed.tasks, maxDescribe, r.describeTasks)
	instances := parts(awsmap.DescribeContainerInstances, r.listed.instances, maxDescribe, r.describeContainerInstances)
	providers := batches(awsmap.DescribeCapacityProviders, providerNames(r.known()), maxDescribe,
		r.describeCapacityProviders)

	r.ask(ctx, services, tasks, instances, providers)

	r.answers.Services, r.answers.Tasks = services.all(), tasks.all()
	r.answers.ContainerInstances, r.answers.CapacityProviders = instances.all(), providers.all()

	for i, cluster := range r.listed.instances.about {
		for _, arn := range r.listed.instances.replies[i].items {
			r.answers.ContainerInstanceClusters[arn] = cluster
		}
	}
}

func (r *region) describeServices(ctx context.Context, p part) (reply[types.Service], error) {
	out, err := r.ecs.DescribeServices(ctx, &ecs.DescribeServicesInput{Cluster: &p.cluster, Services: p.arns})
	if err != nil {
		return reply[types.Service]{}, err
	}

	return described(p.arns, out.Services, out.Failures)
}

func (r *region) describeTasks(ctx context.Context, p part) (reply[types.Task], error) {
	out, err := r.ecs.DescribeTasks(ctx, &ecs.DescribeTasksInput{Cluster: &p.cluster, Tasks: p.arns})
	if err != nil {
		return reply[types.Task]{}, err
	}

	return described(p.arns, out.Tasks, out.Failures)
}

func (r *region) describeContainerInstances(ctx context.Context, p part) (reply[types.ContainerInstance], error) {
	out, err := r.ecs.DescribeContainerInstances(ctx,
		&ecs.DescribeContainerInstancesInput{Cluster: &p.cluster, ContainerInstances: p.arns})
	if err != nil {
		return reply[types.ContainerInstance]{}, err
	}

	return described(p.arns, out.ContainerInstances, out.Failures)
}

// describeCapacityProviders pages by hand: the SDK has no paginator for it.
func (r *region) describeCapacityProviders(ctx context.Context, names []string) (reply[types.CapacityProvider], error) {
	var (
		items  []types.CapacityProvider
		failed []types.Failure
	)

	in := &ecs.DescribeCapacityProvidersInput{CapacityProviders: names, MaxResults: new(int32(maxListProviders))}

	for range maxPages {
		out, err := r.ecs.DescribeCapacityProviders(ctx, in)
		if err != nil {
			return reply[types.CapacityProvider]{items: items}, err
		}

		items, failed = append(items, out.CapacityProviders...), append(failed, out.Failures...)

		if in.NextToken = out.NextToken; deref(in.NextToken) == "" {
			return described(names, items, failed)
		}
	}

	return reply[types.CapacityProvider]{items: items}, errEndless
}

// describeTaskDefinition leaves out the tags, which nothing needs.
func (r *region) describeTaskDefinition(ctx context.Context, arn string) (reply[types.TaskDefinition], error) {
	out, err := r.ecs.DescribeTaskDefinition(ctx, &ecs.DescribeTaskDefinitionInput{TaskDefinition: &arn})
	if err != nil {
		return reply[types.TaskDefinition]{}, err
	}

	if out.TaskDefinition == nil {
		return reply[types.TaskDefinition]{}, errShort
	}

	return reply[types.TaskDefinition]{items: []types.TaskDefinition{*out.TaskDefinition}}, nil
}

// described is a reply about each of what was asked about: that is in it, or it says why not. An answer that does
// neither would read as if there were less than there is.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
func described[Out any](asked []string, items []Out, failures []types.Failure) (reply[Out], error) {
	out := reply[Out]{items: items}
	for i := range failures {
		out.missing = append(out.missing, missing{deref(failures[i].Arn), word(deref(failures[i].Reason))})
	}

	if len(items)+len(failures) < len(asked) {
		return out, errShort
	}

	return out, nil
}
