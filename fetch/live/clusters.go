package live

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// find reads the clusters that the patterns name, in every region. It fails where a region cannot be read at
// all, and for a pattern that certainly matches nothing.
func find(ctx context.Context, profile string, regions []*region, patterns []string) error {
	errs := make([]error, len(regions))

	var g errgroup.Group

	for i, r := range regions {
		g.Go(func() error {
			errs[i] = r.find(ctx, profile, patterns)

			return nil
		})
	}

	_ = g.Wait() // errs has them in the order of the regions

	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return errs[i]
	}

	return unmatched(ctx, regions, patterns)
}

// find makes the first calls of the region, so that it is here that a region turns out to be closed. A call that
// is denied is none of that: what is in the clusters may be open all the same.
func (r *region) find(ctx context.Context, profile string, patterns []string) error {
	wanted, err := r.wanted(ctx, patterns)

	q := batches(awsmap.DescribeClusters, wanted, maxDescribe, r.describeClusters)
	r.ask(ctx, q)
	r.settle(q)

	err = errors.Join(append(q.errs, err)...)
	r.blind = err != nil

	if ctx.Err() == nil {
		return fatal(profile, r.answers.Region, err)
	}

	r.interrupt(awsmap.DescribeClusters)

	return nil
}

// wanted are the ARNs of the clusters to read. They are listed for globs, or where all are wanted: names alone
// save the call, and the permission.
func (r *region) wanted(ctx context.Context, patterns []string) ([]string, error) {
	var names []string

	for _, p := range patterns {
		if arn, ok := r.clusterARN(p); ok && !isGlob(p) {
			names = append(names, arn)
		}
	}

	if len(patterns) > 0 && !slices.ContainsFunc(patterns, isGlob) {
		return sorted(names), nil
	}

	listed, err := r.list(ctx)
	for _, arn := range listed {
		if len(patterns) == 0 || matchesAny(patterns, arn) {
			names = append(names, arn)
		}
	}

	return sorted(names), err
}

// list lists all clusters, once. If that fails, nothing else will be asked about the clusters that it would have
// named, so the gap is about everything.
func (r *region) list(ctx context.Context) ([]string, error) {
	if r.all != nil {
		return r.all.all(), r.all.errs[0]
	}

	r.all = each(awsmap.ListClusters, []string{""}, func(ctx context.Context, _ string) (reply[string], error) {
		p := ecs.NewListClustersPaginator(r.ecs, &ecs.ListClustersInput{MaxResults: new(int32(maxList))})

		return pages(ctx, p, func(page *ecs.ListClustersOutput) []string { return page.ClusterArns })
	})

	before := len(r.gaps)
	r.ask(ctx, r.all)

	for i := range r.gaps[before:] {
		r.gaps[before+i].Nouns = everything()
	}

	return r.all.all(), r.all.errs[0]
}

// everything is what any action would have told about.
func everything() []snapshot.Noun {
	var all []snapshot.Noun
	for _, a := range awsmap.Actions() {
		all = append(all, a.Nouns...)
	}

	slices.Sort(all)

	return slices.Compact(all)
}

// describeClusters leaves out what does not exist: a cluster that was deleted since it was listed holds
// nothing, and of one that was named, [unmatched] tells.
func (r *region) describeClusters(ctx context.Context, arns []string) (reply[types.Cluster], error) {
	out, err := r.ecs.DescribeClusters(ctx, &ecs.DescribeClustersInput{
		Clusters: arns,
		Include:  []types.ClusterField{types.ClusterFieldSettings, types.ClusterFieldConfigurations},
	})
	if err != nil {
		return reply[types.Cluster]{}, err
	}

	all, err := described(arns, out.Clusters, out.Failures)
	all.missing = slices.DeleteFunc(all.missing, func(m missing) bool { return m.gone() })

	return all, err
}

// settle keeps the clusters to read: those that were described, save for deleted ones, and those that could
// not be, since what is in them may still be readable.
func (r *region) settle(q *question[[]string, types.Cluster]) {
	r.answers.Clusters, r.answers.ClustersConfigured = q.all(), true

	for _, c := range r.known().Clusters {
		r.clusters = append(r.clusters, c.ID)
	}

	for i, err := range q.errs {
		if err != nil {
			r.clusters = append(r.clusters, q.about[i]...)
		}
	}

	r.clusters = sorted(r.clusters)
}
