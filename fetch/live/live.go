// Package live reads AWS accounts into a [snapshot.Snapshot]: what runs on ECS, and what of EC2, Elastic Load
// Balancing, Auto Scaling and Cloud Map that touches.
//
// Everything is asked once, in batches and pages of the greatest size AWS takes, side by side within a bound.
// Only what is in use is asked about: task definitions that something runs, the VPCs that something is in. The
// answers go through [awsmap], as those of the offline reader do.
//
// A call that is denied or fails becomes a gap, and the scan goes on with what is left. Where nothing can be
// read at all, as without credentials, the error is a [SetupError] that says what to type next.
package live

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"golang.org/x/sync/errgroup"

	"github.com/ecslint/ecslint/analyzer/snapshot"
	"github.com/ecslint/ecslint/fetch/awsmap"
)

// A Request says what to read. Its zero value reads every cluster of the region and account that the
// environment and the shared configuration of AWS name.
type Request struct {
	// Profile is a profile of the shared configuration; empty for AWS_PROFILE or the default credentials.
	Profile string

	// Regions are where to read; none means the region of the profile or the environment.
	Regions []string

	// Clusters are names, ARNs or globs such as prod-*, in the syntax of [path.Match]; none means all of them.
	Clusters []string

	// CollectedAt goes into the snapshot: no clock is read here.
	CollectedAt time.Time

	// Stdin is where the code of an MFA device is read from if the profile needs one, and Prompt where it is
	// asked for. Without Stdin such a profile is an error; without Prompt it is waited for silently.
	Stdin  io.Reader
	Prompt io.Writer

	// Progress, if set, is told how many calls are done and how many are planned so far, pages not counted.
	// Neither number ever falls; calls come one at a time.
	Progress func(done, planned int)

	// MaxParallel bounds the calls in flight in each region; 0 means 8. ECS takes 20 calls a second of each
	// kind for long, and bursts of 50 or 100.
	// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
	MaxParallel int

	// LoadOptions are the last word on the configuration of the SDK, for tests and other programs.
	LoadOptions []func(*config.LoadOptions) error
}

const usualParallel = 8

// Read reads the account of the request's profile.
//
// Where ctx ends first, the snapshot holds what is known, with a gap for everything else, and comes with the
// context's error; it is nil as long as not even the account is known. A cluster that is named and does not
// exist is an [ErrNoSuchCluster]. Where nothing can be read the error is a [SetupError].
func Read(ctx context.Context, r Request) (*snapshot.Snapshot, error) {
	if err := checkPatterns(r.Clusters); err != nil {
		return nil, err
	}

	regions, err := open(ctx, &r)
	if err != nil {
		return nil, cancelled(ctx, err)
	}

	if err := find(ctx, r.Profile, regions, r.Clusters); err != nil {
		return nil, err
	}

	var g errgroup.Group

	for _, region := range regions {
		g.Go(func() error {
			region.read(ctx)

			return nil
		})
	}

	_ = g.Wait() // what failed is a gap

	return join(regions, r.CollectedAt), cancelled(ctx, nil)
}

// cancelled puts the end of the context before the error that it led to.
func cancelled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("read AWS account: %w", ctx.Err())
	}

	return err
}

func join(regions []*region, at time.Time) *snapshot.Snapshot {
	s := snapshot.New()
	s.CollectedAt = at

	for _, r := range regions {
		awsmap.Join(s, r.snapshot())
		s.Sources = append(s.Sources, snapshot.Source{
			Kind: snapshot.SourceLive, Account: r.answers.Account, Region: r.answers.Region,
		})
	}

	return s
}
