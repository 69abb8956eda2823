package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ecslint/ecslint/analyzer/visible"
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

	// given is the flags as they were set, by the command line or the environment.
	given *pflag.FlagSet
}

func (s *source) flags(cmd *cobra.Command) {
	s.accountFlags(cmd)

	f := cmd.Flags()
	f.StringVar(&s.snapshot, "snapshot", "", "read a `file` that ecslint snapshot wrote, or - for standard input")
	f.StringVar(&s.awsJSON, "aws-json", "", "read a `folder` of raw AWS CLI answers instead of a live account")
	f.BoolVar(&s.demo, "demo", false, "read the example account that comes with ecslint")
}

// accountFlags say which live account is read, and what of any.
func (s *source) accountFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	s.given = f
	f.StringVar(&s.profile, "profile", "", "AWS profile (default: AWS_PROFILE, or the default credentials)")
	f.StringSliceVar(&s.regions, "region", nil, "AWS region, repeatable (default: that of the profile or environment)")
	f.StringSliceVar(&s.clusters, "cluster", nil, "cluster name or glob, repeatable (default: every cluster)")
}

// isSource tells the flags of a source from all others: empty, they are an error even as variables.
func isSource(name string) bool {
	return slices.Contains([]string{
		"profile", "region", "cluster", "snapshot", "aws-json", "demo", "against", "diff-base", "parameters", "var-file",
	}, name)
}

// check refuses a source that is given but empty, and sources that exclude each other. Empty is what a script passes
// whose own variable is not set: a live account, or every cluster of it, is not what it asked for.
func (s *source) check() error {
	offline, err := s.offline()
	if err != nil {
		return err
	}

	for _, name := range []string{"profile", "region", "cluster"} {
		f := s.given.Lookup(name)

		// A variable is what somebody always wants of live accounts, and a flag that this is none.
		excluded := name != "cluster" && offline != nil
		if !f.Changed || excluded && fromVariable(f) && !fromVariable(offline) {
			continue
		}

		if err := notEmpty(f); err != nil {
			return err
		}

		if excluded {
			return fmt.Errorf("%s and %s exclude each other: one names a live account, the other what to read instead",
				spelled(offline), spelled(f))
		}
	}

	return nil
}

// none refuses a source beside paths. A variable is what somebody wants of other runs.
func (s *source) none() error {
	for _, name := range []string{"profile", "region", "cluster", "snapshot", "aws-json", "demo"} {
		if f := s.given.Lookup(name); f.Changed && !fromVariable(f) {
			return fmt.Errorf("%s and a path exclude each other: name one source", spelled(f))
		}
	}

	return nil
}

// offline is the flag that names what to read instead of a live account; nil for a live account.
func (s *source) offline() (*pflag.Flag, error) {
	var offline *pflag.Flag

	for _, name := range []string{"snapshot", "aws-json", "demo"} {
		f := s.given.Lookup(name)
		if !f.Changed || name == "demo" && !s.demo {
			continue
		}

		if err := notEmpty(f); err != nil {
			return nil, err
		}

		if offline != nil {
			return nil, fmt.Errorf("%s and %s exclude each other: name one source", spelled(offline), spelled(f))
		}

		offline = f
	}

	return offline, nil
}

// notEmpty refuses an empty text, and a list with nothing or an empty text in it.
func notEmpty(f *pflag.Flag) error {
	values := []string{f.Value.String()}
	if list, ok := f.Value.(pflag.SliceValue); ok {
		values = list.GetSlice()
	}

	if len(values) == 0 || slices.Contains(values, "") {
		return fmt.Errorf("%s is empty; give it a value, or leave it out", spelled(f))
	}

	return nil
}

// again is the source as the user would type it again, for hints.
func (s *source) again() string {
	var b strings.Builder

	add := func(flag string, values ...string) {
		for _, value := range values {
			if value != "" {
				b.WriteString(" " + flag + " " + quoted(value))
			}
		}
	}

	if s.live() {
		add("--profile", s.profile)
		add("--region", s.regions...)
	} else if s.demo {
		b.WriteString(" --demo")
	}

	add("--snapshot", s.snapshot)
	add("--aws-json", s.awsJSON)
	add("--cluster", s.clusters...)

	return b.String()
}

func (s *source) live() bool { return s.snapshot == "" && s.awsJSON == "" && !s.demo }

// quoted is a word for a shell.
func quoted(word string) string {
	if strings.ContainsAny(word, " \t*?[]'\"$&;|<>()`\\") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}

	return word
}

// open reads the source. An interrupted reading returns what is known together with the error.
func (a *app) open(ctx context.Context, s *source) (*fetch.Result, error) {
	if err := s.check(); err != nil {
		return nil, err
	}

	return a.read(ctx, s)
}

// read is open for a source whose flags were checked.
func (a *app) read(ctx context.Context, s *source) (*fetch.Result, error) {
	request := fetch.Request{Snapshot: s.snapshot, AWSJSON: s.awsJSON}

	switch {
	case s.snapshot == "-":
		data, err := io.ReadAll(a.stdin)
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}

		request.Stdin = data
	case s.demo:
		demo, err := fixtures.Demo()
		if err != nil {
			return nil, err
		}

		request.Demo = demo
	case s.live():
		progress := a.progress()
		defer progress.done()

		request.Live = &live.Request{
			Profile: s.profile, Regions: s.regions, Clusters: s.clusters,
			CollectedAt: time.Now().UTC().Truncate(time.Second),
			Stdin:       a.stdin, Prompt: visible.Lines(a.stderr), Progress: progress.report,
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
