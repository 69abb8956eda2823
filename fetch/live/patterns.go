package live

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// isGlob reports whether a pattern is more than a name or an ARN, neither of which has any of these.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
func isGlob(pattern string) bool { return strings.ContainsAny(pattern, `*?[\`) }

// checkPatterns refuses what would match nothing, whatever clusters there are, before anything is asked.
func checkPatterns(patterns []string) error {
	for _, p := range patterns {
		if _, err := path.Match(p, ""); err != nil || p == "" {
			return &SetupError{
				Problem: fmt.Sprintf("%q is neither a cluster nor a glob", p), Advice: "a glob is written like prod-*", err: err,
			}
		}
	}

	return nil
}

// matches reports whether a pattern names the cluster with that ARN. A glob is about the name.
func matches(pattern, arn string) bool {
	ok, err := path.Match(pattern, snapshot.Name(arn))

	return pattern == arn || err == nil && ok
}

func matchesAny(patterns []string, arn string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, arn) })
}

// clusterARN is the ARN of the cluster that a name or ARN is about, and whether it can be in this region. With
// ARNs throughout, nothing depends on a name being unique.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
func (r *region) clusterARN(pattern string) (string, bool) {
	if arn, ok := awsmap.ParseARN(pattern); ok {
		return pattern, arn.Region == r.answers.Region && arn.Account == r.answers.Account
	}

	return awsmap.ARN{
		Partition: r.partition, Service: "ecs", Region: r.answers.Region, Account: r.answers.Account,
		Resource: "cluster/" + pattern,
	}.String(), true
}

// unmatched is the error for patterns that match nothing in any region. Where a region did not tell all of its
// clusters, they may be there.
func unmatched(ctx context.Context, regions []*region, patterns []string) error {
	var found []string

	for _, r := range regions {
		if r.blind {
			return nil
		}

		found = append(found, r.clusters...)
	}

	var unknown []string

	for _, p := range patterns {
		if !slices.ContainsFunc(found, func(arn string) bool { return matches(p, arn) }) {
			unknown = append(unknown, fmt.Sprintf("%q", p))
		}
	}

	if len(unknown) == 0 {
		return nil
	}

	return fmt.Errorf("%w: %s; %s", ErrNoSuchCluster, strings.Join(unknown, ", "), existing(ctx, regions))
}

// existing says which clusters there are, or how to find out. It costs a call where names alone were asked for.
func existing(ctx context.Context, regions []*region) string {
	const shown = 5

	var names, in []string

	for _, r := range regions {
		listed, err := r.list(ctx)
		if err != nil {
			return "aws ecs list-clusters --region " + r.answers.Region + " shows which there are"
		}

		in = append(in, r.answers.Region)

		for _, arn := range listed {
			names = append(names, snapshot.Name(arn))
		}
	}

	names = sorted(names)
	there := strings.Join(names[:min(shown, len(names))], ", ")

	switch more := len(names) - shown; {
	case len(names) == 0:
		there = "none"
	case more > 0:
		there += fmt.Sprintf(" and %d more", more)
	}

	return fmt.Sprintf("there are %s in %s", there, strings.Join(in, ", "))
}
