package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ecslint/ecslint/fetch"
	"github.com/ecslint/ecslint/fetch/live"
	"github.com/ecslint/ecslint/fixtures"
)

// source is the flags that say what is read. They are the same for every command.
type source struct {
	profile  string
	regions  []string
	clusters []string
	snapshot string
	awsJSON  string
	demo     bool
}

func (s *source) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.profile, "profile", "", "AWS profile (default: AWS_PROFILE, or the default credentials)")
	f.StringSliceVar(&s.regions, "region", nil, "AWS region, repeatable (default: that of the profile or environment)")
	f.StringSliceVar(&s.clusters, "cluster", nil, "cluster name or glob, repeatable (default: every cluster)")
	f.StringVar(&s.snapshot, "snapshot", "", "read a file written by `ecslint snapshot` instead of a live account")
	f.StringVar(&s.awsJSON, "aws-json", "", "read a folder of raw AWS CLI answers instead of a live account")
	f.BoolVar(&s.demo, "demo", false, "read the example account that comes with ecslint")
	cmd.MarkFlagsMutuallyExclusive("snapshot", "aws-json", "demo")

	for _, offline := range []string{"snapshot", "aws-json", "demo"} {
		for _, online := range []string{"profile", "region"} {
			cmd.MarkFlagsMutuallyExclusive(offline, online)
		}
	}
}

// again is the source as the user would type it again, for hints.
func (s *source) again() string {
	var b strings.Builder

	if s.demo {
		b.WriteString(" --demo")
	}

	for _, f := range []struct {
		name   string
		values []string
	}{
		{"--snapshot", []string{s.snapshot}},
		{"--aws-json", []string{s.awsJSON}},
		{"--profile", []string{s.profile}},
		{"--region", s.regions},
		{"--cluster", s.clusters},
	} {
		for _, value := range f.values {
			if value != "" {
				b.WriteString(" " + f.name + " " + quoted(value))
			}
		}
	}

	return b.String()
}

// quoted is a word for a shell.
func quoted(word string) string {
	if strings.ContainsAny(word, " \t*?[]'\"$&;|<>()`\\") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}

	return word
}

// open reads the source. An interrupted reading returns what is known together with the error.
func (a *app) open(ctx context.Context, s *source) (*fetch.Result, error) {
	request := fetch.Request{Snapshot: s.snapshot, AWSJSON: s.awsJSON}

	switch {
	case s.demo:
		demo, err := fixtures.Demo()
		if err != nil {
			return nil, err
		}

		request.Demo = demo
	case s.snapshot == "" && s.awsJSON == "":
		progress := a.progress()
		defer progress.done()

		request.Live = &live.Request{
			Profile: s.profile, Regions: s.regions, Clusters: s.clusters,
			CollectedAt: time.Now().UTC().Truncate(time.Second),
			Stdin:       a.stdin, Prompt: a.stderr, Progress: progress.report,
		}
	}

	res, err := fetch.Open(ctx, request)
	if err != nil && (res == nil || !errors.Is(err, context.Canceled)) {
		return nil, err
	}

	if request.Live == nil && len(s.clusters) > 0 {
		if err := fetch.Select(res.Snapshot, s.clusters); err != nil {
			return nil, fmt.Errorf("--cluster: %w", err)
		}
	}

	return res, err
}
